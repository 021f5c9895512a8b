package org.umdf4j.framework.pnp;

import java.util.Optional;
import java.util.function.Supplier;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_DEVICE_STATE;
import org.umdf4j.framework.pnp.PnpOwner.Step;
import org.umdf4j.framework.verifier.Violation;

/**
 * The steps the three machines take on one device, each announced to the stack before and after, so that its watchdog can
 * name what hangs. Runner threads only; every step may block.
 */
final class DriverSteps {
    private static final String HISTORY_ELSEWHERE = "a Plug and Play callback has no request";

    private final PnpDevice device;
    private final PnpOwner owner;
    private final Optional<PowerPolicy> policy;

    DriverSteps(PnpDevice device, PnpOwner owner) {
        this.device = device;
        this.owner = owner;
        this.policy = device.powerPolicy();
    }

    HResult prepareHardware() {
        return supported("OnPrepareHardware", device::prepareHardware);
    }

    HResult releaseHardware() {
        return supported("OnReleaseHardware", device::releaseHardware);
    }

    HResult queryRemove() {
        return supported("OnQueryRemove", device::queryRemove);
    }

    HResult queryStop() {
        return supported("OnQueryStop", device::queryStop);
    }

    HResult d0Entry(WDF_POWER_DEVICE_STATE previous) {
        return call("OnD0Entry", () -> device.d0Entry(previous));
    }

    HResult enableInterrupts() {
        return call("OnInterruptEnable", device::enableInterrupts);
    }

    HResult disableInterrupts() {
        return call("OnInterruptDisable", device::disableInterrupts);
    }

    HResult d0EntryPostInterruptsEnabled(WDF_POWER_DEVICE_STATE previous) {
        return call("OnD0EntryPostInterruptsEnabled", () -> device.d0EntryPostInterruptsEnabled(previous));
    }

    HResult d0ExitPreInterruptsDisabled(WDF_POWER_DEVICE_STATE target) {
        return call("OnD0ExitPreInterruptsDisabled", () -> device.d0ExitPreInterruptsDisabled(target));
    }

    HResult d0Exit(WDF_POWER_DEVICE_STATE target) {
        return call("OnD0Exit", () -> device.d0Exit(target));
    }

    HResult armWake(boolean fromS0) {
        return fromS0 ? call("OnArmWakeFromS0", device::armWakeFromS0) : call("OnArmWakeFromSx", device::armWakeFromSx);
    }

    void wakeTriggered(boolean fromS0) {
        if (fromS0) {
            run(new Step("OnWakeFromS0Triggered", false), device::wakeFromS0Triggered);
        } else {
            run(new Step("OnWakeFromSxTriggered", false), device::wakeFromSxTriggered);
        }
    }

    void disarmWake(boolean fromS0) {
        if (fromS0) {
            run(new Step("OnDisarmWakeFromS0", false), device::disarmWakeFromS0);
        } else {
            run(new Step("OnDisarmWakeFromSx", false), device::disarmWakeFromSx);
        }
    }

    HResult selfManagedIoInit() {
        return call("OnSelfManagedIoInit", device::selfManagedIoInit);
    }

    HResult selfManagedIoSuspend() {
        return call("OnSelfManagedIoSuspend", device::selfManagedIoSuspend);
    }

    HResult selfManagedIoRestart() {
        return call("OnSelfManagedIoRestart", device::selfManagedIoRestart);
    }

    void surpriseRemoval() {
        run(new Step("OnSurpriseRemoval", false), device::surpriseRemoval);
    }

    void selfManagedIoFlush() {
        run(new Step("OnSelfManagedIoFlush", false), device::selfManagedIoFlush);
    }

    void selfManagedIoCleanup() {
        run(new Step("OnSelfManagedIoCleanup", false), device::selfManagedIoCleanup);
    }

    void holdQueues() {
        run(new Step("stop of the power-managed queues", true), device::holdQueues);
    }

    void resumeQueues() {
        run(new Step("resume of the power-managed queues", false), device::resumeQueues);
    }

    void purgePowerManagedQueues() {
        run(new Step("purge of the power-managed queues", true), device::purgePowerManagedQueues);
    }

    void purgeOtherQueues() {
        run(new Step("purge of the queues that are not power-managed", true), device::purgeOtherQueues);
    }

    void dispose() {
        run(new Step("OnCleanup", false), device::dispose);
    }

    /** Calls one of the four callbacks that must not answer "not supported" (PNP-15). */
    private HResult supported(String callback, Supplier<HResult> body) {
        HResult status = call(callback, body);
        if (status.equals(HResult.STATUS_NOT_SUPPORTED)) {
            owner.violation(new Violation(
                    "PNP-15",
                    owner.deviceName(),
                    device.driverName(),
                    callback,
                    callback + " returned STATUS_NOT_SUPPORTED",
                    "return success if there is nothing to do, or another failure",
                    HISTORY_ELSEWHERE,
                    Optional.empty()));
        }
        return status;
    }

    private HResult call(String callback, Supplier<HResult> body) {
        begin(new Step(callback, false));
        try {
            return body.get();
        } finally {
            end();
        }
    }

    private void run(Step step, Runnable body) {
        begin(step);
        try {
            body.run();
        } finally {
            end();
        }
    }

    private void begin(Step step) {
        owner.stepBegins(device, step);
        policy.ifPresent(PowerPolicy::callbackBegins);
    }

    private void end() {
        policy.ifPresent(PowerPolicy::callbackEnded);
        owner.stepEnded(device);
    }
}
