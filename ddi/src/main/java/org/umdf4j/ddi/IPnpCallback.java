package org.umdf4j.ddi;

/**
 * Told that the device enters or leaves its working state D0, and asked whether it may be stopped or removed.
 * Implemented by the device callback object; if it is not, each step counts as successful (PNP-5). Outside
 * the callback lock. {@link #onD0Entry} and {@link #onD0Exit} never overlap each other or another power
 * callback of the device (PWR-10).
 *
 * <p>Source: wudfddi, IPnpCallback.
 */
public interface IPnpCallback {
    /**
     * Called when the device has reached D0, before its power-managed queues run: makes the device work. A
     * failure fails the device, and {@link #onD0Exit} is not called for this entry (FAIL-2).
     *
     * <p>Rules: PNP-8, PNP-9, PWR-2, PWR-6. Source: wudfddi, IPnpCallback::OnD0Entry.
     *
     * @param previousState the state last passed to {@link #onD0Exit};
     *     {@link WDF_POWER_DEVICE_STATE#D3_FINAL} at the first start
     */
    HResult onD0Entry(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE previousState);

    /**
     * Called when the device is about to leave D0. Its power-managed queues hold all requests, and every
     * request of theirs that the driver owns has been acknowledged (PWR-1). A failure does not stop the
     * transition; it fails the device afterwards (pnp-power-contract section 12). The hardware may be gone
     * already if {@link #onSurpriseRemoval} was called.
     *
     * <p>Rules: PWR-1, PWR-5, PNP-22. Source: wudfddi, IPnpCallback::OnD0Exit.
     *
     * @param newState where the device goes: D1 to D3 for sleep, {@link WDF_POWER_DEVICE_STATE#D3_FINAL} for
     *     removal, rebalance, failed start and shutdown
     */
    HResult onD0Exit(IWDFDevice wdfDevice, WDF_POWER_DEVICE_STATE newState);

    /**
     * Called when the device was removed without a query. The teardown callbacks still follow; this one is
     * not serialized with them and a driver must not rely on its place (PNP-31).
     *
     * <p>Rules: PNP-30 to PNP-34. Source: wudfddi, IPnpCallback::OnSurpriseRemoval.
     */
    void onSurpriseRemoval(IWDFDevice wdfDevice);

    /**
     * Asks whether the device may be removed. A failure is a veto: the device stays started and nothing else
     * happens. May overlap other PnP and power callbacks (PNP-14). Returning
     * {@link HResult#STATUS_NOT_SUPPORTED} is a verifier violation (PNP-15).
     *
     * <p>Rules: PNP-14, PNP-15, PNP-17, DEV-4. Source: wudfddi, IPnpCallback::OnQueryRemove.
     */
    HResult onQueryRemove(IWDFDevice wdfDevice);

    /**
     * Asks whether the device may be stopped for a rebalance of resources. A failure is a veto: the device
     * stays started and nothing else happens. May overlap other PnP and power callbacks (PNP-14). Returning
     * {@link HResult#STATUS_NOT_SUPPORTED} is a verifier violation (PNP-15).
     *
     * <p>Rules: PNP-14, PNP-15, PNP-17. Source: wudfddi, IPnpCallback::OnQueryStop.
     */
    HResult onQueryStop(IWDFDevice wdfDevice);
}
