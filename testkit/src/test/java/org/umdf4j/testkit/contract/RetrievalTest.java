package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 6 of the I/O contract: retrieval. */
class RetrievalTest {
    @Schedules
    @Rule("RET-1")
    void theHeadRequestBecomesTheDriversAndIsNotCancelable(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo io = rig.reads(1, 2).getFirst();
        IWDFIoRequest request = rig.retrieve();
        assertThat(bench.trace().nameOf(request)).isEqualTo("r1");
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
        io.cancel();
        bench.quiet();
        assertThat(io.isDone()).isFalse();
    }

    @Schedules(0)
    @Rule("RET-2")
    void anEmptyQueueHasNoMoreItems(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        assertThat(rig.p.get().retrieveNextRequest()).isEqualTo(RetrievedRequest.empty());
        assertThat(RetrievedRequest.empty().status()).isEqualTo(HResult.ERROR_NO_MORE_ITEMS);
    }

    @Schedules
    @Rule({"RET-3", "QS-5"})
    void aStoppedOrPoweredOffQueueIsPausedEvenIfEmpty(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        rig.p.get().stop(null);
        assertThat(rig.p.get().retrieveNextRequest().status()).isEqualTo(HResult.STATUS_WDF_PAUSED);
        rig.p.get().start();
        bench.suspend();
        assertThat(rig.p.get().retrieveNextRequest().status()).isEqualTo(HResult.STATUS_WDF_PAUSED);
        bench.resume();
        assertThat(rig.p.get().retrieveNextRequest().status()).isEqualTo(HResult.ERROR_NO_MORE_ITEMS);
    }

    @Schedules(0)
    @Rule("RET-4")
    void aParallelQueueCannotBeRetrievedFrom(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        assertThatThrownBy(() -> rig.p.get().retrieveNextRequest())
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE));
    }

    @Schedules
    @Rule("RET-5")
    void retrievalByFileTakesTheFirstOfThatFileAndKeepsTheOrderOfTheRest(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        Program second = bench.program();
        rig.read(1);
        second.read(2);
        rig.read(3);
        second.read(4);
        bench.quiet();
        IWDFIoRequest first = rig.retrieve();
        IWDFIoRequest ofSecond = rig.p.get().retrieveNextRequest().request().orElseThrow();
        bench.hold(ofSecond);
        IWDFFile firstFile = first.getFileObject().orElseThrow();
        IWDFFile secondFile = ofSecond.getFileObject().orElseThrow();
        IWDFIoRequest next = rig.p
                .get()
                .retrieveNextRequestByFileObject(secondFile)
                .request()
                .orElseThrow();
        bench.hold(next);
        assertThat(bench.trace().nameOf(next)).isEqualTo("r4");
        assertThat(rig.p.get().retrieveNextRequestByFileObject(secondFile).status())
                .isEqualTo(HResult.ERROR_NO_MORE_ITEMS);
        IWDFIoRequest last =
                rig.p.get().retrieveNextRequestByFileObject(firstFile).request().orElseThrow();
        bench.hold(last);
        assertThat(bench.trace().nameOf(last)).isEqualTo("r3");
    }

    @Schedules
    @Rule("RET-6")
    void retrievalStillSucceedsDuringTheHoldAndTheResume(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoStop((_, request, _) -> {
            rig.retrieve();
            request.stopAcknowledge(false);
        });
        rig.p.onIoResume((_, _) -> {
            if (!bench.held().has("r3")) {
                rig.retrieve();
            }
        });
        rig.plugged();
        rig.reads(1, 2, 3);
        rig.retrieve();
        bench.suspend();
        assertThat(bench.held().names()).containsExactly("r1", "r2");
        bench.resume();
        assertThat(bench.held().names()).containsExactly("r1", "r2", "r3");
    }

    @Schedules
    @Rule("RET-7")
    void retrievingFromASequentialQueueWhileOwningOneGivesASecond(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2, 3);
        rig.retrieve();
        assertThat(bench.held().names()).containsExactly("r1", "r2");
        rig.complete("r1");
        assertThat(bench.held().names()).containsExactly("r2");
        rig.complete("r2");
        assertThat(bench.held().names()).containsExactly("r3");
    }

    @Schedules
    @Rule("RET-7")
    void retrievingFromASequentialQueueWhileOwningNoneIsReportedAndGoesOn(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        List<PendingIo> next = new ArrayList<>();
        rig.p.onRead((_, request, _) -> {
            next.add(rig.program().read(2)); // waits behind the one in this handler
            request.complete(HResult.S_OK);
            rig.retrieve();
        });
        rig.plugged();
        bench.expectViolation("RET-7");
        assertThat(rig.read(1).await().succeeded()).isTrue();
        assertThat(bench.held().names()).containsExactly("r2");
        rig.complete("r2");
        assertThat(next.getFirst().await().succeeded()).isTrue();
    }

    @Schedules
    @Rule("RET-8")
    void theReadyNotificationComesOncePerTransitionFromEmpty(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onStateChange((_, _) -> {});
        rig.plugged();
        rig.reads(1, 2);
        assertThat(bench.trace().of("OnStateChange")).hasSize(1);
        rig.retrieve();
        rig.retrieve();
        rig.read(3);
        assertThat(bench.trace().of("OnStateChange")).hasSize(2);
        rig.retrieve();
        bench.held().take("r3").requeue();
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).hasSize(3);
        rig.retrieve();
    }

    @Schedules
    @Rule("RET-8")
    void theReadyNotificationIsWithheldWhileStoppedAndIssuedByStart(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onStateChange((_, _) -> {});
        rig.plugged();
        rig.p.get().stop(null);
        rig.read(1);
        assertThat(bench.trace().of("OnStateChange")).isEmpty();
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).hasSize(1);
        rig.retrieve();
    }
}
