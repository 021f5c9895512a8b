package org.umdf4j.ddi;

/** Has a device's hardware begin to interrupt; PFN_WUDF_INTERRUPT_ENABLE in the header. Source: wudfinterrupt, WUDF_INTERRUPT_ENABLE. */
@FunctionalInterface
public interface IInterruptEnableCallback {
    /**
     * Called on each way into D0, after {@link IPnpCallback#onD0Entry}, and by {@link IWDFInterrupt#enable}, with the
     * interrupt lock held. Lets the device interrupt. An interrupt that comes while it runs is served after it. A failure
     * fails the power-up (INT-3).
     *
     * <p>Rules: INT-3. Source: wudfinterrupt, WUDF_INTERRUPT_ENABLE.
     */
    HResult onInterruptEnable(IWDFInterrupt interrupt, IWDFDevice associatedDevice);
}
