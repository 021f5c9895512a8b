package org.umdf4j.framework.device;

import java.util.Optional;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_POLICY_SX_WAKE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.pnp.PowerPolicy;
import org.umdf4j.framework.queue.QueueSet;
import org.umdf4j.framework.queue.WdfIoQueue;
import org.umdf4j.framework.stack.StackDevice;
import org.umdf4j.framework.stack.StackDriver.DeviceContext;
import org.umdf4j.framework.verifier.Verifier;

/**
 * What a driver may ask of its device's power policy, and what its queues say to it. Of a device whose driver does not own
 * the policy everything is refused (PWR-8). Any thread.
 */
final class DevicePowerPolicy {
    private final StackDevice device;
    private final DeviceContext context;
    private final Verifier verifier;
    private final QueueSet queues;
    private final Optional<PowerPolicy> policy;

    DevicePowerPolicy(StackDevice device, WdfDeviceInitialize settings, Verifier verifier, QueueSet queues) {
        this.device = device;
        this.context = settings.context();
        this.verifier = verifier;
        this.queues = queues;
        this.policy = settings.isPowerPolicyOwner()
                ? Optional.of(new PowerPolicy(device, context.control(), context.settings(), context.scheduler()))
                : Optional.empty();
    }

    Optional<PowerPolicy> policy() {
        return policy;
    }

    void assignIdle(WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS wanted) {
        context.scheduler().point("device.assignS0IdleSettings");
        owned().assignIdle(wanted);
    }

    void assignWake(
            DEVICE_POWER_STATE dxState, WDF_POWER_POLICY_SX_WAKE_USER_CONTROL userControl, WDF_TRI_STATE enabled) {
        context.scheduler().point("device.assignSxWakeSettings");
        owned().assignWake(dxState, userControl, enabled);
    }

    boolean stopIdle(boolean waitForD0) {
        context.scheduler().point("device.stopIdle");
        PowerPolicy asked = owned();
        if (waitForD0 && queues.isInPowerManagedCallback()) {
            throw verifier.violation(
                    "PWR-19",
                    "stopIdle",
                    "the driver waits for D0 in a callback of a power-managed queue",
                    "Do not wait there: the device is in D0 until that request has its verdict.",
                    "no request");
        }
        if (waitForD0 && asked.isInCallback()) {
            throw verifier.violation(
                    "PWR-19",
                    "stopIdle",
                    "the driver waits for D0 in a Plug and Play or power callback",
                    "Do not wait there: the device moves on only when the callback has returned.",
                    "no request");
        }
        return asked.stopIdle(waitForD0);
    }

    void resumeIdle() {
        context.scheduler().point("device.resumeIdle");
        if (policy.isEmpty() || !policy.get().resumeIdle()) {
            throw verifier.violation(
                    "PWR-18",
                    "resumeIdle",
                    "the driver called resumeIdle more often than stopIdle had succeeded",
                    "Call resumeIdle once for each stopIdle that returned.",
                    "no request");
        }
    }

    void requestWaits(WdfIoQueue queue) {
        if (policy.isPresent()) {
            policy.get().requestWaits();
        } else {
            context.control().requestStranded(device, queue.name());
        }
    }

    void queueEmptied() {
        policy.ifPresent(PowerPolicy::reconsider);
    }

    private PowerPolicy owned() {
        return policy.orElseThrow(() -> new WdfException(
                HResult.STATUS_INVALID_DEVICE_REQUEST,
                "driver '%s' does not own the power policy of device %s (PWR-8)"
                        .formatted(verifier.driver(), context.name())));
    }
}
