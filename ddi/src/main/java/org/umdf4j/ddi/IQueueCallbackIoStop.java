package org.umdf4j.ddi;

import java.util.Set;

/** IQueueCallbackIoStop. */
@FunctionalInterface
public interface IQueueCallbackIoStop {
    void onIoStop(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags);
}
