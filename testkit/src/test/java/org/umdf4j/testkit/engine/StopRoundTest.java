package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** Who takes part in a stop round that begins while requests end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StopRoundTest {
    private static void plugGivingBack(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> bench.hold(request))
                .onIoStop((_, request, _) -> request.stopAcknowledge(true));
        bench.plug(driver);
    }

    @Schedules
    @Rule({"STOP-1", "STOP-4"})
    void aSuspendFromInsideACompletionDoesNotOfferTheCompletedRequest(DriverBench bench) {
        plugGivingBack(bench);
        bench.program().file().startRead(MemorySegment.ofArray(new byte[8]), 1).whenDone(_ -> {
            bench.begin("suspend", bench::suspend);
            bench.quiet();
        });
        bench.quiet();
        bench.held().complete("r1");
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop", "OnD0Exit(")).containsExactly("OnD0Exit(D3)");
        bench.resume();
    }

    @Schedules(150)
    @Rule({"STOP-1", "STOP-4"})
    void aProgramMaySuspendTheDeviceAsSoonAsItsReadHasEnded(DriverBench bench) {
        plugGivingBack(bench);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        bench.begin("completer", () -> bench.held().complete("r1"));
        read.await();
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().of("OnIoStop")).isEmpty();
        bench.resume();
    }

    @Schedules
    @Rule({"PQ-1", "DSP-10"})
    void arrivalsBesideARunningCallbackDoNotStartTheStopRound(DriverBench bench) {
        Gate mayReturn = bench.scheduler().newGate("the handler may return");
        ScriptedDriver driver = bench.driver();
        driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        driver.queue("P", PARALLEL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> {
                    bench.hold(request);
                    mayReturn.await();
                    bench.trace().mark("handler returns");
                })
                .onIoStop((_, request, _) -> request.stopAcknowledge(false));
        bench.plug(driver);
        Program program = bench.program();
        bench.begin("first reader", () -> program.read(1));
        bench.quiet();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        program.read(2); // each arrival runs the queue's loop beside the callback
        program.read(3);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop", "handler returns")).isEmpty();
        mayReturn.open();
        suspend.await();
        assertThat(bench.trace().of("OnIoStop", "handler returns"))
                .containsExactly("handler returns", "OnIoStop(r1, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-13", "STOP-14"})
    void aRequestCompletedLaterInTheRoundThanItWasGivenBackIsGone(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", PARALLEL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> bench.hold(request))
                .onIoStop((_, request, _) -> {
                    if (bench.trace().nameOf(request).equals("r1")) {
                        request.stopAcknowledge(true);
                    } else {
                        bench.held().complete("r1");
                        bench.held().complete("r2");
                    }
                });
        bench.plug(driver);
        Program program = bench.program();
        List<PendingIo> reads = List.of(program.read(1), program.read(2));
        bench.quiet();
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        assertThat(reads).allSatisfy(read -> assertThat(read.isDone()).isTrue());
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r1)", "OnRead(r2)");
    }

    @Schedules
    @Rule({"STOP-14", "STOP-18"})
    void aRequestMarkedCancelableAfterItWasGivenBackIsWaitedFor(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        ScriptedQueue queue = driver.queue("P", PARALLEL);
        queue.asDefault()
                .powerManaged()
                .onRead((_, request, _) -> bench.hold(request))
                .onCancel(_ -> bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED))
                .onIoStop((_, request, _) -> {
                    request.stopAcknowledge(true);
                    request.markCancelable(queue.cancel());
                });
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(suspend.isDone()).isFalse();
        read.cancel();
        suspend.await();
        assertThat(read.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.resume();
    }
}
