package org.umdf4j.ddi;

/** Has a device's hardware interrupt no more; PFN_WUDF_INTERRUPT_DISABLE in the header. Source: wudfinterrupt, WUDF_INTERRUPT_DISABLE. */
@FunctionalInterface
public interface IInterruptDisableCallback {
    /**
     * Called on each way out of D0, before {@link IPnpCallback#onD0Exit}, and by {@link IWDFInterrupt#disable}, with the
     * interrupt lock held. Has the device interrupt no more. A failure fails the device once it has left D0 (INT-4).
     *
     * <p>Rules: INT-4. Source: wudfinterrupt, WUDF_INTERRUPT_DISABLE.
     */
    HResult onInterruptDisable(IWDFInterrupt interrupt, IWDFDevice associatedDevice);
}
