package org.umdf4j.ddi;

/** IQueueCallbackDefaultIoHandler. */
@FunctionalInterface
public interface IQueueCallbackDefaultIoHandler {
    void onDefaultIoHandler(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest);
}
