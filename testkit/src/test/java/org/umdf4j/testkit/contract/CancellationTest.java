package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 10 of the I/O contract: cancellation. */
class CancellationTest {
    private static final IoResult ABORTED = new IoResult(HResult.ERROR_OPERATION_ABORTED, 0);

    private static void abortOnCancel(Rig rig) {
        rig.p.onCancel(request ->
                rig.bench.held().take(rig.bench.trace().nameOf(request)).complete(HResult.ERROR_OPERATION_ABORTED));
    }

    @Schedules
    @Rule("CAN-1")
    void aStoredRequestNeverDeliveredIsAbortedWithoutACallback(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.p.onIoCanceledOnQueue((_, request) -> request.complete(HResult.E_FAIL));
        rig.plugged();
        rig.read(1);
        PendingIo second = rig.read(2);
        bench.trace().clear();
        second.cancel();
        assertThat(second.await()).isEqualTo(ABORTED);
        rig.complete("r1");
        assertThat(bench.trace().of("On")).isEmpty();
    }

    @Schedules
    @Rule({"CAN-2", "CAN-15"})
    void aStoredRequestDeliveredBeforeGoesToOnIoCanceledOnQueue(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoCanceledOnQueue((_, request) -> bench.hold(request));
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.retrieve();
        bench.held().take("r1").requeue();
        io.cancel();
        bench.quiet();
        assertThat(bench.trace().of("OnIoCanceledOnQueue")).containsExactly("OnIoCanceledOnQueue(r1)");
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
        assertThat(io.isDone()).isFalse();
        bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED);
        assertThat(io.await()).isEqualTo(ABORTED);
    }

    @Schedules
    @Rule("CAN-2")
    void withoutTheCallbackAStoredRequestDeliveredBeforeIsAborted(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo io = rig.read(1);
        rig.retrieve();
        bench.held().take("r1").requeue();
        io.cancel();
        assertThat(io.await()).isEqualTo(ABORTED);
    }

    @Schedules
    @Rule("CAN-3")
    void onIoCanceledOnQueueDoesNotWaitForASequentialQueuesSlot(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        var first = rig.driver.lateQueue("Q", SEQUENTIAL);
        first.onRead((_, request, _) -> bench.hold(request))
                .onIoCanceledOnQueue((_, request) -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        first.make(rig.driver.device());
        rig.read(1);
        bench.held().take("r1").forwardToIoQueue(first.get());
        PendingIo second = rig.read(2);
        bench.held().take("r2").forwardToIoQueue(first.get());
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r1");
        second.cancel();
        assertThat(second.await()).isEqualTo(ABORTED);
        assertThat(bench.trace().of("OnIoCanceledOnQueue")).containsExactly("OnIoCanceledOnQueue(r2)");
    }

    @Schedules
    @Rule({"CAN-4", "CAN-12"})
    void anUnmarkedDeliveredRequestIsOnlyFlagged(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        PendingIo io = rig.read(1);
        assertThat(rig.held("r1").isCanceled()).isFalse();
        bench.trace().clear();
        io.cancel();
        bench.quiet();
        assertThat(rig.held("r1").isCanceled()).isTrue();
        assertThat(bench.trace().of("On")).isEmpty();
        assertThat(io.isDone()).isFalse();
    }

    @Schedules
    @Rule({"CAN-5", "CAN-15"})
    void onCancelIsCalledExactlyOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        abortOnCancel(rig);
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.begin("canceller", io::cancel);
        io.cancel();
        assertThat(io.await()).isEqualTo(ABORTED);
        bench.quiet();
        assertThat(bench.trace().of("OnCancel")).containsExactly("OnCancel(r1)");
    }

    @Schedules
    @Rule("CAN-6")
    void markingACancelledRequestInItsDeliveryCallbackCancelsItAfterwards(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<PendingIo> ios = new ArrayList<>();
        abortOnCancel(rig);
        rig.p.onRead((_, request, _) -> {
            bench.hold(request);
            ios.getFirst().cancel();
            request.markCancelable(rig.p.cancel());
            bench.trace().mark("marked");
        });
        rig.plugged();
        rig.p.get().stop(null);
        ios.add(rig.read(1));
        rig.p.get().start();
        assertThat(ios.getFirst().await()).isEqualTo(ABORTED);
        assertThat(bench.trace().of("OnRead", "marked", "OnCancel"))
                .containsExactly("OnRead(r1)", "marked", "OnCancel(r1)");
    }

    @Schedules
    @Rule("CAN-6")
    void markingACancelledRequestOutsideCallbacksCancelsItAtOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        abortOnCancel(rig);
        rig.plugged();
        PendingIo io = rig.read(1);
        io.cancel();
        bench.quiet();
        rig.held("r1").markCancelable(rig.p.cancel());
        assertThat(io.isDone()).isTrue();
        assertThat(io.await()).isEqualTo(ABORTED);
    }

    @Schedules
    @Rule({"CAN-6", "DSP-10"})
    void aCancelInsideADeliveryCallbackIsDeliveredWhenTheCallbackHasReturned(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        abortOnCancel(rig);
        List<PendingIo> ios = new ArrayList<>();
        rig.p.onRead((_, request, _) -> {
            bench.hold(request);
            if (bench.trace().nameOf(request).equals("r2")) {
                ios.getFirst().cancel();
                rig.held("r1").markCancelable(rig.p.cancel());
                bench.trace().mark("returns");
            }
        });
        rig.plugged();
        ios.add(rig.read(1));
        rig.read(2);
        assertThat(ios.getFirst().await()).isEqualTo(ABORTED);
        assertThat(bench.trace().of("OnRead(r2)", "returns", "OnCancel"))
                .containsExactly("OnRead(r2)", "returns", "OnCancel(r1)");
    }

    @Schedules
    @Rule("CAN-7")
    void aSecondCancelCallbackForOneQueueIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.reads(1, 2);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.expectViolation("CAN-7");
        IWDFIoRequest second = rig.held("r2");
        assertThatThrownBy(() -> second.markCancelable(_ -> {})).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("CAN-8")
    void anUnmarkedRequestGetsNoOnCancelUnlessMarkedAgain(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        abortOnCancel(rig);
        rig.plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        assertThat(request.unmarkCancelable()).isTrue();
        io.cancel();
        bench.quiet();
        assertThat(bench.trace().of("OnCancel")).isEmpty();
        request.markCancelable(rig.p.cancel());
        assertThat(io.await()).isEqualTo(ABORTED);
    }

    @Schedules(60)
    @Rule({"CAN-9", "CAN-5"})
    void whoeverWinsBetweenUnmarkAndCancelCompletesTheRequestOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        abortOnCancel(rig);
        rig.plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        bench.begin("canceller", io::cancel);
        if (request.unmarkCancelable()) {
            bench.held().take("r1").complete(HResult.S_OK);
            assertThat(io.await()).isEqualTo(new IoResult(HResult.S_OK, 0));
            assertThat(bench.trace().of("OnCancel")).isEmpty();
        } else {
            assertThat(io.await()).isEqualTo(ABORTED);
            assertThat(bench.trace().of("OnCancel")).hasSize(1);
        }
    }

    @Schedules(100)
    @Rule({"CAN-1", "CAN-3"})
    void aCancelThatLosesAgainstTheRetrievalOnlyFlagsTheRequest(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo io = rig.read(1);
        bench.begin("canceller", io::cancel);
        var retrieved = rig.p.get().retrieveNextRequest().request();
        bench.quiet();
        if (retrieved.isPresent()) {
            assertThat(retrieved.get().isCanceled()).isTrue();
            retrieved.get().complete(HResult.S_OK);
            assertThat(io.await()).isEqualTo(new IoResult(HResult.S_OK, 0));
        } else {
            assertThat(io.await()).isEqualTo(ABORTED);
        }
    }

    @Schedules
    @Rule("CAN-9")
    void completingBeforeOnCancelAfterALostUnmarkIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onCancel(_ -> {});
        rig.plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        // The callback lock keeps OnCancel from coming, so that the cancellation stays in progress.
        rig.driver.device().acquireLock();
        io.cancel();
        bench.quiet();
        assertThat(request.unmarkCancelable()).isFalse();
        bench.expectViolation("CAN-9");
        assertThatThrownBy(() -> request.complete(HResult.S_OK)).isInstanceOf(ContractViolationException.class);
        rig.driver.device().releaseLock();
    }

    @Schedules
    @Rule("CAN-10")
    void unmarkingWhatIsNotMarkedIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        bench.expectViolation("CAN-10");
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(request::unmarkCancelable).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("CAN-10")
    void markingTwiceIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        bench.expectViolation("CAN-10");
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        assertThatThrownBy(() -> request.markCancelable(rig.p.cancel())).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("CAN-11")
    void onCancelMayReturnWithoutCompleting(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onCancel(_ -> {});
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        io.cancel();
        bench.quiet();
        assertThat(io.isDone()).isFalse();
        bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED);
        assertThat(io.await()).isEqualTo(ABORTED);
    }

    @Schedules
    @Rule("CAN-12")
    void aMarkedRequestIsNeverReportedAsCancelled(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<Boolean> seen = new ArrayList<>();
        rig.p.onCancel(_ -> {});
        rig.plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        seen.add(request.isCanceled());
        rig.driver.device().acquireLock();
        io.cancel();
        bench.quiet();
        seen.add(request.isCanceled());
        rig.driver.device().releaseLock();
        bench.quiet();
        bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED);
        seen.add(request.isCanceled());
        assertThat(seen).containsExactly(false, false, false);
    }

    @Schedules
    @Rule("CAN-13")
    void onCancelComesAtOnceWhileTheDeviceIsOff(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        abortOnCancel(rig);
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.suspend();
        io.cancel();
        assertThat(io.await()).isEqualTo(ABORTED);
        bench.resume();
    }

    @Schedules(60)
    @Rule({"CAN-5", "CAN-9", "STOP-18"})
    void cancelStopAndCompletionTogetherEndEachRequestOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        abortOnCancel(rig);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            if (request.unmarkCancelable()) {
                rig.giveBack(request);
            }
        });
        rig.p.onRead((_, request, _) -> {
            bench.hold(request);
            request.markCancelable(rig.p.cancel());
        });
        rig.plugged();
        List<PendingIo> ios = rig.reads(1, 2, 3);
        ios.forEach(io -> bench.begin("canceller", io::cancel));
        bench.suspend();
        bench.resume();
        ios.forEach(io -> assertThat(io.await()).isEqualTo(ABORTED));
    }
}
