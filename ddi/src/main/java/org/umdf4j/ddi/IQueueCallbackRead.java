package org.umdf4j.ddi;

/**
 * Receives read requests. Implemented by the callback object of a sequential or parallel queue.
 *
 * <p>Source: wudfddi, IQueueCallbackRead.
 */
@FunctionalInterface
public interface IQueueCallbackRead {
    /**
     * Called for each read. The driver owns the request, not marked cancelable, and must complete, send,
     * forward or keep it. It completes a read with {@link IWDFIoRequest#completeWithInformation} and the
     * number of bytes it has put into {@link IWDFIoRequest#retrieveOutputBuffer the output buffer}.
     * Completing it here does not deliver the next request before this call returns (DSP-5). Under the
     * callback lock.
     *
     * <p>Rules: RT-5, DSP-1, DSP-2, DSP-5, DSP-8. Source: wudfddi, IQueueCallbackRead::OnRead.
     *
     * @param numOfBytesToRead 0 only if the queue allows requests of no length (DSP-8)
     */
    void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead);
}
