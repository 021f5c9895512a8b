package org.umdf4j.ddi;

/** IQueueCallbackRead. */
@FunctionalInterface
public interface IQueueCallbackRead {
    void onRead(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToRead);
}
