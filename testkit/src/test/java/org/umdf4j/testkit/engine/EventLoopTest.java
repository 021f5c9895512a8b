package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** A queue's event loop: it never runs on top of itself, and nobody else's fault stops it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EventLoopTest {
    private static final int RESUBMISSIONS = 50;

    private static ScriptedDriver withoutLock(DriverBench bench) {
        return bench.driver().beforeDevice(init -> init.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE));
    }

    @Schedules(0)
    @Rule("DSP-5")
    void aProgramThatReadsAgainFromInsideACompletionDoesNotNestDeliveries(DriverBench bench) {
        Depth depth = new Depth();
        ScriptedDriver driver = withoutLock(bench);
        driver.queue("P", PARALLEL)
                .asDefault()
                .onRead((_, request, _) -> depth.within(() -> request.complete(HResult.S_OK)));
        bench.plug(driver);
        RawProgram program = new RawProgram(bench);
        var _ = program.readAgainAndAgain(8, RESUBMISSIONS, () -> {});
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).hasSize(RESUBMISSIONS);
        assertThat(depth.deepest()).isEqualTo(1);
        program.close();
    }

    @Schedules(0)
    @Rule("DSP-5")
    void aProgramThatReadsAgainFromInsideACompletionDoesNotNestReadyNotifications(DriverBench bench) {
        Depth depth = new Depth();
        ScriptedDriver driver = withoutLock(bench);
        driver.queue("M", MANUAL)
                .asDefault()
                .onStateChange((queue, _) -> depth.within(() -> {
                    for (RetrievedRequest next = queue.retrieveNextRequest();
                            next.isPresent();
                            next = queue.retrieveNextRequest()) {
                        next.request().orElseThrow().complete(HResult.S_OK);
                    }
                }));
        bench.plug(driver);
        RawProgram program = new RawProgram(bench);
        var _ = program.readAgainAndAgain(8, RESUBMISSIONS, () -> bench.trace().mark("ended"));
        bench.quiet();
        assertThat(bench.trace().of("ended")).hasSize(RESUBMISSIONS);
        assertThat(depth.deepest()).isEqualTo(1);
        program.close();
    }

    @Schedules(0)
    @Rule({"DSP-5", "DSP-8"})
    void emptyReadsThatTheFrameworkEndsDoNotNest(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        bench.plug(driver);
        RawProgram program = new RawProgram(bench);
        Depth depth =
                program.readAgainAndAgain(0, RESUBMISSIONS, () -> bench.trace().mark("ended"));
        bench.quiet();
        assertThat(bench.trace().of("ended")).hasSize(RESUBMISSIONS);
        assertThat(depth.deepest()).isEqualTo(1);
        program.close();
    }

    @Schedules(0)
    @Rule("DSP-8")
    void aProgramThatKeepsReadingNothingDoesNotKeepTheDriverInRetrieve(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        ScriptedQueue manual = driver.queue("M", MANUAL).asDefault();
        bench.plug(driver);
        RawProgram program = new RawProgram(bench);
        var _ = program.readAgainAndAgain(0, RESUBMISSIONS, () -> bench.trace().mark("ended"));
        bench.quiet();
        for (int ended = 1; ended <= RESUBMISSIONS; ended++) {
            assertThat(manual.get().retrieveNextRequest().isPresent()).isFalse();
            assertThat(bench.trace().of("ended")).hasSize(ended);
        }
        program.close();
    }

    @Schedules
    @Rule({"SDP-3", "SDP-4"})
    void aDrainWhoseConditionHoldsIsNoLongerInProgressInsideTheSameCallback(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL).asDefault().onRead((queue, request, _) -> {
            queue.drain(null);
            request.complete(HResult.S_OK);
            queue.start();
            queue.stop(null);
        });
        bench.plug(driver);
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    void aFaultOfTheProgramReachesNeitherTheDriverNorTheQueue(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", SEQUENTIAL).asDefault().onRead((_, request, _) -> bench.hold(request));
        bench.plug(driver);
        RawProgram faulty = new RawProgram(bench);
        IllegalStateException fault = new IllegalStateException("the program's own fault");
        faulty.read(8, () -> {
            throw fault;
        });
        Program program = bench.program();
        program.read(2);
        bench.quiet();
        AtomicReference<Throwable> reported = new AtomicReference<>();
        Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> reported.set(thrown));
        bench.held().complete("r0");
        Thread.currentThread().setUncaughtExceptionHandler(null);
        bench.quiet();
        assertThat(reported.get()).isSameAs(fault);
        assertThat(bench.held().names()).containsExactly("r2");
        faulty.close();
    }
}
