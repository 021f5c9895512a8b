package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 9 of the I/O contract: requeue and forward. */
class ForwardTest {
    @Schedules
    @Rule("FWD-1")
    void aForwardedRequestGoesToTheTail(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.reads(1, 2);
        bench.held().take("r2").forwardToIoQueue(other.get());
        bench.held().take("r1").forwardToIoQueue(other.get());
        assertThat(rig.p.get().getState().requestsInDriver()).isZero();
        for (String name : new String[] {"r2", "r1"}) {
            IWDFIoRequest request = other.get().retrieveNextRequest().request().orElseThrow();
            assertThat(bench.trace().nameOf(request)).isEqualTo(name);
            bench.hold(request);
        }
    }

    @Schedules(0)
    @Rule("FWD-2")
    void forwardingToTheSameQueueIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        bench.expectViolation("FWD-2");
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(() -> request.forwardToIoQueue(rig.p.get())).isInstanceOf(RuntimeException.class);
    }

    @Schedules(0)
    @Rule("FWD-2")
    void forwardingACancelableRequestIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.expectViolation("FWD-2");
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(() -> request.forwardToIoQueue(other.get())).isInstanceOf(RuntimeException.class);
    }

    @Schedules(0)
    @Rule("FWD-3")
    void aRetrievedRequestCannotBeForwarded(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.read(1);
        IWDFIoRequest request = rig.retrieve();
        assertThatThrownBy(() -> request.forwardToIoQueue(other.get()))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.ERROR_INVALID_OPERATION));
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
    }

    @Schedules
    @Rule("FWD-4")
    void aFailedForwardNeverLetsAStopOfTheSourceComplete(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        rig.read(1);
        other.get().drain(null);
        rig.p.get().stop(rig.p.tracedStateChange());
        IWDFIoRequest request = rig.held("r1");
        bench.begin("forwarder", () -> assertThatThrownBy(() -> request.forwardToIoQueue(other.get()))
                .isInstanceOf(WdfException.class));
        bench.quiet();
        assertThat(bench.trace().of("OnStateChange")).isEmpty();
        rig.complete("r1");
        assertThat(bench.trace().of("OnStateChange")).hasSize(1);
    }

    @Schedules
    @Rule("FWD-5")
    void forwardingACancelledRequestSucceedsAndCancelsItThere(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver
                .queue("Q", PARALLEL)
                .onRead((_, request, _) -> bench.hold(request))
                .onIoCanceledOnQueue((_, request) -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        rig.plugged();
        PendingIo io = rig.read(1);
        io.cancel();
        bench.quiet();
        bench.held().take("r1").forwardToIoQueue(other.get());
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("OnIoCanceledOnQueue")).containsExactly("OnIoCanceledOnQueue(r1)");
    }

    @Schedules
    @Rule("FWD-5")
    void requeueingACancelledRequestSucceedsAndAbortsIt(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        PendingIo io = rig.read(1);
        rig.retrieve();
        io.cancel();
        bench.quiet();
        bench.held().take("r1").requeue();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules
    @Rule({"FWD-6", "FWD-7"})
    void requeuedRequestsComeOutLastRequeuedFirst(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).plugged();
        rig.reads(1, 2, 3);
        rig.retrieve();
        rig.retrieve();
        bench.held().take("r1").requeue();
        bench.held().take("r2").requeue();
        for (String name : new String[] {"r2", "r1", "r3"}) {
            assertThat(bench.trace().nameOf(rig.retrieve())).isEqualTo(name);
        }
    }

    @Schedules(0)
    @Rule("FWD-8")
    void onlyRequestsOfManualQueuesCanBeRequeued(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        assertThatThrownBy(request::requeue).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(HResult.ERROR_INVALID_OPERATION));
        assertThat(rig.p.get().getState().requestsInDriver()).isEqualTo(1);
    }

    @Schedules
    @Rule("FWD-9")
    void aForwardToAHeldQueueSucceedsAndWaitsForD0(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        ScriptedQueue other =
                rig.driver.lateQueue("Q", PARALLEL).powerManaged().onWrite((_, request, _) -> bench.hold(request));
        other.make(rig.driver.device());
        rig.write(1);
        bench.suspend();
        bench.held().take("w1").forwardToIoQueue(other.get());
        bench.quiet();
        assertThat(bench.held().names()).isEmpty();
        bench.resume();
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("w1");
    }

    @Schedules(0)
    @Rule("FWD-2")
    void aQueueOfAnotherDeviceTakesNoRequestAndTheDriverKeepsIt(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        ScriptedDriver lower = bench.driver("lower");
        ScriptedQueue elsewhere = lower.queue("L", MANUAL);
        ScriptedDriver upper = bench.driver("upper");
        upper.queue("U", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> bench.hold(request));
        bench.plug(lower, upper);
        PendingIo io = bench.program().read(1);
        bench.quiet();
        IWDFIoRequest request = bench.held().get("r1");
        bench.expectViolation("FWD-2");
        assertThatThrownBy(() -> request.forwardToIoQueue(elsewhere.get()))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.ERROR_INVALID_OPERATION));
        assertThat(elsewhere.get().getState().requestsInQueue()).isZero();
        bench.held().complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }
}
