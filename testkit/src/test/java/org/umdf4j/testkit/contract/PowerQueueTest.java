package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 9 of the PnP and power contract: the effect of each step on queues. */
class PowerQueueTest {
    /** A second power-managed queue, for controls, whose requests are kept. */
    private static ScriptedQueue secondQueue(Rig rig) {
        return rig.driver
                .queue("Q", PARALLEL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.DEVICE_IO_CONTROL)
                .onDeviceIoControl((_, request, _, _, _) -> rig.bench.hold(request));
    }

    @Schedules
    @Rule({"PQ-1", "PQ-2"})
    void runningDeliveryCallbacksOfAllQueuesAreWaitedForBeforeTheFirstOnIoStop(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        rig.driver.beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
        Gate mayReturn = bench.scheduler().newGate("the handler may return");
        secondQueue(rig)
                .onDeviceIoControl((_, request, _, _, _) -> {
                    bench.hold(request);
                    mayReturn.await();
                    bench.trace().mark("handler returns");
                })
                .onIoStop((_, request, _) -> request.stopAcknowledge(false));
        rig.plugged();
        rig.read(1);
        bench.begin("controller", () -> rig.program().control(0x40));
        bench.quiet();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop")).isEmpty();
        mayReturn.open();
        suspend.await();
        assertThat(bench.trace().of("OnIoStop", "handler returns"))
                .containsExactly("handler returns", "OnIoStop(r1, SUSPEND)", "OnIoStop(c0x40, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule("PQ-3")
    void queuesAreStoppedInCreationOrderEachWholly(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoStop((_, _, _) -> {});
        secondQueue(rig).onIoStop((_, request, _) -> request.stopAcknowledge(false));
        rig.plugged();
        rig.program().control(0x40);
        rig.read(1);
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.held().complete("r1");
        suspend.await();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)", "OnIoStop(c0x40, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule("PQ-4")
    void aStoppedQueueIsHeldAndResumedAllTheSameAndStaysStopped(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.reads(1, 2);
        rig.p.get().stop(null);
        bench.suspend();
        bench.resume();
        rig.complete("r1");
        assertThat(bench.trace().of("OnIoStop", "OnIoResume", "OnRead"))
                .containsExactly("OnRead(r1)", "OnIoStop(r1, SUSPEND)", "OnIoResume(r1)");
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r2");
    }

    @Schedules
    @Rule("PQ-5")
    void aStopCompletionIsDeliveredWhileTheDeviceIsOff(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.read(1);
        rig.p.get().stop(rig.p.tracedStateChange());
        bench.suspend();
        rig.complete("r1");
        assertThat(bench.trace().of("OnStateChange")).containsExactly("OnStateChange(P)");
        bench.resume();
    }

    @Schedules
    @Rule("PQ-6")
    void otherQueuesAreNeitherOfferedASuspendNorDoTheyDelayIt(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.n.onIoStop((_, _, _) -> {});
        rig.plugged();
        rig.write(1);
        bench.suspend();
        rig.write(2);
        assertThat(bench.trace().of("OnIoStop", "OnWrite", "OnD0Exit("))
                .containsExactly("OnWrite(w1)", "OnD0Exit(D3)", "OnWrite(w2)");
        bench.resume();
    }

    @Schedules
    @Rule({"PQ-1", "RET-3"})
    void inDxAPowerManagedQueueStoresAndRetrievesNothing(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        bench.suspend();
        rig.read(1);
        assertThat(rig.p.get().retrieveNextRequest().status()).isEqualTo(HResult.STATUS_WDF_PAUSED);
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(1);
        bench.resume();
        rig.retrieve();
    }

    @Schedules(60)
    @Rule({"PQ-1", "PQ-2", "STOP-1"})
    void suspendsUnderLoadLoseAndDuplicateNothing(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).givingBack();
        rig.plugged();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            bench.begin("reader", () -> rig.program().read(number).await());
        }
        bench.suspend();
        bench.resume();
        bench.quiet();
        assertThat(bench.held().names()).containsExactlyInAnyOrder("r1", "r2", "r3");
    }
}
