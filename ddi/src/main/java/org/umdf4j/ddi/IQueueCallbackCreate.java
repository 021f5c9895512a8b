package org.umdf4j.ddi;

/**
 * Receives the requests of programs that open the device. Implemented by the callback object of a sequential
 * or parallel queue.
 *
 * <p>Source: wudfddi, IQueueCallbackCreate.
 */
@FunctionalInterface
public interface IQueueCallbackCreate {
    /**
     * Called for each open. The driver owns the request, not marked cancelable, and must complete, send,
     * forward or keep it; the program waits. Completing it with a failure fails the open, and the file object
     * is destroyed without cleanup and close callbacks (FIL-3). Under the callback lock.
     *
     * <p>Rules: RT-2, DSP-1, DSP-2, FIL-1 to FIL-3, FIL-9. Source: wudfddi,
     * IQueueCallbackCreate::OnCreateFile.
     *
     * @param wdfFileObject the new file object; the framework's
     */
    void onCreateFile(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, IWDFFile wdfFileObject);
}
