package org.umdf4j.ddi;

/** IQueueCallbackIoCanceledOnQueue. */
@FunctionalInterface
public interface IQueueCallbackIoCanceledOnQueue {
    void onIoCanceledOnQueue(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest);
}
