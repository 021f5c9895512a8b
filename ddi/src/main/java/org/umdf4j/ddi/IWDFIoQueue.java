package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/** IWDFIoQueue. */
public interface IWDFIoQueue extends IWDFObject {
    IWDFDevice getDevice();

    void configureRequestDispatching(WDF_REQUEST_TYPE requestType, boolean forward);

    IoQueueState getState();

    RetrievedRequest retrieveNextRequest();

    RetrievedRequest retrieveNextRequestByFileObject(IWDFFile file);

    void start();

    void stop(@Nullable IQueueCallbackStateChange stopComplete);

    void stopSynchronously();

    void drain(@Nullable IQueueCallbackStateChange drainComplete);

    void drainSynchronously();

    void purge(@Nullable IQueueCallbackStateChange purgeComplete);

    void purgeSynchronously();
}
