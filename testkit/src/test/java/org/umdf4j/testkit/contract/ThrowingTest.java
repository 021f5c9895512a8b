package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Callbacks that let an exception out, beyond those that real programs provoke in the host's BrokenDriverTest. */
class ThrowingTest {
    private static void breakHere() {
        throw new IllegalStateException("broken on purpose");
    }

    /** The callback ended its device, and the report names it. */
    private static void assertEnded(DriverBench bench, String callback) {
        bench.quiet();
        assertThat(bench.stack().status().violation()).hasValueSatisfying(broken -> {
            assertThat(broken.rule()).isEqualTo("HOST-11");
            assertThat(broken.place()).isEqualTo(callback);
            assertThat(broken.did()).contains("broken on purpose");
        });
    }

    private static Rig throwingIn(DriverBench bench, String callback) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.doing(callback, ThrowingTest::breakHere);
        bench.expectViolation("HOST-11");
        return rig;
    }

    /** A program's request that the driver holds ends with the device. */
    private static PendingIo heldRead(Rig rig) {
        return rig.plugged().read(1);
    }

    private static void assertTerminated(PendingIo io) {
        assertThat(io.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
    }

    @Schedules
    @Rule("HOST-11")
    void onQueryStop(DriverBench bench) {
        PendingIo io = heldRead(throwingIn(bench, "OnQueryStop"));
        assertThat(bench.stack().queryStop().failed()).isTrue();
        assertEnded(bench, "OnQueryStop");
        assertTerminated(io);
    }

    @Schedules(3)
    @Rule("HOST-11")
    void onSelfManagedIoInit(DriverBench bench) {
        Rig rig = throwingIn(bench, "OnSelfManagedIoInit");
        assertThatThrownBy(() -> bench.plug(rig.driver)).isInstanceOf(AssertionError.class);
        assertEnded(bench, "OnSelfManagedIoInit");
    }

    @Schedules
    @Rule("HOST-11")
    void onSelfManagedIoSuspend(DriverBench bench) {
        PendingIo io = heldRead(throwingIn(bench, "OnSelfManagedIoSuspend"));
        assertThat(bench.stack().suspend(POWER_ACTION.SLEEP).failed()).isTrue();
        assertEnded(bench, "OnSelfManagedIoSuspend");
        assertTerminated(io);
    }

    @Schedules
    @Rule("HOST-11")
    void onSelfManagedIoRestart(DriverBench bench) {
        Rig rig = throwingIn(bench, "OnSelfManagedIoRestart").keeping();
        PendingIo io = heldRead(rig);
        bench.suspend();
        assertThat(bench.stack().resume().failed()).isTrue();
        assertEnded(bench, "OnSelfManagedIoRestart");
        assertTerminated(io);
    }

    @Schedules
    @Rule("HOST-11")
    void onSelfManagedIoFlush(DriverBench bench) {
        throwingIn(bench, "OnSelfManagedIoFlush").plugged();
        assertThat(bench.stack().remove().failed()).isTrue();
        assertEnded(bench, "OnSelfManagedIoFlush");
    }

    @Schedules
    @Rule("HOST-11")
    void onSelfManagedIoCleanup(DriverBench bench) {
        throwingIn(bench, "OnSelfManagedIoCleanup").plugged();
        assertThat(bench.stack().remove().failed()).isTrue();
        assertEnded(bench, "OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("HOST-11")
    void onIoCanceledOnQueue(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onIoCanceledOnQueue((_, _) -> breakHere());
        bench.expectViolation("HOST-11");
        rig.plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.retrieve();
        bench.held().take("r1");
        request.requeue();
        bench.quiet();
        io.cancel();
        assertEnded(bench, "OnIoCanceledOnQueue");
        assertTerminated(io);
    }

    @Schedules
    @Rule("HOST-11")
    void onStateChangeOfAStop(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        bench.expectViolation("HOST-11");
        PendingIo io = heldRead(rig);
        rig.n.get().stop((_, _) -> breakHere());
        assertEnded(bench, "OnStateChange");
        assertTerminated(io);
    }

    @Schedules
    @Rule("HOST-11")
    void onStateChangeOfAManualQueue(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL);
        rig.p.onStateChange((_, _) -> breakHere());
        bench.expectViolation("HOST-11");
        PendingIo io = heldRead(rig);
        assertEnded(bench, "OnStateChange");
        assertTerminated(io);
    }

    @Schedules
    @Rule("HOST-11")
    void onCompletion(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        request.setCompletionCallback((_, _, _, _) -> breakHere(), null);
        bench.expectViolation("HOST-11");
        rig.send(request);
        bench.quiet();
        bench.held().take("r1").complete(HResult.S_OK);
        assertEnded(bench, "OnCompletion");
    }

    @Schedules
    @Rule("HOST-11")
    void onWorkItem(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        bench.expectViolation("HOST-11");
        PendingIo io = heldRead(rig);
        IWDFWorkItem item = rig.driver
                .device()
                .createWorkItem(new WUDF_WORKITEM_CONFIG(_ -> breakHere(), /* automaticSerialization= */ false), null);
        item.enqueue();
        assertEnded(bench, "OnWorkItem");
        assertTerminated(io);
    }
}
