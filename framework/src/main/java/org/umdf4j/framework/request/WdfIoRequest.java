package org.umdf4j.framework.request;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpOwner;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.object.ObjectSpace;
import org.umdf4j.framework.request.RequestFormat.Part;

/**
 * A request as one driver sees it: the same object from its arrival to its completion, through all queues (DSP-9).
 *
 * <p>Transitions into and out of STORED happen under the owning queue's lock, all others need no lock.
 *
 * <p>Any thread. Never pooled: a driver that keeps a reference fails, it does not touch somebody else's request.
 */
public final class WdfIoRequest extends RequestView implements IrpOwner {
    /** Written before the step of the ownership word that makes it true, read after one: the word orders the two. */
    private RequestOwner owner;

    private long information;

    // Links of the one RequestList this request is in, guarded by the owner's lock.
    @Nullable
    RequestList list;

    @Nullable
    WdfIoRequest previous;

    @Nullable
    WdfIoRequest next;

    // Guarded by the owner's lock as well.
    private StopPhase stopPhase = StopPhase.NONE;
    private boolean seenByDriver;
    private boolean retrieved;

    /**
     * A request for an IRP that has just arrived; from now on the IRP's cancellations come here.
     *
     * @param owner the queue it is about to enter
     */
    public WdfIoRequest(ObjectSpace space, Irp irp, @Nullable RequestFile file, RequestOwner owner) {
        super(space, irp, file);
        this.owner = owner;
        touches(/* write= */ true);
        irp.setOwner(this);
    }

    // ------------------------------------------------------------------------------------------- state

    @Override
    boolean isAlive() {
        return switch (state()) {
            case COMPLETED, ENDED, TERMINATED, FORGOTTEN -> false;
            case ARRIVED, STORED, DELIVERED, CANCELABLE, CANCEL_PENDING, CANCEL_CALLED, SENT, MOVING -> true;
        };
    }

    // ------------------------------------------------------------------------------------------- owner's side

    /** Owner only, its lock held. */
    public StopPhase stopPhase() {
        return stopPhase;
    }

    /** Owner only, its lock held. */
    public void setStopPhase(StopPhase phase) {
        stopPhase = phase;
    }

    /** Owner only, its lock held: whether the driver has had the request before (CAN-2). */
    public boolean wasSeenByDriver() {
        return seenByDriver;
    }

    /** Owner only, its lock held: the driver gets it now, by delivery or by retrieval (FWD-3). */
    public void markSeen(boolean byRetrieval) {
        seenByDriver = true;
        retrieved = byRetrieval;
    }

    /** Owner only: whether the driver retrieved it. */
    public boolean wasRetrieved() {
        return retrieved;
    }

    /** Owner only: a forwarded request has a new owner. The request is in state MOVING. */
    public void setOwner(RequestOwner newOwner) {
        touches(/* write= */ true);
        owner = newOwner;
    }

    /** Who keeps it now. */
    public RequestOwner owner() {
        return owner;
    }

    /** Whether the program has given up on it. */
    public boolean isIrpCanceled() {
        scheduler().access(irp, /* write= */ false);
        return irp.isCanceled();
    }

    /** The open it belongs to, by identity. */
    public boolean isOf(Object fileObject) {
        return irp.file() == fileObject;
    }

    /** Owner only: ends a request the driver does not own, from state {@code from}, without the driver's doing. */
    public void end(RequestState from, HResult status, long bytes) {
        mustTransition(from, RequestState.ENDED);
        if (file() != null && getType() == WDF_REQUEST_TYPE.CREATE) {
            file().createEnding(status);
        }
        recorder().request(RequestLabels.ENDED, requestId(), status, bytes);
        retireWithBuffers();
        endIrp(status, bytes);
    }

    /** Owner only: the device is terminated; ends the IRP whoever holds the request. Late calls of the driver do nothing. */
    public void terminate() {
        RequestState state = state();
        while (state != RequestState.COMPLETED
                && state != RequestState.ENDED
                && !transition(state, RequestState.TERMINATED)) {
            state = state();
        }
        if (state() == RequestState.TERMINATED) {
            recorder().request(RequestLabels.TERMINATED, requestId(), HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0);
            retireWithBuffers();
        }
        // Also for a completion under way: the driver's cleanup callback, which comes first, may never return.
        endIrp(HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0);
    }

    // ------------------------------------------------------------------------------------------- completion

    @Override
    public void setInformation(long information) {
        this.information = information;
    }

    @Override
    public void complete(HResult completionStatus) {
        completeWithInformation(completionStatus, information);
    }

    @Override
    public void completeWithInformation(HResult completionStatus, long information) {
        point("request.complete");
        if (takeForCompletion(completionStatus, information)) {
            recorder().call(RequestLabels.COMPLETE, requestId(), completionStatus.value(), information);
            finish(completionStatus, information);
            owner.requestLeft(this);
        }
        returned();
    }

    /** REQ-1: cleanup callbacks first, then the client, then the queue's count (by the caller). */
    private void finish(HResult status, long bytes) {
        if (file() != null && getType() == WDF_REQUEST_TYPE.CREATE) {
            file().createEnding(status);
        }
        retireWithBuffers();
        endIrp(CompletionStatus.forClient(status), bytes);
    }

    private void endIrp(HResult status, long bytes) {
        scheduler().access(irp, /* write= */ true);
        irp.end(status, bytes);
    }

    private void checkInformation(HResult status, long bytes) {
        long most =
                switch (getType()) {
                    case READ, DEVICE_IO_CONTROL, QUERY_INFORMATION -> outputLength();
                    case WRITE -> inputLength(); // not in U1's words, but no program can make sense of more
                    default -> Long.MAX_VALUE;
                };
        if (status.succeeded() && (bytes > most || (bytes < 0 && most != Long.MAX_VALUE))) {
            boolean write = getType() == WDF_REQUEST_TYPE.WRITE;
            throw violation(
                    "REQ-5",
                    "complete",
                    "the driver completed with %d bytes, %s %d"
                            .formatted(bytes, write ? "the program wrote" : "the output buffer holds", most),
                    "Complete with the number of bytes "
                            + (write ? "taken from the input buffer." : "written to the output buffer."));
        }
    }

    /** Moves to COMPLETED, or says whose fault it is; false if the device is gone. */
    private boolean takeForCompletion(HResult status, long bytes) {
        while (true) {
            RequestState state = state();
            switch (state) {
                case DELIVERED, CANCEL_CALLED -> {
                    checkInformation(status, bytes);
                    if (transition(state, RequestState.COMPLETED)) {
                        return true;
                    }
                }
                case TERMINATED -> {
                    return false;
                }
                case CANCELABLE ->
                    throw violation(
                            "REQ-7",
                            "complete",
                            "the driver completed a cancelable request outside OnCancel",
                            "Call unmarkCancelable first; complete only if it answers true.");
                case CANCEL_PENDING ->
                    throw violation(
                            "CAN-9",
                            "complete",
                            "the driver completed a request whose OnCancel is due",
                            "Leave the request alone after unmarkCancelable answers false; OnCancel completes it.");
                case COMPLETED, ENDED ->
                    throw violation(
                            "REQ-6",
                            "complete",
                            "the driver completed a request that is completed already",
                            "Complete each request once; give up every reference to it then.");
                case ARRIVED, STORED, SENT, FORGOTTEN, MOVING ->
                    throw violation(
                            "REQ-6",
                            "complete",
                            "the driver completed a request it does not own",
                            "Complete a request only while the driver owns it: not in a queue, not sent.");
            }
        }
    }

    // ------------------------------------------------------------------------------------------- cancellation

    @Override
    public void irpCanceled(Irp canceled) {
        recorder().request(RequestLabels.PROGRAM_CANCELS, requestId());
        while (true) {
            switch (state()) {
                case STORED -> {
                    owner.cancelStored(this);
                    if (state() != RequestState.STORED) {
                        return;
                    }
                }
                case CANCELABLE -> {
                    if (claimForCancel()) {
                        return;
                    }
                }
                case SENT, FORGOTTEN -> {
                    sending().cancelLower();
                    return;
                }
                case ARRIVED, MOVING, DELIVERED, CANCEL_PENDING, CANCEL_CALLED, COMPLETED, ENDED, TERMINATED -> {
                    return; // whoever moves it on looks at the IRP's flag afterwards
                }
            }
        }
    }

    /** Wins the right to call OnCancel for a cancelable request. */
    private boolean claimForCancel() {
        if (!transition(RequestState.CANCELABLE, RequestState.CANCEL_PENDING)) {
            return false;
        }
        recorder().request(RequestLabels.CANCEL_CLAIMED, requestId());
        owner.cancelClaimed(this);
        return true;
    }

    @Override
    public void markCancelable(IRequestCallbackCancel cancelCallback) {
        point("request.markCancelable");
        if (!owner.acceptsCancelCallback(cancelCallback)) {
            throw violation(
                    "CAN-7",
                    "markCancelable",
                    "the driver passed another cancel callback object than before on the same queue",
                    "Use one IRequestCallbackCancel object for all requests of a queue.");
        }
        if (!transition(RequestState.DELIVERED, RequestState.CANCELABLE)) {
            if (state() == RequestState.TERMINATED) {
                return;
            }
            throw violation(
                    "CAN-10",
                    "markCancelable",
                    "the driver marked a request cancelable that it does not own or has marked already",
                    "Mark a request once, while the driver owns it.");
        }
        recorder().call(RequestLabels.MARK_CANCELABLE, requestId());
        // The IRP's cancellation sets its flag first and looks at the state after; this is the other half.
        if (isIrpCanceled() || owner.isPurging()) {
            claimForCancel();
        }
        returned();
    }

    @Override
    public boolean unmarkCancelable() {
        point("request.unmarkCancelable");
        boolean unmarked = transition(RequestState.CANCELABLE, RequestState.DELIVERED) || !hasCancelWon();
        recorder().call(RequestLabels.UNMARK_CANCELABLE, requestId(), unmarked ? 1 : 0, 0);
        returned();
        return unmarked;
    }

    /** What an unmarking that came too late met: true, or a violation. */
    private boolean hasCancelWon() {
        return switch (state()) {
            case CANCEL_PENDING, CANCEL_CALLED, COMPLETED, TERMINATED -> true;
            case ARRIVED, STORED, DELIVERED, CANCELABLE, SENT, FORGOTTEN, MOVING, ENDED ->
                throw violation(
                        "CAN-10",
                        "unmarkCancelable",
                        "the driver unmarked a request that is not marked cancelable",
                        "Call unmarkCancelable once for each markCancelable.");
        };
    }

    @Override
    public boolean isCanceled() {
        RequestState state = state();
        return (state == RequestState.DELIVERED || state == RequestState.CANCEL_CALLED) && isIrpCanceled();
    }

    // ------------------------------------------------------------------------------------------- moving

    @Override
    public void stopAcknowledge(boolean requeue) {
        point("request.stopAcknowledge");
        recorder().call(RequestLabels.STOP_ACKNOWLEDGE, requestId(), requeue ? 1 : 0, 0);
        owner.stopAcknowledge(this, requeue);
        returned();
    }

    @Override
    public void requeue() {
        point("request.requeue");
        if (!transition(RequestState.DELIVERED, RequestState.MOVING)) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION,
                    "the driver does not own the request, or it is cancelable (FWD-8): " + history());
        }
        try {
            recorder().call(RequestLabels.REQUEUE, requestId());
            owner.requeue(this);
        } catch (WdfException refused) {
            recorder()
                    .call(
                            RequestLabels.REQUEUE_REFUSED,
                            requestId(),
                            refused.status().value(),
                            0);
            transition(RequestState.MOVING, RequestState.DELIVERED); // unless the device was terminated meanwhile
            throw refused;
        }
        returned();
    }

    @Override
    public void forwardToIoQueue(IWDFIoQueue destination) {
        point("request.forward");
        takeForForward();
        try {
            recorder().call(RequestLabels.FORWARD, requestId());
            owner.forward(this, destination);
        } catch (WdfException refused) {
            recorder()
                    .call(
                            RequestLabels.FORWARD_REFUSED,
                            requestId(),
                            refused.status().value(),
                            0);
            transition(RequestState.MOVING, RequestState.DELIVERED); // unless the device was terminated meanwhile
            throw refused;
        }
        returned();
    }

    private void takeForForward() {
        if (transition(RequestState.DELIVERED, RequestState.MOVING)) {
            return;
        }
        RequestState state = state();
        if (state == RequestState.TERMINATED) {
            throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
        throw violation(
                "FWD-2",
                "forwardToIoQueue",
                "the driver forwarded a request that is "
                        + (state == RequestState.CANCELABLE ? "cancelable" : "not its own"),
                "Forward a request only while the driver owns it and after unmarkCancelable has answered true.");
    }

    @Override
    public Optional<IWDFIoQueue> getIoQueue() {
        return Optional.of(owner.queue());
    }

    // ------------------------------------------------------------------------------------------- sending

    @Override
    @Nullable
    RequestFormat currentFormat() {
        return new RequestFormat(null, irp.parameters(), irp.file(), Part.of(irp.input()), Part.of(irp.output()));
    }

    @Override
    Requestor sender() {
        return irp.requestor();
    }

    @Override
    boolean isClientCanceled() {
        return isIrpCanceled();
    }

    @Override
    boolean isReceived() {
        return true;
    }

    @Override
    void forgotten() {
        owner.requestLeft(this);
    }

    @Override
    void completeForgotten(HResult status, long bytes) {
        if (transition(RequestState.FORGOTTEN, RequestState.COMPLETED)) {
            recorder().request(RequestLabels.FORGOTTEN_ENDED, requestId(), status, bytes);
            finish(status, bytes);
        }
    }
}
