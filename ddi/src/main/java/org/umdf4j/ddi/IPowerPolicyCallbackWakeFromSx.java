package org.umdf4j.ddi;

/**
 * Arms, disarms and notices the wake signal of a device that sleeps with the system, and wakes the system by it. Implemented by the device
 * callback object of a power policy owner; if it is not, each step counts as successful (PNP-5). Outside the callback
 * lock; never overlaps another power callback of the device.
 *
 * <p>Source: wudfddi, IPowerPolicyCallbackWakeFromSx.
 */
public interface IPowerPolicyCallbackWakeFromSx {
    /**
     * The system goes to sleep and the device with it: make it signal when something outside wants the system. Called in D0, after
     * the power-managed queues are held and before {@link IPnpCallback#onD0Exit}.
     *
     * <p>Rules: PWR-4. Source: wudfddi, IPowerPolicyCallbackWakeFromSx::OnArmWakeFromSx.
     *
     * @return a failure is none of the device: {@link #onDisarmWakeFromSx} follows, and the device sleeps unarmed
     *     (PWR-24)
     */
    HResult onArmWakeFromSx(IWDFDevice device);

    /**
     * The device no longer needs to signal: it is back in D0, or arming it failed.
     *
     * <p>Rules: PWR-24, PWR-25. Source: wudfddi, IPowerPolicyCallbackWakeFromSx::OnDisarmWakeFromSx.
     */
    void onDisarmWakeFromSx(IWDFDevice device);

    /**
     * The device is back in D0 because it signalled. Called before {@link #onDisarmWakeFromSx}; not called if the device
     * came back for another reason.
     *
     * <p>Rules: PWR-25. Source: wudfddi, IPowerPolicyCallbackWakeFromSx::OnWakeFromSxTriggered.
     */
    void onWakeFromSxTriggered(IWDFDevice device);
}
