package org.umdf4j.testkit.contract;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_POWER_POLICY_SX_WAKE_USER_CONTROL;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/**
 * The set-up of the reference traces: a function driver with a power-managed queue P, which gets the reads, and a queue N
 * that is not, which gets the writes. The driver keeps whatever is delivered.
 */
final class Rig {
    /** The idle timeout of an idling device. */
    static final Duration IDLE = Duration.ofMillis(100);

    final DriverBench bench;
    final ScriptedDriver driver;
    final ScriptedQueue p;
    final ScriptedQueue n;
    private @Nullable Program program;

    Rig(DriverBench bench, WDF_IO_QUEUE_DISPATCH_TYPE dispatchOfP) {
        this.bench = bench;
        driver = bench.driver();
        p = driver.queue("P", dispatchOfP).powerManaged().configuredFor(WDF_REQUEST_TYPE.READ);
        if (dispatchOfP != MANUAL) {
            p.onRead((_, request, _) -> bench.hold(request));
        }
        n = driver.queue("N", PARALLEL).configuredFor(WDF_REQUEST_TYPE.WRITE);
        n.onWrite((_, request, _) -> bench.hold(request));
    }

    /** OnIoStop keeps each request. */
    Rig keeping() {
        p.onIoStop((_, request, _) -> request.stopAcknowledge(false)).onIoResume((_, _) -> {});
        return this;
    }

    /** OnIoStop gives each request back. */
    Rig givingBack() {
        p.onIoStop((_, request, _) -> giveBack(request)).onIoResume((_, _) -> {});
        return this;
    }

    /** The driver owns the power policy; it says this when it has made its device. */
    Rig owning(Consumer<IWDFDevice> settings) {
        driver.beforeDevice(init -> init.setPowerPolicyOwnership(true)).afterDevice(settings);
        return this;
    }

    /** The driver owns the power policy, its device idles in D2 after {@link #IDLE} and cannot wake itself. */
    Rig idling() {
        return owning(device -> idle(device, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CANNOT_WAKE_FROM_S0));
    }

    /** The same with a device that wakes itself. */
    Rig idlingArmed() {
        return owning(device -> idle(device, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAN_WAKE_FROM_S0));
    }

    static void idle(IWDFDevice device, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES capabilities) {
        device.assignS0IdleSettings(
                capabilities,
                DEVICE_POWER_STATE.D2,
                (int) IDLE.toMillis(),
                WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.ALLOW_USER_CONTROL,
                WDF_TRI_STATE.USE_DEFAULT);
    }

    /** The system may be woken by the device, which sleeps in D3. */
    static void wakeSystem(IWDFDevice device) {
        device.assignSxWakeSettings(
                DEVICE_POWER_STATE.D3, WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.ALLOW_USER_CONTROL, WDF_TRI_STATE.TRUE);
    }

    /** Reads of P are completed at once. */
    Rig completing() {
        p.onRead((_, request, _) -> request.complete(HResult.S_OK));
        return this;
    }

    /** Lets the idle timeout pass and forgets what that traced; the device must be idle then. */
    Rig idled() {
        bench.pass(IDLE);
        bench.quiet();
        if (!power().isIdle()) {
            throw new AssertionError("the device is in " + power());
        }
        bench.trace().clear();
        return this;
    }

    /** Where the (lowest) device is. */
    PowerState power() {
        return bench.stack().status().drivers().getLast().power();
    }

    void giveBack(IWDFIoRequest request) {
        bench.held().take(bench.trace().nameOf(request));
        request.stopAcknowledge(true);
    }

    /** Starts the device and opens it; forgets what that traced. */
    Rig plugged() {
        bench.plug(driver);
        program = bench.program();
        bench.quiet();
        bench.trace().clear();
        return this;
    }

    Program program() {
        Program opened = program;
        if (opened == null) {
            throw new IllegalStateException("not plugged");
        }
        return opened;
    }

    /** Starts reads r<number> one after another and lets everything settle. */
    List<PendingIo> reads(int... numbers) {
        List<PendingIo> started = new ArrayList<>();
        for (int number : numbers) {
            started.add(program().read(number));
            bench.quiet();
        }
        return started;
    }

    PendingIo read(int number) {
        return reads(number).getFirst();
    }

    PendingIo write(int number) {
        PendingIo io = program().write(number);
        bench.quiet();
        return io;
    }

    /** The driver retrieves the next request of P and keeps it. */
    IWDFIoRequest retrieve() {
        IWDFIoRequest request =
                p.get().retrieveNextRequest().request().orElseThrow(() -> new AssertionError("nothing to retrieve"));
        bench.hold(request);
        return request;
    }

    IWDFIoRequest held(String name) {
        return bench.held().get(name);
    }

    void complete(String name) {
        bench.held().complete(name);
        bench.quiet();
    }
}
