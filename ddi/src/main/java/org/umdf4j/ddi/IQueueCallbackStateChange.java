package org.umdf4j.ddi;

import java.util.Set;

/** IQueueCallbackStateChange. */
@FunctionalInterface
public interface IQueueCallbackStateChange {
    void onStateChange(IWDFIoQueue wdfQueue, Set<WDF_IO_QUEUE_STATE> queueState);
}
