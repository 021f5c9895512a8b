package org.umdf4j.ddi;

/**
 * Told when to make the hardware usable and when to let it go. Implemented by the device callback object; if
 * it is not, each step counts as successful (PNP-5). Outside the callback lock; never overlaps a power
 * callback of the device.
 *
 * <p>Source: wudfddi, IPnpCallbackHardware.
 */
public interface IPnpCallbackHardware {
    /**
     * Called at each start, first of all and before {@link IPnpCallback#onD0Entry}; also after a rebalance
     * (PNP-8, PNP-21). Opens what the driver needs to reach its hardware, but leaves the device itself alone.
     * A failure fails the start; {@link #onReleaseHardware} is called, the D0 callbacks are not (FAIL-1).
     * Returning {@link HResult#STATUS_NOT_SUPPORTED} is a verifier violation (PNP-15).
     *
     * <p>Rules: PNP-8, PNP-15, PNP-21, FAIL-1. Source: wudfddi, IPnpCallbackHardware::OnPrepareHardware.
     */
    HResult onPrepareHardware(IWDFDevice wdfDevice);

    /**
     * Called after the device has left D0 for removal or rebalance, or when its start failed. Undoes
     * {@link #onPrepareHardware}, also a partial one, and also none at all: it comes for every device that
     * was added (PNP-4, PNP-26). A failure does not stop a removal (PNP-22). Returning
     * {@link HResult#STATUS_NOT_SUPPORTED} is a verifier violation (PNP-15).
     *
     * <p>Rules: PNP-4, PNP-22, PNP-23, PNP-26, PNP-32. Source: wudfddi,
     * IPnpCallbackHardware::OnReleaseHardware.
     */
    HResult onReleaseHardware(IWDFDevice wdfDevice);
}
