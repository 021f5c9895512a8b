package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION.CANCEL_SENT_IO;
import static org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION.LEAVE_SENT_IO_PENDING;
import static org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION.WAIT_FOR_SENT_IO_TO_COMPLETE;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.IGNORE_TARGET_STATE;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 16 of the I/O contract: the states of the default target. */
class TargetStateTest {
    private static final String ABORTED = HResult.ERROR_OPERATION_ABORTED.toString();

    @Schedules(3)
    @Rule("TGT-1")
    void theDefaultTargetIsStartedFromTheFirst(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        List<WDF_IO_TARGET_STATE> states = new ArrayList<>();
        rig.upper.afterDevice(device -> states.add(device.getDefaultIoTarget().getState()));
        rig.plugged();
        assertThat(states).containsExactly(WDF_IO_TARGET_STATE.STARTED);
        bench.expectViolation("Q-12");
        assertThatThrownBy(() -> rig.target().deleteWdfObject()).isInstanceOf(WdfException.class);
    }

    @Schedules
    @Rule("TGT-3")
    void aStopThatCancelsReturnsWhenEverythingHasComeBack(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        rig.sendRead(1);
        bench.quiet();
        rig.target().stop(LEAVE_SENT_IO_PENDING);
        rig.sendRead(2);
        assertThat(rig.done()).isEmpty();
        rig.target().stop(CANCEL_SENT_IO);
        assertThat(rig.done()).containsExactlyInAnyOrder("done r1: " + ABORTED, "done r2: " + ABORTED);
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STOPPED);
    }

    @Schedules
    @Rule("TGT-3")
    void aStopThatWaitsReturnsAfterTheCompletionCallbacks(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.sendRead(1);
        bench.quiet();
        Activity stop = bench.begin("stop", () -> {
            rig.target().stop(WAIT_FOR_SENT_IO_TO_COMPLETE);
            bench.trace().mark("done stop");
        });
        bench.quiet();
        assertThat(stop.isDone()).isFalse();
        rig.complete("r1", HResult.S_OK);
        stop.await();
        assertThat(rig.done()).containsExactly("done r1: " + HResult.S_OK, "done stop");
    }

    @Schedules(150)
    @Rule({"TGT-3", "TGT-11"})
    void aStopAgainstSendsNeitherLosesNorPassesARequest(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        List<Activity> sends = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            sends.add(bench.begin("send " + i, () -> rig.sendRead(number)));
        }
        rig.target().stop(CANCEL_SENT_IO);
        // What came before the stop has been cancelled; what came after it is held.
        sends.forEach(Activity::await);
        assertThat(bench.held().names()).isEmpty();
        int cancelled = rig.done().size();
        rig.target().start();
        bench.quiet();
        assertThat(bench.held().names()).hasSize(3 - cancelled);
        List.copyOf(bench.held().names()).forEach(name -> rig.complete(name, HResult.S_OK));
        assertThat(rig.done()).hasSize(3);
    }

    @Schedules(3)
    @Rule("TGT-4")
    void waitingForSentIoInsideARequestHandlerIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.upper.queue("U", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, _, _) -> rig.target()
                .stop(WAIT_FOR_SENT_IO_TO_COMPLETE));
        rig.plugged();
        bench.expectViolation("TGT-4");
        bench.program().read(1).await();
    }

    @Schedules(3)
    @Rule("TGT-4")
    void waitingForSentIoInsideACompletionCallbackIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        request.setCompletionCallback((_, _, _, _) -> rig.target().stop(WAIT_FOR_SENT_IO_TO_COMPLETE), null);
        rig.send(request);
        bench.quiet();
        bench.expectViolation("TGT-4");
        bench.held().take("r1").complete(HResult.S_OK);
    }

    @Schedules
    @Rule({"TGT-3", "TGT-4"})
    void aCompletionCallbackMayStopAndCancelTheOthers(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        IWDFIoRequest request = rig.readRequest(1);
        request.setCompletionCallback((_, _, _, _) -> rig.target().stop(CANCEL_SENT_IO), null);
        rig.send(request);
        rig.sendRead(2);
        bench.quiet();
        rig.complete("r1", HResult.S_OK);
        assertThat(rig.done()).containsExactly("done r2: " + ABORTED);
    }

    @Schedules(60)
    @Rule("TGT-5")
    void overlappingStartAndStopIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.sendRead(1);
        bench.quiet();
        bench.expectViolation("TGT-5");
        Activity stop = bench.begin("stop", () -> rig.target().stop(WAIT_FOR_SENT_IO_TO_COMPLETE));
        bench.quiet();
        assertThatThrownBy(() -> rig.target().start()).isInstanceOf(ContractViolationException.class);
        stop.await();
    }

    @Schedules
    @Rule("TGT-11")
    void aStoppedTargetHoldsRequestsAndTheStartSendsThemInOrder(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.target().stop(LEAVE_SENT_IO_PENDING);
        IntStream.rangeClosed(1, 4).forEach(rig::sendRead);
        bench.quiet();
        assertThat(bench.held().names()).isEmpty();
        rig.target().start();
        assertThat(bench.held().names()).containsExactly("r1", "r2", "r3", "r4");
    }

    @Schedules(100)
    @Rule("TGT-11")
    void whatIsSentDuringTheStartQueuesUpBehindWhatWasHeld(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.target().stop(LEAVE_SENT_IO_PENDING);
        rig.sendRead(1);
        rig.sendRead(2);
        Activity start = bench.begin("start", () -> rig.target().start());
        rig.sendRead(3);
        start.await();
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r1", "r2", "r3");
    }

    @Schedules
    @Rule({"TGT-11", "SND-3"})
    void aSynchronousSendToAStoppedTargetBlocksUntilTheStart(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.below.onDefaultIoHandler((_, request) -> request.complete(HResult.S_OK));
        rig.target().stop(LEAVE_SENT_IO_PENDING);
        Activity send = bench.begin("send", () -> rig.readRequest(1).send(rig.target(), Set.of(SYNCHRONOUS), 0));
        bench.quiet();
        assertThat(send.isDone()).isFalse();
        rig.target().start();
        send.await();
    }

    @Schedules
    @Rule("TGT-11")
    void aStoppedTargetPassesWhatIgnoresItsState(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.target().stop(LEAVE_SENT_IO_PENDING);
        rig.readRequest(1).send(rig.target(), Set.of(IGNORE_TARGET_STATE), 0);
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r1");
    }

    @Schedules
    @Rule({"TGT-10", "TGT-6"})
    void aRemovedTargetHasGivenEverythingBackAndRefusesTheRest(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        rig.sendRead(1);
        bench.quiet();
        rig.target().stop(LEAVE_SENT_IO_PENDING);
        rig.sendRead(2);
        rig.target().remove(false);
        assertThat(rig.done())
                .containsExactlyInAnyOrder(
                        "done r1: " + ABORTED, "done r2: " + HResult.STATUS_WDF_DEVICE_REMOVED_NOT_SENT);
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.DELETED);
        IWDFIoRequest late = rig.readRequest(3);
        for (var flags : List.of(Set.of(IGNORE_TARGET_STATE), Set.of(SYNCHRONOUS))) {
            assertThatThrownBy(() -> late.send(rig.target(), flags, 0))
                    .isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                            .isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE));
        }
        assertThat(late.getStatus()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        assertThatThrownBy(() -> rig.target().start())
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE));
        for (WDF_IO_TARGET_SENT_IO_ACTION action :
                List.of(CANCEL_SENT_IO, WAIT_FOR_SENT_IO_TO_COMPLETE, LEAVE_SENT_IO_PENDING)) {
            rig.target().stop(action);
        }
        rig.target().remove(true);
    }

    @Schedules(60)
    @Rule("TGT-6")
    void aRemovalCancelsWhatTheDriverLeftSent(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest flush = rig.upper.device().createRequest(null, null);
        rig.upper.doing("OnSelfManagedIoCleanup", () -> {
            rig.target().stop(LEAVE_SENT_IO_PENDING);
            rig.target().formatRequestForFlush(flush, rig.file());
            flush.setCompletionCallback(
                    (_, _, params, _) -> bench.trace().mark("done flush: " + params.getCompletionStatus()), null);
            rig.send(flush);
        });
        bench.remove();
        assertThat(rig.done()).containsExactly("done flush: " + HResult.STATUS_WDF_DEVICE_REMOVED_NOT_SENT);
    }

    @Schedules(60)
    @Rule("TGT-6")
    void aSurpriseRemovalCancelsWhatIsSentAtThatMoment(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable().plugged();
        List<Activity> sends = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            int number = i;
            sends.add(bench.begin("send " + i, () -> {
                try {
                    rig.sendRead(number);
                } catch (WdfException gone) {
                    bench.trace().mark("done r" + number + ": refused");
                }
            }));
        }
        bench.surpriseRemove();
        sends.forEach(Activity::await);
        bench.remove();
        assertThat(rig.done()).hasSize(2);
    }

    @Schedules
    @Rule("TGT-12")
    void thePowerTransitionLeavesATargetAlone(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        rig.sendRead(1);
        bench.quiet();
        bench.suspend();
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        assertThat(rig.done()).isEmpty();
        bench.resume();
        rig.complete("r1", HResult.S_OK);
    }

    @Schedules(60)
    @Rule({"TGT-3", "STOP-9"})
    void aStopInOnIoStopEndsTheWaitForASentRequest(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).cancelable();
        rig.upper
                .queue("U", PARALLEL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.READ)
                .onIoStop((_, _, _) -> rig.target().stop(CANCEL_SENT_IO))
                .onRead((_, request, _) -> {
                    rig.target().formatRequestForRead(request, rig.file(), rig.memory(), null, 5L);
                    request.setCompletionCallback(
                            (sent, _, params, _) -> sent.complete(params.getCompletionStatus()), null);
                    rig.send(request);
                });
        rig.upper.doing("OnD0Entry", () -> rig.target().start());
        rig.plugged();
        PendingIo io = bench.program().read(1);
        bench.quiet();
        bench.suspend();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.resume();
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
    }

    @Schedules(60)
    @Rule("TGT-3")
    void aViolationReleasesWhoWaitsForATarget(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.sendRead(1);
        Activity send = bench.begin("synchronous send", () -> {
            try {
                rig.readRequest(2).send(rig.target(), Set.of(SYNCHRONOUS), 0);
            } catch (WdfException gone) {
                bench.trace().mark("gone");
            }
        });
        Activity stop = bench.begin("stop", () -> rig.target().stop(WAIT_FOR_SENT_IO_TO_COMPLETE));
        bench.quiet();
        bench.expectViolation("REQ-9");
        assertThatThrownBy(() -> request.complete(HResult.S_OK)).isInstanceOf(ContractViolationException.class);
        send.await();
        stop.await();
        assertThat(bench.trace().of("gone")).hasSize(1);
    }
}
