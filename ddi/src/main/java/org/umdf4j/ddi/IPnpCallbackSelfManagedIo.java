package org.umdf4j.ddi;

/**
 * Told when to start and stop I/O that the driver does outside its queues. Implemented by the device callback
 * object; if it is not, each step counts as successful (PNP-5). Outside the callback lock; never overlaps
 * another power callback of the device.
 *
 * <p>Rules: pnp-power-contract sections 2.3, 4, 5, 7. Source: wudfddi, IPnpCallbackSelfManagedIo.
 */
public interface IPnpCallbackSelfManagedIo {
    /**
     * Called at most once, last of all, when the device has been removed and all queues are purged: drops
     * what {@link #onSelfManagedIoInit} made. Comes only if that was called, successfully or not (PNP-27).
     *
     * <p>Rules: PNP-22, PNP-27, FAIL-3. Source: wudfddi, IPnpCallbackSelfManagedIo::OnSelfManagedIoCleanup.
     */
    void onSelfManagedIoCleanup(IWDFDevice wdfDevice);

    /**
     * Called at most once, after the device has left D0 for good and its power-managed queues are purged:
     * completes or cancels what self-managed I/O is left. Comes only if {@link #onSelfManagedIoInit} was
     * called, successfully or not (PNP-27).
     *
     * <p>Rules: PNP-22, PNP-27, FAIL-3. Source: wudfddi, IPnpCallbackSelfManagedIo::OnSelfManagedIoFlush.
     */
    void onSelfManagedIoFlush(IWDFDevice wdfDevice);

    /**
     * Called once, at the end of the first start, when the power-managed queues run already and may have
     * delivered requests (PNP-10). A failure fails the start; flush and cleanup follow, suspend does not
     * (FAIL-3).
     *
     * <p>Rules: PNP-8, PNP-10, FAIL-3. Source: wudfddi, IPnpCallbackSelfManagedIo::OnSelfManagedIoInit.
     */
    HResult onSelfManagedIoInit(IWDFDevice wdfDevice);

    /**
     * Called first of all when the device is to leave D0, for any reason; queues still deliver meanwhile
     * (PWR-3). A failure does not stop the transition; it fails the device afterwards (FAIL-4).
     *
     * <p>Rules: PWR-1, PWR-3, FAIL-4. Source: wudfddi, IPnpCallbackSelfManagedIo::OnSelfManagedIoSuspend.
     */
    HResult onSelfManagedIoSuspend(IWDFDevice wdfDevice);

    /**
     * Called at the end of each return to D0 that followed {@link #onSelfManagedIoSuspend}, also after a
     * rebalance (PNP-21). A failure fails the device as one of {@link #onSelfManagedIoInit} does (FAIL-4).
     *
     * <p>Rules: PWR-2, PNP-21, FAIL-4. Source: wudfddi, IPnpCallbackSelfManagedIo::OnSelfManagedIoRestart.
     */
    HResult onSelfManagedIoRestart(IWDFDevice wdfDevice);

    /**
     * Never called; in the header only, so a driver need not write it (PWR-1).
     *
     * <p>Source: wudfddi, IPnpCallbackSelfManagedIo::OnSelfManagedIoStop.
     */
    default HResult onSelfManagedIoStop(IWDFDevice wdfDevice) {
        return HResult.S_OK;
    }
}
