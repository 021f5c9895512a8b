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

    /** Whether the device's driver owns its power policy, so that it matters since when the queue is empty. */
    boolean countsIdleness();

    /** A request was stored in a power-managed queue that does not deliver (PWR-14). Without the queue's lock. */
    void requestWaits(WdfIoQueue queue);

    /** A power-managed queue that {@link WdfIoQueue#idleSince} found busy is empty. Without the queue's lock. */
    void queueEmptied();

    /** The queue has been deleted and is empty. */
    void queueDeleted(WdfIoQueue queue);
}
