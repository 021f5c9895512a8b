package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 7 of the I/O contract: Start, Stop, Drain, Purge. */
class StopDrainPurgeTest {
    @Schedules
    @Rule("SDP-1")
    void stopReturnsAtOnceAndItsCallbackComesOnceWhenTheDriverOwnsNothing(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2);
        bench.trace().clear();
        rig.p.get().stop(rig.p.tracedStateChange());
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).isEmpty();
        rig.complete("r1");
        assertThat(bench.trace().of("OnStateChange", "OnRead")).containsExactly("OnStateChange(P)");
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r2");
    }

    @Schedules
    @Rule({"SDP-1", "SDP-2"})
    void theCallbackGetsTheStateAndMayComeBeforeTheCallReturns(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        List<Set<WDF_IO_QUEUE_STATE>> states = new ArrayList<>();
        rig.p.get().stop((queue, state) -> {
            assertThat(queue).isSameAs(rig.p.get());
            states.add(Set.copyOf(state));
        });
        bench.quiet();
        assertThat(states)
                .containsExactly(Set.of(
                        WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS,
                        WDF_IO_QUEUE_STATE.NO_REQUESTS,
                        WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS));
    }

    @Schedules
    @Rule({"SDP-2", "LCK-2"})
    void theCallbackRunsUnderTheCallbackLock(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.driver.device().acquireLock();
        bench.begin("stopper", () -> rig.p.get().stop(rig.p.tracedStateChange()));
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).isEmpty();
        rig.driver.device().releaseLock();
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).hasSize(1);
    }

    @Schedules
    @Rule("SDP-3")
    void aSecondOperationBeforeTheFirstIsCompleteIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.read(1);
        IQueueCallbackStateChange callback = rig.p.tracedStateChange();
        rig.p.get().stop(callback);
        bench.expectViolation("SDP-3");
        assertThatThrownBy(() -> rig.p.get().purge(callback)).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule({"SDP-3", "SDP-4"})
    void theSameQueueCanBeStoppedAgainWhenTheFirstStopIsComplete(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.read(1);
        rig.p.get().stop(rig.p.tracedStateChange());
        rig.complete("r1");
        rig.p.get().stop(rig.p.tracedStateChange());
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).hasSize(2);
    }

    @Schedules
    @Rule({"SDP-5", "QS-2"})
    void stopMakesADrainedQueueAcceptAgain(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.p.get().drain(null);
        assertThat(rig.read(1).await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        rig.p.get().stop(null);
        rig.read(2);
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(1);
        assertThat(bench.trace().of("OnRead")).isEmpty();
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r2)");
    }

    @Schedules
    @Rule({"SDP-6", "DSP-4"})
    void startDeliversStoredRequestsInOrder(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.p.get().stop(null);
        rig.reads(3, 1, 2);
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r3)", "OnRead(r1)", "OnRead(r2)");
    }

    @Schedules
    @Rule("SDP-6")
    void startDoesNotOverrideThePowerGate(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.p.get().stop(null);
        rig.read(1);
        bench.suspend();
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).isEmpty();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r1)");
    }

    @Schedules
    @Rule("SDP-7")
    void stopSynchronouslyWaitsForOwnedRequestsOnly(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2);
        Activity stop = bench.begin("stop", () -> rig.p.get().stopSynchronously());
        bench.quiet();
        assertThat(stop.isDone()).isFalse();
        bench.held().complete("r1");
        stop.await();
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(1);
        rig.p.get().start();
        bench.quiet();
    }

    @Schedules
    @Rule("SDP-7")
    void drainSynchronouslyWaitsForStoredRequestsToo(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2);
        Activity drain = bench.begin("drain", () -> rig.p.get().drainSynchronously());
        bench.quiet();
        rig.complete("r1");
        assertThat(drain.isDone()).isFalse();
        bench.held().complete("r2");
        drain.await();
        assertThat(rig.p.get().getState().isDrained()).isTrue();
    }

    @Schedules
    @Rule({"SDP-7", "SDP-9"})
    void purgeSynchronouslyAbortsStoredRequestsAndWaitsForOwnedOnes(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        List<PendingIo> ios = rig.reads(1, 2);
        Activity purge = bench.begin("purge", () -> rig.p.get().purgeSynchronously());
        assertThat(ios.get(1).await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.quiet();
        assertThat(purge.isDone()).isFalse();
        bench.held().complete("r1");
        purge.await();
        assertThat(rig.p.get().getState().isPurged()).isTrue();
    }

    @Schedules
    @Rule("SDP-8")
    void aSynchronousStopFromARequestHandlerHangsUntilTheHostTimesOut(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        rig.p.onRead((queue, request, _) -> {
            bench.hold(request);
            queue.stopSynchronously();
        });
        rig.plugged();
        Activity read = bench.begin("reader", () -> rig.read(1));
        bench.quiet(); // a suspend that comes before the delivery finds nothing to wait for
        assertThat(read.isDone()).isFalse();
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(suspend.isDone()).isFalse();
        bench.expectViolation("HOST-1");
        suspend.await();
    }

    @Schedules
    @Rule("SDP-9")
    void purgeHandsARequestDeliveredBeforeToOnIoCanceledOnQueue(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoCanceledOnQueue((_, request) -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        rig.plugged();
        PendingIo first = rig.read(1);
        PendingIo second = rig.read(2);
        rig.retrieve();
        bench.held().take("r1").requeue();
        rig.p.get().purge(rig.p.tracedStateChange());
        bench.quiet();
        assertThat(first.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(second.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("OnIoCanceledOnQueue", "OnStateChange"))
                .containsExactly("OnIoCanceledOnQueue(r1)", "OnStateChange(P)");
    }

    @Schedules
    @Rule({"SDP-10", "SDP-11"})
    void purgeCancelsCancelableOwnedRequestsAndWaitsForTheOthers(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onCancel(
                request -> bench.held().take(bench.trace().nameOf(request)).complete(HResult.ERROR_OPERATION_ABORTED));
        rig.plugged();
        List<PendingIo> ios = rig.reads(1, 2);
        rig.held("r1").markCancelable(rig.p.cancel());
        rig.p.get().purge(rig.p.tracedStateChange());
        bench.quiet();
        assertThat(ios.get(0).isDone()).isTrue();
        assertThat(ios.get(1).isDone()).isFalse();
        assertThat(bench.trace().of("OnStateChange")).isEmpty();
        IWDFIoRequest second = rig.held("r2");
        second.markCancelable(rig.p.cancel());
        bench.quiet();
        assertThat(bench.trace().of("OnCancel", "OnStateChange"))
                .containsExactly("OnCancel(r1)", "OnCancel(r2)", "OnStateChange(P)");
    }

    @Schedules
    @Rule("SDP-11")
    void aRequeueDuringAPurgeSucceedsAndCancels(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo io = rig.read(1);
        rig.retrieve();
        rig.p.get().purge(null);
        bench.held().take("r1").requeue();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules
    @Rule("SDP-11")
    void startEndsThePurge(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo io = rig.read(1);
        rig.retrieve();
        rig.p.get().purge(null);
        rig.p.get().start();
        bench.held().take("r1").requeue();
        bench.quiet();
        assertThat(io.isDone()).isFalse();
        rig.retrieve();
    }

    @Schedules
    @Rule({"SDP-5", "SDP-11"})
    void aPurgeThatIsOverLeavesAloneWhatTheStoppedQueueGetsLater(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        PendingIo io = rig.read(1);
        other.get().purge(null);
        other.get().stop(null); // accepts again, delivers nothing
        bench.held().take("r1").forwardToIoQueue(other.get());
        bench.quiet();
        assertThat(io.isDone()).isFalse();
        assertThat(other.get().getState().requestsInQueue()).isEqualTo(1);
        other.get().start();
        bench.hold(other.get().retrieveNextRequest().request().orElseThrow());
    }

    @Schedules
    @Rule("SDP-12")
    void aDrainOfAHeldQueueWaitsForPower(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        bench.suspend();
        rig.read(1);
        rig.p.get().drain(rig.p.tracedStateChange());
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).isEmpty();
        bench.resume();
        bench.quiet();
        rig.complete("r1");
        assertThat(bench.trace().of("OnRead", "OnStateChange")).containsExactly("OnRead(r1)", "OnStateChange(P)");
    }

    @Schedules
    @Rule("SDP-12")
    void aPurgeOfAHeldQueueCancelsAtOnce(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        bench.suspend();
        PendingIo io = rig.read(1);
        rig.p.get().purge(rig.p.tracedStateChange());
        bench.quiet();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("OnStateChange")).hasSize(1);
        bench.resume();
    }

    @Schedules(60)
    @Rule({"SDP-1", "SDP-7"})
    void aStopRacingWithArrivalsAndCompletionsIsAnnouncedOnceWithNothingOwned(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onRead((_, request, _) -> request.complete(HResult.S_OK));
        rig.plugged();
        List<Integer> owned = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            bench.begin("reader", () -> rig.program().read(number));
        }
        rig.p.get().stop((queue, _) -> owned.add(queue.getState().requestsInDriver()));
        bench.quiet();
        assertThat(owned).containsExactly(0);
        rig.p.get().start();
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).hasSize(3);
    }
}
