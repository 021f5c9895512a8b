package org.umdf4j.ddi;

/** IQueueCallbackDeviceIoControl. */
@FunctionalInterface
public interface IQueueCallbackDeviceIoControl {
    void onDeviceIoControl(
            IWDFIoQueue wdfQueue,
            IWDFIoRequest wdfRequest,
            int controlCode,
            long inputBufferSizeInBytes,
            long outputBufferSizeInBytes);
}
