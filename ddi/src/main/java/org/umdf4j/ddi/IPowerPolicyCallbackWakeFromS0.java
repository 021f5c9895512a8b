package org.umdf4j.ddi;

/**
 * Arms, disarms and notices the wake signal of a device that idles while the system works. Implemented by the device
 * callback object of a power policy owner; if it is not, each step counts as successful (PNP-5). Outside the callback
 * lock; never overlaps another power callback of the device.
 *
 * <p>Source: wudfddi, IPowerPolicyCallbackWakeFromS0.
 */
public interface IPowerPolicyCallbackWakeFromS0 {
    /**
     * The device is about to idle in a low-power state: make it signal when something outside wants it. Called in D0, after
     * the power-managed queues are held and before {@link IPnpCallback#onD0Exit}.
     *
     * <p>Rules: PWR-4, PWR-23. Source: wudfddi, IPowerPolicyCallbackWakeFromS0::OnArmWakeFromS0.
     *
     * @return a failure is none of the device: {@link #onDisarmWakeFromS0} follows, and the device returns to D0 when it
     *     has gone down (PWR-24)
     */
    HResult onArmWakeFromS0(IWDFDevice device);

    /**
     * The device no longer needs to signal: it is back in D0, or arming it failed.
     *
     * <p>Rules: PWR-24, PWR-25. Source: wudfddi, IPowerPolicyCallbackWakeFromS0::OnDisarmWakeFromS0.
     */
    void onDisarmWakeFromS0(IWDFDevice device);

    /**
     * The device is back in D0 because it signalled. Called before {@link #onDisarmWakeFromS0}; not called if the device
     * came back for another reason.
     *
     * <p>Rules: PWR-25. Source: wudfddi, IPowerPolicyCallbackWakeFromS0::OnWakeFromS0Triggered.
     */
    void onWakeFromS0Triggered(IWDFDevice device);
}
