package org.umdf4j.ddi;

/**
 * Told right after interrupts are enabled on the way into D0 and right before they are disabled on the way
 * out. Implemented by the device callback object; if it is not, each step counts as successful (PNP-5).
 * Called for devices without interrupts too. Outside the callback lock; never overlaps another power callback
 * of the device.
 *
 * <p>Source: wudfddi, IPnpCallbackHardwareInterrupt.
 */
public interface IPnpCallbackHardwareInterrupt {
    /**
     * Called after {@link IPnpCallback#onD0Entry}, before the power-managed queues run. A failure fails the
     * device: {@link IPnpCallback#onD0Exit} follows, {@link #onD0ExitPreInterruptsDisabled} does not
     * (pnp-power-contract section 12).
     *
     * <p>Rules: PNP-8, PWR-2. Source: wudfddi, IPnpCallbackHardwareInterrupt::OnD0EntryPostInterruptsEnabled.
     *
     * @param previousState as for {@link IPnpCallback#onD0Entry}
     */
    HResult onD0EntryPostInterruptsEnabled(IWDFDevice device, WDF_POWER_DEVICE_STATE previousState);

    /**
     * Called after the power-managed queues are held, before {@link IPnpCallback#onD0Exit}. A failure does
     * not stop the transition; it fails the device afterwards (pnp-power-contract section 12).
     *
     * <p>Rules: PWR-1. Source: wudfddi, IPnpCallbackHardwareInterrupt::OnD0ExitPreInterruptsDisabled.
     *
     * @param targetState as for {@link IPnpCallback#onD0Exit}
     */
    HResult onD0ExitPreInterruptsDisabled(IWDFDevice device, WDF_POWER_DEVICE_STATE targetState);
}
