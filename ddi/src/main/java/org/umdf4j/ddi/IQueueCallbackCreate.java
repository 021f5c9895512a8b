package org.umdf4j.ddi;

/** IQueueCallbackCreate. */
@FunctionalInterface
public interface IQueueCallbackCreate {
    void onCreateFile(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, IWDFFile wdfFileObject);
}
