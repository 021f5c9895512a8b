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
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 10 of the PnP and power contract: OnIoStop and StopAcknowledge. */
class StopTest {
    @Schedules
    @Rule("STOP-1")
    void everyOwnedRequestIsOfferedOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.reads(1, 2);
        rig.write(3);
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)", "OnIoStop(r2, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule("STOP-1")
    void aRetrievedRequestIsOfferedToo(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).keeping().plugged();
        rig.reads(1, 2);
        rig.retrieve();
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.resume();
        rig.retrieve();
    }

    @Schedules
    @Rule("STOP-2")
    void storedRequestsAreNeitherOfferedNorWaitedFor(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.reads(1, 2, 3);
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.resume();
        List.of("r1", "r2", "r3").forEach(rig::complete);
    }

    @Schedules
    @Rule("STOP-3")
    void requestsAreOfferedOneAtATimeInTheOrderTheDriverGotThem(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            bench.trace().mark("begin");
            bench.scheduler().point("test.between");
            request.stopAcknowledge(false);
            bench.trace().mark("end");
        });
        rig.plugged();
        rig.reads(3, 1, 2);
        rig.retrieve();
        rig.retrieve();
        rig.retrieve();
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop", "begin", "end"))
                .containsExactly(
                        "OnIoStop(r3, SUSPEND)",
                        "begin",
                        "end",
                        "OnIoStop(r1, SUSPEND)",
                        "begin",
                        "end",
                        "OnIoStop(r2, SUSPEND)",
                        "begin",
                        "end");
        bench.resume();
    }

    @Schedules
    @Rule("STOP-4")
    void aRequestCompletedBeforeItsTurnIsNotOffered(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            if (bench.held().has("r2")) {
                bench.held().complete("r2");
            }
            request.stopAcknowledge(false);
        });
        rig.plugged();
        rig.reads(1, 2, 3);
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)", "OnIoStop(r3, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule("STOP-4")
    void aRequestForwardedBeforeItsTurnIsNotOffered(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            if (bench.held().has("r2")) {
                bench.held().take("r2").forwardToIoQueue(other.get());
            }
            request.stopAcknowledge(false);
        });
        rig.plugged();
        rig.reads(1, 2);
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.hold(other.get().retrieveNextRequest().request().orElseThrow());
        bench.resume();
    }

    @Schedules
    @Rule("STOP-5")
    void aRequestWhoseCancellationIsClaimedIsNotOfferedButWaitedFor(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        rig.p.onCancel(_ -> {});
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        io.cancel();
        bench.quiet();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(suspend.isDone()).isFalse();
        bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED);
        suspend.await();
        assertThat(bench.trace().of("OnIoStop", "OnCancel")).containsExactly("OnCancel(r1)");
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-6", "STOP-36"})
    void aRemovalFromD0OffersTwiceAndGoesOnWhenBothAreKept(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        Activity remove = bench.begin("remove", bench::remove);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop", "OnSelfManagedIoFlush"))
                .containsExactly("OnIoStop(r1, SUSPEND)", "OnIoStop(r1, PURGE)", "OnSelfManagedIoFlush");
        bench.held().complete("r1");
        remove.await();
    }

    @Schedules
    @Rule("STOP-6")
    void aSurpriseRemovalInDxOffersOnlyThePurge(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        bench.suspend();
        bench.trace().clear();
        Activity remove = bench.begin("surprise", bench::surpriseRemove);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, PURGE)");
        bench.held().complete("r1");
        remove.await();
    }

    @Schedules
    @Rule("STOP-7")
    void anAcknowledgementDoesNotCarryOverToTheNextPowerDown(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.read(1);
        bench.suspend();
        bench.resume();
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("OnIoStop", "OnIoResume"))
                .containsExactly("OnIoStop(r1, SUSPEND)", "OnIoResume(r1)", "OnIoStop(r1, SUSPEND)", "OnIoResume(r1)");
    }

    @Schedules
    @Rule({"STOP-8", "LCK-4"})
    void onIoStopWaitsForTheCallbackLock(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        rig.driver.device().acquireLock();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop")).isEmpty();
        rig.driver.device().releaseLock();
        suspend.await();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-9", "STOP-11"})
    void withoutAnAnswerTheDeviceStaysInD0UntilTheRequestIsCompleted(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.p.onIoStop((_, _, _) -> {});
        rig.plugged();
        rig.read(1);
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop", "OnD0Exit")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.held().complete("r1");
        suspend.await();
        assertThat(bench.trace().of("OnD0Exit(")).hasSize(1);
        bench.resume();
    }

    @Schedules
    @Rule("STOP-10")
    void withoutACallbackTheFrameworkWaitsForEveryOwnedRequest(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.reads(1, 2);
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        bench.held().complete("r2");
        bench.quiet();
        assertThat(bench.trace().of("OnD0Exit(")).isEmpty();
        bench.held().complete("r1");
        suspend.await();
        assertThat(bench.trace().of("OnIoStop")).isEmpty();
        bench.resume();
    }

    @Schedules
    @Rule("STOP-12")
    void acknowledgementsAreEvaluatedTogetherAfterTheRound(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<Integer> stored = new ArrayList<>();
        rig.p.onIoStop((queue, request, _) -> {
            stored.add(queue.getState().requestsInQueue());
            rig.giveBack(request);
        });
        rig.plugged();
        rig.reads(1, 2, 3);
        bench.suspend();
        assertThat(stored).containsExactly(0, 0, 0);
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(3);
        bench.resume();
    }

    @Schedules
    @Rule("STOP-13")
    void otherQueuesGoOnDuringTheWait(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoStop((_, _, _) -> {}).onCancel(request -> bench.held()
                .take(bench.trace().nameOf(request))
                .complete(HResult.ERROR_OPERATION_ABORTED));
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        rig.write(2);
        assertThat(bench.trace().of("OnWrite")).containsExactly("OnWrite(w2)");
        io.cancel();
        suspend.await();
        assertThat(bench.trace().of("OnIoStop", "OnCancel"))
                .containsExactly("OnIoStop(r1, SUSPEND|REQUEST_CANCELABLE)", "OnCancel(r1)");
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-14", "STOP-15", "STOP-17"})
    void aRequestGivenBackComesFirstAndGetsNoResume(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).givingBack().plugged();
        rig.reads(1, 2);
        bench.suspend();
        assertThat(rig.p.get().getState().requestsInDriver()).isZero();
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(2);
        bench.trace().clear();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "OnIoResume")).containsExactly("OnRead(r1)");
        rig.complete("r1");
        assertThat(bench.trace().of("OnRead", "OnIoResume")).containsExactly("OnRead(r1)", "OnRead(r2)");
    }

    @Schedules
    @Rule("STOP-16")
    void severalGivenBackAreRedeliveredInReverse(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).givingBack().plugged();
        rig.reads(1, 2, 3);
        bench.suspend();
        rig.reads(4);
        bench.trace().clear();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r3)", "OnRead(r2)", "OnRead(r1)", "OnRead(r4)");
    }

    @Schedules
    @Rule({"STOP-17", "RES-8"})
    void aManualQueueAnnouncesWhatWasGivenBackAfterD0(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).givingBack();
        rig.p.onStateChange((_, _) -> {});
        rig.plugged();
        rig.read(1);
        rig.retrieve();
        bench.suspend();
        bench.trace().clear();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).containsExactly("OnStateChange(P)");
        assertThat(bench.trace().nameOf(rig.retrieve())).isEqualTo("r1");
    }

    @Schedules
    @Rule("STOP-18")
    void givingBackACancelableRequestIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).givingBack().plugged();
        rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.expectViolation("STOP-18");
        bench.suspend();
    }

    @Schedules
    @Rule("STOP-19")
    void aLostUnmarkLeavesTheRequestToOnCancelAfterTheRound(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<PendingIo> ios = new ArrayList<>();
        rig.p
                .onIoResume((_, _) -> {})
                .onCancel(request ->
                        bench.held().take(bench.trace().nameOf(request)).complete(HResult.ERROR_OPERATION_ABORTED))
                .onIoStop((_, request, flags) -> {
                    if (flags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.REQUEST_CANCELABLE)) {
                        ios.getFirst().cancel();
                        assertThat(request.unmarkCancelable()).isFalse();
                    } else {
                        request.stopAcknowledge(false);
                    }
                });
        rig.plugged();
        ios.addAll(rig.reads(1, 2));
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop", "OnCancel", "OnD0Exit("))
                .containsExactly(
                        "OnIoStop(r1, SUSPEND|REQUEST_CANCELABLE)",
                        "OnIoStop(r2, SUSPEND)",
                        "OnCancel(r1)",
                        "OnD0Exit(D3)");
        bench.resume();
    }

    @Schedules
    @Rule("STOP-20")
    void aCancelledRequestGivenBackIsAbortedInsteadOfStored(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).givingBack().plugged();
        PendingIo io = rig.read(1);
        io.cancel();
        bench.suspend();
        bench.quiet();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-20", "CAN-2"})
    void aRequestGivenBackAndCancelledWhileOffGoesToOnIoCanceledOnQueue(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).givingBack();
        rig.p.onIoCanceledOnQueue((_, request) -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        rig.plugged();
        PendingIo io = rig.read(1);
        bench.suspend();
        io.cancel();
        bench.quiet();
        assertThat(bench.trace().of("OnIoCanceledOnQueue")).containsExactly("OnIoCanceledOnQueue(r1)");
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-22", "STOP-26", "RES-5"})
    void aKeptRequestStaysTheDriversAndOccupiesItsQueue(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.reads(1, 2);
        bench.suspend();
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume", "OnRead(r2)")).containsExactly("OnIoResume(r1)");
        rig.complete("r1");
        assertThat(bench.trace().of("OnRead(r2)")).hasSize(1);
    }

    @Schedules
    @Rule({"STOP-23", "STOP-25", "CAN-13"})
    void aKeptRequestMayStayCancelableAndIsCancelledWhileOff(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        rig.p.onCancel(_ -> {});
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.suspend();
        io.cancel();
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop", "OnCancel"))
                .containsExactly("OnIoStop(r1, SUSPEND|REQUEST_CANCELABLE)", "OnCancel(r1)");
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume")).isEmpty();
    }

    @Schedules
    @Rule("STOP-24")
    void aKeptRequestMayBeCompletedWhileOffAndThenGetsNoResume(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        PendingIo io = rig.read(1);
        bench.suspend();
        rig.complete("r1");
        assertThat(io.isDone()).isTrue();
        bench.resume();
        assertThat(bench.trace().of("OnIoResume")).isEmpty();
    }

    @Schedules
    @Rule("STOP-28")
    void theLastOfTwoAcknowledgementsDecides(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            request.stopAcknowledge(true);
            request.stopAcknowledge(false);
        });
        rig.plugged();
        rig.read(1);
        bench.suspend();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume", "OnRead")).containsExactly("OnRead(r1)", "OnIoResume(r1)");
    }

    @Schedules
    @Rule("STOP-29")
    void acknowledgingARequestThatWasNotOfferedIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        bench.expectViolation("STOP-29");
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(() -> request.stopAcknowledge(false)).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("STOP-29")
    void anAcknowledgementAfterCompletionInTheSameCallIsIgnored(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoStop((_, request, _) -> {
            bench.held().take("r1").complete(HResult.S_OK);
            request.stopAcknowledge(false);
        });
        rig.plugged();
        PendingIo io = rig.read(1);
        bench.suspend();
        assertThat(io.isDone()).isTrue();
        bench.resume();
    }

    @Schedules
    @Rule("STOP-30")
    void anAcknowledgementFromAnotherThreadDuringOnIoStopCounts(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            Gate acknowledged = bench.scheduler().newGate("acknowledged");
            bench.scheduler().execute("other thread", () -> {
                request.stopAcknowledge(false);
                acknowledged.open();
            });
            acknowledged.await();
        });
        rig.plugged();
        rig.read(1);
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("OnIoResume")).containsExactly("OnIoResume(r1)");
    }

    @Schedules
    @Rule({"STOP-29", "STOP-30"})
    void anAcknowledgementAfterOnIoStopHasReturnedIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoStop((_, _, _) -> {});
        rig.plugged();
        rig.read(1);
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        bench.expectViolation("STOP-29");
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(() -> request.stopAcknowledge(false)).isInstanceOf(ContractViolationException.class);
        suspend.await();
    }

    @Schedules
    @Rule("STOP-31")
    void forwardingInOnIoStopIsAnAnswerAndTheOtherQueueDelivers(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", PARALLEL).onRead((_, request, _) -> bench.hold(request));
        rig.p.onIoStop((_, _, _) -> bench.held().take("r1").forwardToIoQueue(other.get()));
        rig.plugged();
        rig.read(1);
        bench.suspend();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "OnIoStop"))
                .containsExactly("OnRead(r1)", "OnIoStop(r1, SUSPEND)", "OnRead(r1)");
        bench.resume();
    }

    @Schedules
    @Rule({"STOP-31", "FWD-9"})
    void forwardingToAPowerManagedQueueInOnIoStopStoresUntilD0(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver
                .queue("Q", PARALLEL)
                .powerManaged()
                .onRead((_, request, _) -> bench.hold(request))
                .onIoStop((_, request, _) -> request.stopAcknowledge(false));
        rig.p.onIoStop((_, _, _) -> bench.held().take("r1").forwardToIoQueue(other.get()));
        rig.plugged();
        rig.read(1);
        bench.suspend();
        bench.quiet();
        assertThat(bench.trace().of("OnRead", "OnIoStop")).containsExactly("OnRead(r1)", "OnIoStop(r1, SUSPEND)");
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r1)", "OnRead(r1)");
    }

    @Schedules
    @Rule({"STOP-32", "FWD-4"})
    void afterAFailedForwardInOnIoStopTheWaitGoesOn(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> assertThatThrownBy(
                        () -> request.forwardToIoQueue(other.get()))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.STATUS_WDF_BUSY)));
        rig.plugged();
        rig.read(1);
        other.get().drain(null);
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(suspend.isDone()).isFalse();
        bench.held().complete("r1");
        suspend.await();
        bench.resume();
        assertThat(bench.trace().of("OnIoResume")).isEmpty();
    }

    @Schedules
    @Rule("STOP-33")
    void requeueInOnIoStopPutsTheRequestAtTheHead(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p
                .onIoResume((_, _) -> {})
                .onIoStop((_, _, _) -> bench.held().take("r1").requeue());
        rig.plugged();
        rig.reads(1, 2);
        rig.retrieve();
        bench.suspend();
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(2);
        bench.resume();
        assertThat(bench.trace().nameOf(rig.retrieve())).isEqualTo("r1");
        assertThat(bench.trace().nameOf(rig.retrieve())).isEqualTo("r2");
        assertThat(bench.trace().of("OnIoResume")).isEmpty();
    }

    @Schedules
    @Rule({"STOP-34", "RET-6"})
    void aRequestRetrievedDuringTheHoldIsNeitherOfferedNorWaitedFor(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            rig.retrieve();
            request.stopAcknowledge(false);
        });
        rig.plugged();
        rig.reads(1, 2);
        rig.retrieve();
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.resume();
        // RES-1 stands: only what was acknowledged with FALSE is resumed; the engine's further case is an artefact.
        assertThat(bench.trace().of("OnIoResume")).containsExactly("OnIoResume(r1)");
    }

    @Schedules
    @Rule({"STOP-35", "CAN-14"})
    void cancelsDuringTheRoundWaitForItsEnd(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<PendingIo> ios = new ArrayList<>();
        rig.p
                .onIoResume((_, _) -> {})
                .onCancel(request ->
                        bench.held().take(bench.trace().nameOf(request)).complete(HResult.ERROR_OPERATION_ABORTED))
                .onIoStop((_, request, _) -> {
                    request.stopAcknowledge(false);
                    ios.get(0).cancel();
                    ios.get(1).cancel();
                });
        rig.plugged();
        ios.addAll(rig.reads(1, 2, 3));
        rig.held("r1").markCancelable(rig.p.cancel());
        rig.held("r2").markCancelable(rig.p.cancel());
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop", "OnCancel", "OnD0Exit("))
                .startsWith("OnIoStop(r1, SUSPEND|REQUEST_CANCELABLE)", "OnIoStop(r3, SUSPEND)")
                .contains("OnCancel(r2)", "OnCancel(r1)")
                .hasSize(5);
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnIoResume")).containsExactly("OnIoResume(r3)");
    }

    @Schedules
    @Rule({"STOP-36", "SDP-11"})
    void aRequestGivenBackInThePurgeIsCancelled(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onIoStop((_, request, flags) -> {
            if (flags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.PURGE)) {
                rig.giveBack(request);
            } else {
                request.stopAcknowledge(false);
            }
        });
        rig.plugged();
        PendingIo io = rig.read(1);
        bench.remove();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules
    @Rule({"STOP-37", "FAIL-4"})
    void aFailedRestartHoldsTheQueuesAgain(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        bench.suspend();
        rig.driver.answer("OnSelfManagedIoRestart", HResult.E_FAIL);
        bench.trace().clear();
        Activity resume = bench.begin("resume", bench::resume);
        bench.quiet();
        rig.complete("r1");
        resume.await();
        assertThat(bench.trace().of("OnIoResume", "OnSelf", "OnIoStop", "OnD0Exit("))
                .startsWith(
                        "OnIoResume(r1)",
                        "OnSelfManagedIoRestart",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0Exit(D3_FINAL)",
                        "OnIoStop(r1, PURGE)");
    }
}
