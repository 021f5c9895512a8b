package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** What a purge finds while requests come in and go back. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PurgeTest {
    /** A driver that keeps what it reads and has a manual queue beside. */
    private static ScriptedQueue plugWithManualQueue(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("P", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        ScriptedQueue manual = driver.queue("M", MANUAL);
        bench.plug(driver);
        return manual;
    }

    @Schedules
    @Rule({"SDP-9", "SDP-11"})
    void theLastOwnedRequestRequeuedDuringAPurgeIsCancelled(DriverBench bench) {
        ScriptedQueue manual = plugWithManualQueue(bench);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        bench.held().take("r1").forwardToIoQueue(manual.get());
        IWDFIoRequest request = manual.get().retrieveNextRequest().request().orElseThrow();
        manual.get().purge(manual.tracedStateChange());
        request.requeue();
        bench.quiet();
        assertThat(read.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("OnStateChange")).containsExactly("OnStateChange(M)");
    }

    @Schedules
    @Rule({"SDP-11", "STOP-36"})
    void theLastOwnedRequestGivenBackDuringAPurgeIsCancelled(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        ScriptedQueue reads = driver.queue("P", SEQUENTIAL)
                .asDefault()
                .powerManaged()
                .onRead((_, request, _) -> bench.hold(request))
                .onIoStop((_, _, _) -> bench.held().take("r1").stopAcknowledge(true));
        bench.plug(driver);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        reads.get().purge(reads.tracedStateChange());
        bench.suspend();
        bench.quiet();
        assertThat(read.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("OnStateChange")).containsExactly("OnStateChange(P)");
        bench.resume();
    }

    @Schedules(150)
    @Rule({"SDP-9", "SDP-11"})
    void aRequestOnItsWayInIsCancelledAndThePurgeCompletes(DriverBench bench) {
        ScriptedQueue manual = plugWithManualQueue(bench);
        PendingIo read = bench.program().read(1);
        bench.quiet();
        bench.begin("purger", () -> manual.get().purge(manual.tracedStateChange()));
        IWDFIoRequest request = bench.held().take("r1");
        try {
            request.forwardToIoQueue(manual.get());
        } catch (WdfException refused) {
            assertThat(refused.status()).isEqualTo(HResult.STATUS_WDF_BUSY);
            request.complete(HResult.S_OK);
        }
        bench.quiet();
        assertThat(read.isDone()).isTrue();
        assertThat(bench.trace().of("OnStateChange")).containsExactly("OnStateChange(M)");
    }

    @Schedules
    @Rule("Q-13")
    void aQueueMayBeDeletedFromItsOwnPurgeCallback(DriverBench bench) {
        ScriptedQueue manual = plugWithManualQueue(bench);
        bench.begin("purger", () -> manual.get().purge((queue, _) -> {
                    queue.deleteWdfObject();
                    bench.trace().mark("deleted");
                }))
                .await();
        bench.quiet();
        assertThat(bench.trace().of("deleted")).hasSize(1);
    }
}
