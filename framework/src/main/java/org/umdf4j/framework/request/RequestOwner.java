package org.umdf4j.framework.request;

import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFIoQueue;

/**
 * Who keeps a request: the queue it came from. The request tells it what has become of it and knows nothing more about
 * queues. Any thread, no lock held.
 */
public interface RequestOwner {
    /** The queue, for GetIoQueue. */
    IWDFIoQueue queue();

    /** The driver has completed the request, or sent and forgotten it: it is gone from the driver's hands. */
    void requestLeft(WdfIoRequest request);

    /** The program cancelled a request that looked stored. Cancels it if it still is and is still here. */
    void cancelStored(WdfIoRequest request);

    /** A cancelable request has become CANCEL_PENDING: its OnCancel is due. */
    void cancelClaimed(WdfIoRequest request);

    /**
     * Remembers the one cancel callback of the queue (CAN-7).
     *
     * @return whether it is the first one or the same as before
     */
    boolean acceptsCancelCallback(IRequestCallbackCancel callback);

    /** The cancel callback remembered. */
    IRequestCallbackCancel cancelCallback();

    /** Whether a purge is in progress, so that a request marked cancelable is cancelled at once (SDP-11). */
    boolean isPurging();

    /** StopAcknowledge of a request the driver owns. */
    void stopAcknowledge(WdfIoRequest request, boolean requeue);

    /** Requeue of a request in state MOVING; an exception leaves it in that state. */
    void requeue(WdfIoRequest request);

    /**
     * ForwardToIoQueue of a request in state MOVING.
     *
     * @throws org.umdf4j.ddi.WdfException if the destination does not take it; the request is still MOVING then
     */
    void forward(WdfIoRequest request, IWDFIoQueue destination);
}
