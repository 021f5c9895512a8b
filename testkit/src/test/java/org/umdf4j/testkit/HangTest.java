package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.exploration.Finding;

/** A device that does not get on is explained: which request or callback, since when, by which rule, and what to do. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HangTest {
    private static String messageOf(String kind, Consumer<DriverBench> test) {
        Finding finding = DriverBench.explore(test).explore().finding().orElseThrow();
        String message = String.valueOf(finding.failure().getMessage());
        assertThat(finding.kind()).as(message).isEqualTo(kind);
        return message;
    }

    private static String firstLineOf(String message) {
        return message.lines().findFirst().orElseThrow();
    }

    /** The default queue of a plugged driver that keeps its requests; the caller adds what it does at stop. */
    private static void plugKeeper(DriverBench bench, Consumer<ScriptedQueue> more) {
        ScriptedDriver driver = bench.driver();
        more.accept(
                driver.queue("D", PARALLEL).asDefault().powerManaged().onRead((_, request, _) -> bench.hold(request)));
        bench.plug(driver);
    }

    @Test
    @Rule("STOP-9")
    void aRequestThatIsNeverAcknowledgedIsNamedWithItsWholeStory() {
        String message = messageOf("rule HOST-1", bench -> {
            plugKeeper(bench, queue -> queue.onIoStop((_, _, _) -> {}));
            bench.program().read(1);
            bench.quiet();
            bench.suspend();
        });
        assertThat(firstLineOf(message))
                .isEqualTo(
                        "rule HOST-1, STOP-9: the suspend never ends: driver 'driver' holds r1 READ request of default"
                                + " queue: OnIoStop has returned, and the driver has neither completed nor acknowledged it");
        assertThat(message)
                .contains("r1 READ request, held by driver 'driver', from default queue, now DELIVERED")
                .containsPattern("held since:  event \\d+, OnRead on 'simulated-\\d+-main'")
                .contains("what to do:  In OnIoStop complete the request, or unmark it and call StopAcknowledge")
                .containsPattern("r1 OnIoStop begins\n.*r1 OnIoStop ends");
    }

    @Test
    @Rule("STOP-10")
    void aQueueWithoutOnIoStopIsNamed() {
        String message = messageOf("rule HOST-1", bench -> {
            plugKeeper(bench, _ -> {});
            bench.program().read(1);
            bench.quiet();
            bench.suspend();
        });
        assertThat(firstLineOf(message))
                .startsWith("rule HOST-1, STOP-10: the suspend never ends: driver 'driver' holds r1");
        assertThat(message).contains("what to do:  Give the queue an OnIoStop");
    }

    @Test
    @Rule("STOP-22")
    void aRequestKeptWithoutOnIoResumeIsNamedWhenSomebodyWaitsForIt() {
        String message = messageOf("deadlock", bench -> {
            plugKeeper(bench, queue -> queue.onIoStop((_, request, _) -> request.stopAcknowledge(false)));
            PendingIo read = bench.program().read(1);
            bench.quiet();
            bench.suspend();
            bench.resume();
            read.await();
        });
        assertThat(firstLineOf(message))
                .startsWith("deadlock, STOP-22: driver 'driver' holds r1 READ request")
                .contains("no OnIoResume");
    }

    @Test
    @Rule("CAN-2")
    void aRequestNotCompletedInOnIoCanceledOnQueueIsNamed() {
        String message = messageOf("deadlock", bench -> {
            ScriptedDriver driver = bench.driver();
            ScriptedQueue parked = driver.queue("P", MANUAL).onIoCanceledOnQueue((_, _) -> {});
            driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> request.forwardToIoQueue(parked.get()));
            bench.plug(driver);
            PendingIo read = bench.program().read(1);
            bench.quiet();
            read.cancel();
            read.await();
        });
        assertThat(firstLineOf(message))
                .startsWith("deadlock, CAN-2: driver 'driver' holds r1 READ request of queue ")
                .contains("OnIoCanceledOnQueue has been called for it, and the driver has not completed it");
    }

    @Test
    @Rule("PQ-2")
    void aCallbackThatDoesNotReturnIsNamed() {
        String message = messageOf("rule HOST-1", bench -> {
            ScriptedDriver driver = bench.driver();
            driver.queue("D", PARALLEL).asDefault().powerManaged().onRead((_, request, _) -> {
                bench.scheduler().newGate("hardware").await();
                request.complete(HResult.S_OK);
            });
            bench.plug(driver);
            Program program = bench.program();
            bench.begin("reader", () -> program.read(1));
            bench.quiet();
            bench.suspend();
        });
        assertThat(firstLineOf(message))
                .startsWith("rule HOST-1, PQ-2: the suspend never ends: has not returned: OnRead");
    }

    @Test
    void aRequestThatNothingWaitsForIsNoFault() {
        assertThat(DriverBench.explore(bench -> {
                            IWDFIoRequest[] kept = new IWDFIoRequest[1];
                            ScriptedDriver driver = bench.driver();
                            driver.queue("D", PARALLEL)
                                    .asDefault()
                                    .powerManaged()
                                    .onRead((_, request, _) -> kept[0] = request)
                                    .onIoStop((_, request, _) -> request.stopAcknowledge(false))
                                    .onIoResume((_, _) -> {});
                            bench.plug(driver);
                            bench.program().read(1);
                            bench.quiet();
                            bench.suspend();
                            bench.resume();
                            kept[0].complete(HResult.S_OK);
                        })
                        .explore()
                        .finding())
                .isEmpty();
    }
}
