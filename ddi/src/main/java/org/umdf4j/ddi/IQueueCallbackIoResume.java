package org.umdf4j.ddi;

/**
 * Told that a request which the driver kept while its device was out of D0 may go on. Implemented by the
 * callback object of a power-managed queue.
 *
 * <p>Source: wudfddi, IQueueCallbackIoResume.
 */
@FunctionalInterface
public interface IQueueCallbackIoResume {
    /**
     * Called after the return to D0, before any queue of the device delivers, for each request that the
     * driver acknowledged with {@link IWDFIoRequest#stopAcknowledge stopAcknowledge(false)}, still owns and
     * that is not canceled. Requests of one queue come one at a time, in the order of their
     * {@link IQueueCallbackIoStop#onIoStop}. The driver goes on with the request; ownership does not change.
     * Under the callback lock.
     *
     * <p>Rules: RES-1 to RES-7, STOP-22 to STOP-25. Source: wudfddi, IQueueCallbackIoResume::OnIoResume.
     */
    void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest);
}
