package org.umdf4j.framework.queue;

import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.object.ObjectSpace;

/** The device of a queue, as the queue needs it. */
public interface QueueHome {
    IWDFDevice device();

    ObjectSpace space();

    /** ConfigureRequestDispatching called on the queue instead of on the device. */
    void configure(WdfIoQueue queue, WDF_REQUEST_TYPE requestType, boolean forward);

    /** The queue has been deleted and is empty. */
    void queueDeleted(WdfIoQueue queue);
}
