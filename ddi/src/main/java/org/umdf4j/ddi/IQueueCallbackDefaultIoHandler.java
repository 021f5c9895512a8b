package org.umdf4j.ddi;

/**
 * Receives the requests for which a queue has no callback of their own, and flush, query-information and
 * set-information requests. Implemented by the callback object of a sequential or parallel queue.
 *
 * <p>Source: wudfddi, IQueueCallbackDefaultIoHandler.
 */
@FunctionalInterface
public interface IQueueCallbackDefaultIoHandler {
    /**
     * Called for each such request; {@link IWDFIoRequest#getType} tells which it is. The driver owns the
     * request, not marked cancelable, and must complete, send, forward or keep it. A type that the driver
     * does not know it completes with {@link HResult#STATUS_INVALID_DEVICE_REQUEST}. Under the callback lock.
     *
     * <p>Rules: RT-5, RT-6, DSP-1, DSP-2, DSP-5. Source: wudfddi,
     * IQueueCallbackDefaultIoHandler::OnDefaultIoHandler.
     */
    void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest);
}
