package org.umdf4j.ddi;

/**
 * Receives device control requests. Implemented by the callback object of a sequential or parallel queue
 * (Q-1).
 *
 * <p>Source: wudfddi, IQueueCallbackDeviceIoControl.
 */
@FunctionalInterface
public interface IQueueCallbackDeviceIoControl {
    /**
     * Called for each control request. The driver owns the request, not marked cancelable, and must complete,
     * send, forward or keep it; a code it does not know it completes with
     * {@link HResult#STATUS_INVALID_DEVICE_REQUEST}. Under the callback lock.
     *
     * <p>Rules: RT-5, RT-10, DSP-1, DSP-2, DSP-8, MEM-10. Source: wudfddi,
     * IQueueCallbackDeviceIoControl::OnDeviceIoControl.
     *
     * @param controlCode what to do; {@link ControlCodes} has the codes the reflectors send themselves
     * @param inputBufferSizeInBytes 0 if there is no input buffer
     * @param outputBufferSizeInBytes 0 if there is no output buffer
     */
    void onDeviceIoControl(
            IWDFIoQueue wdfQueue,
            IWDFIoRequest wdfRequest,
            int controlCode,
            long inputBufferSizeInBytes,
            long outputBufferSizeInBytes);
}
