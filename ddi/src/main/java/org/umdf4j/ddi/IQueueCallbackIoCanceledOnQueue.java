package org.umdf4j.ddi;

/**
 * Told that a stored request which the driver has seen before was canceled. Implemented by a queue's callback
 * object; if it is not, the framework completes such requests itself, as
 * {@link HResult#ERROR_OPERATION_ABORTED}.
 *
 * <p>Source: wudfddi, IQueueCallbackIoCanceledOnQueue.
 */
@FunctionalInterface
public interface IQueueCallbackIoCanceledOnQueue {
    /**
     * Called for a request that had been delivered, went back into a queue by forwarding, requeueing or
     * acknowledging, and was canceled or purged there. The driver owns it and must complete it, usually with
     * {@link HResult#ERROR_OPERATION_ABORTED}; it may do so later. Comes even when a sequential queue's slot
     * is taken (CAN-3) and never for a request the driver has not seen (CAN-1). Under the callback lock.
     *
     * <p>Rules: CAN-2, CAN-3, SDP-9, SDP-11, FWD-5, STOP-20. Source: wudfddi,
     * IQueueCallbackIoCanceledOnQueue::OnIoCanceledOnQueue.
     */
    void onIoCanceledOnQueue(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest);
}
