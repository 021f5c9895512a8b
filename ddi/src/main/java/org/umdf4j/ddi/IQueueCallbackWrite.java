package org.umdf4j.ddi;

/** IQueueCallbackWrite. */
@FunctionalInterface
public interface IQueueCallbackWrite {
    void onWrite(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, long numOfBytesToWrite);
}
