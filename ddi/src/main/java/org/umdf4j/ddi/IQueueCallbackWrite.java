package org.umdf4j.ddi;

/**
 * Receives write requests. Implemented by the callback object of a sequential or parallel queue.
 *
 * <p>Source: wudfddi, IQueueCallbackWrite.
 */
@FunctionalInterface
public interface IQueueCallbackWrite {
    /**
     * Called for each write. The driver owns the request, not marked cancelable, and must complete, send,
     * forward or keep it. It completes a write with {@link IWDFIoRequest#completeWithInformation} and the
     * number of bytes it has taken from {@link IWDFIoRequest#retrieveInputBuffer the input buffer}.
     * Completing it here does not deliver the next request before this call returns (DSP-5). Under the
     * callback lock.
     *
     * <p>Rules: RT-5, DSP-1, DSP-2, DSP-5, DSP-8. Source: wudfddi, IQueueCallbackWrite::OnWrite.
     *
     * @param numOfBytesToWrite 0 only if the queue allows requests of no length (DSP-8)
     */
    void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite);
}
