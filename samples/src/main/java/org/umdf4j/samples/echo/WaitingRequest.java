package org.umdf4j.samples.echo;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackIoResume;
import org.umdf4j.ddi.IQueueCallbackIoStop;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;

/**
 * The callbacks of a queue of which one request may wait, owned by the driver and marked cancelable.
 *
 * <p>Each queue has its own, because all requests of a queue must be marked with the same cancel callback object (CAN-7).
 * All methods run under the device's callback lock.
 */
abstract class WaitingRequest implements IRequestCallbackCancel, IQueueCallbackIoStop, IQueueCallbackIoResume {
    private @Nullable IWDFIoRequest waiting;

    /** Serves what can be served now. Called when the place has become free, and after a resume. */
    abstract void serve();

    final boolean isTaken() {
        return waiting != null;
    }

    /** Lets a request wait here. The place must be free. */
    final void hold(IWDFIoRequest request) {
        // First remembered, then marked: for a request that is cancelled already, onCancel may come from inside
        // markCancelable (CAN-6).
        waiting = request;
        request.markCancelable(this);
    }

    /**
     * Takes the request back in order to complete it. Empty if there is none or if its program has just cancelled it.
     */
    final Optional<IWDFIoRequest> take() {
        IWDFIoRequest request = waiting;
        waiting = null;
        // A cancelable request must not be completed (REQ-7). And if unmarking comes too late, onCancel is on its way
        // and completes the request; whoever completed it here would be the first of two (CAN-9).
        return request != null && request.unmarkCancelable() ? Optional.of(request) : Optional.empty();
    }

    /** Completes the waiting request as aborted if it came through this file. */
    final void abortIfOf(IWDFFile file) {
        if (waiting != null && waiting.getFileObject().filter(file::equals).isPresent()) {
            take().ifPresent(request -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        }
    }

    @Override
    public final void onCancel(IWDFIoRequest wdfRequest) {
        if (waiting == wdfRequest) {
            waiting = null;
        }
        wdfRequest.complete(HResult.ERROR_OPERATION_ABORTED);
        serve();
    }

    /**
     * The device leaves D0, or goes for good. Whatever the queue's callbacks deliver they answer before they return, so
     * this can only be the waiting request.
     */
    @Override
    public final void onIoStop(
            IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags) {
        if (actionFlags.contains(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND)) {
            // Keep it: the driver still owns it and the device may sleep (STOP-22). It stays cancelable (STOP-23), so
            // Ctrl-C works while the device is off (STOP-25).
            wdfRequest.stopAcknowledge(false);
        } else {
            // Removal cancels cancelable requests by itself; this one only slipped in between.
            take().ifPresent(request -> request.complete(HResult.ERROR_OPERATION_ABORTED));
        }
    }

    /** Back in D0 with the request still here (STOP-22, RES-1): see whether it can be served now. */
    @Override
    public final void onIoResume(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest) {
        serve();
    }
}
