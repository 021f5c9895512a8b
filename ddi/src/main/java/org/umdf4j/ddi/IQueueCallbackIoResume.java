package org.umdf4j.ddi;

/** IQueueCallbackIoResume. */
@FunctionalInterface
public interface IQueueCallbackIoResume {
    void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest);
}
