package org.umdf4j.framework.request;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.FileObject;

/**
 * What a request has only once its driver sends it on: the format, the completion callback, the IRP below and how that
 * ended (section 15). Written by whoever owns the request; the volatile fields are read by cancelling threads.
 */
final class Sending {
    private final OwnedRequest request;
    private @Nullable RequestFormat format;
    private @Nullable IRequestCallbackRequestCompletion completionCallback;
    private @Nullable Object completionContext;
    private @Nullable CompletionResult params;
    private HResult status = HResult.S_OK;
    private volatile @Nullable SentIrp lower;
    private volatile boolean cancelRequested;

    /** CancelSentRequest came while nothing was sent: the next Send fails (SND-21). */
    private volatile boolean cancelsNext;

    Sending(OwnedRequest request) {
        this.request = request;
    }

    void format(RequestFormat newFormat) {
        format = newFormat;
    }

    WDF_REQUEST_TYPE formattedType() {
        RequestFormat present = format;
        if (present != null) {
            return present.parameters().type();
        }
        CompletionResult last = params;
        return last == null ? WDF_REQUEST_TYPE.TYPE_NO_FORMAT : last.getCompletedRequestType();
    }

    /** The callback serves one completion (SND-16). */
    void setCompletionCallback(@Nullable IRequestCallbackRequestCompletion callback, @Nullable Object context) {
        completionCallback = callback;
        completionContext = context;
    }

    /** REQ-14. */
    void reuse(HResult newStatus) {
        format = null;
        completionCallback = null;
        completionContext = null;
        params = null;
        status = newStatus;
        cancelRequested = false;
        cancelsNext = false;
    }

    /** Whether the driver has called CancelSentRequest for the present send (STOP-5). */
    boolean isCancelRequested() {
        return cancelRequested;
    }

    /** GetStatus: that of a refused Send, or of the completion below (SND-4). */
    HResult status() {
        return status;
    }

    /** GetCompletionParams, or null if nothing was sent and completed. */
    @Nullable
    CompletionResult params() {
        return params;
    }

    /** Send: passes the request on, perhaps to its completion, on the caller's thread. */
    void send(IWDFIoTarget ioTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags, long timeout) {
        SentIrp irp;
        boolean now;
        try {
            SendOptions options = SendOptions.of(flags, timeout);
            irp = prepare(ioTarget, options);
            now = hand(irp, options);
        } catch (WdfException failure) {
            status = failure.status();
            throw failure;
        }
        // From here on the request may be anywhere; only the IRP is this call's.
        if (now) {
            irp.target().dispatch(irp);
        }
        if (request.isClientCanceled()) {
            irp.giveUp(); // it may have come before the lower IRP could be found
        }
        irp.await();
        if (flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS)
                && request.space().calls().isEnded()) {
            throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
    }

    /** Everything that can be refused while the request is still the driver's. */
    private SentIrp prepare(IWDFIoTarget ioTarget, SendOptions options) {
        if (!(ioTarget instanceof SendTarget target)) {
            throw new WdfException(HResult.E_INVALIDARG, "the I/O target does not belong to this framework");
        }
        if (cancelsNext) {
            throw new WdfException(
                    HResult.ERROR_OPERATION_ABORTED, "the request was canceled before it was sent (SND-21)");
        }
        RequestFormat what = options.forget() ? formatToForget(target) : formatFor(target);
        if (!options.forget() && !options.synchronous() && request.isReceived() && completionCallback == null) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST,
                    "send without a completion callback: nobody could complete the request (SND-7)");
        }
        FileObject file = what.target() == null ? target.fileFor(what.file()) : what.file();
        return new SentIrp(request, what, file, target, options, carriesIdentity(what, options));
    }

    /** SND-17: an open goes on in the program's name, if that can be done. */
    private boolean carriesIdentity(RequestFormat what, SendOptions options) {
        if (!options.impersonate() || what.parameters().type() != WDF_REQUEST_TYPE.CREATE) {
            return false;
        }
        try {
            request.space().impersonation().requireLendable(request.sender());
            return true;
        } catch (WdfException refused) {
            if (options.mayGoAsOurselves()) {
                return false;
            }
            throw refused;
        }
    }

    private RequestFormat formatFor(SendTarget target) {
        RequestFormat present = format;
        if (present == null) {
            throw new WdfException(HResult.STATUS_REQUEST_NOT_ACCEPTED, "send without a format before it (SND-1)");
        }
        if (present.target() != null && present.target() != target) {
            throw new WdfException(
                    HResult.STATUS_REQUEST_NOT_ACCEPTED, "the request was formatted for another target (SND-1)");
        }
        return present;
    }

    private RequestFormat formatToForget(SendTarget target) {
        RequestFormat current = request.currentFormat();
        if (current == null) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_STATE, "a request that the driver created is not forgotten (SND-5)");
        }
        RequestFormat present = format;
        if (present != null && present.target() != null) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST,
                    "only a request as it came, or formatted by formatUsingCurrentType, is forgotten (SND-5)");
        }
        if (!target.takesForgotten()) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST, "nothing is sent to a file and forgotten (SND-5)");
        }
        return current;
    }

    /**
     * Makes the request the target's, or gives it back if the target refuses.
     *
     * @return whether it is to be dispatched now
     */
    private boolean hand(SentIrp irp, SendOptions options) {
        RequestState sent = options.forget() ? RequestState.FORGOTTEN : RequestState.SENT;
        CompletionResult before = params;
        request.leaveFor(sent);
        params = null;
        request.touches(/* write= */ true);
        cancelRequested = false;
        lower = irp;
        irp.startTimeout();
        boolean now;
        try {
            now = irp.target().admit(irp, options.ignoreState());
        } catch (WdfException refused) {
            lower = null;
            params = before;
            irp.stopTimeout();
            request.transition(sent, RequestState.DELIVERED); // unless the device was terminated meanwhile
            throw refused;
        }
        if (options.forget()) {
            request.forgotten();
        }
        return now;
    }

    /** Cancels the IRP below; false if there is none any more. */
    boolean cancelLower() {
        request.touches(/* write= */ false);
        SentIrp sent = lower;
        if (sent == null || sent.isEnded()) {
            return false;
        }
        sent.giveUp();
        return true;
    }

    /** CancelSentRequest (SND-11). */
    boolean cancelAsDriverAsked() {
        request.touches(/* write= */ true);
        cancelRequested = true;
        return cancelLower();
    }

    /** CancelSentRequest on a request that is not sent (SND-21). */
    boolean cancelNext() {
        cancelsNext = true;
        return false;
    }

    /** The IRP below has ended: the driver owns the request again and hears of it, unless it was sent and forgotten. */
    void lowerEnded(SentIrp irp, HResult ended, long bytes) {
        request.touches(/* write= */ true);
        lower = null;
        status = ended;
        if (request.state() == RequestState.FORGOTTEN) {
            request.completeForgotten(ended, bytes);
            return;
        }
        request.recorder().request(RequestLabels.TARGET_COMPLETED, request.requestId(), ended, bytes);
        var outcome = new CompletionResult(ended, bytes, irp.format());
        params = outcome;
        format = null;
        IRequestCallbackRequestCompletion callback = completionCallback;
        Object context = completionContext;
        completionCallback = null;
        boolean back = request.transition(RequestState.SENT, RequestState.DELIVERED); // not if terminated meanwhile
        if (back && callback != null) {
            request.space()
                    .calls()
                    .call(
                            "OnCompletion",
                            request,
                            () -> callback.onCompletion(request, irp.target(), outcome, context));
        }
    }
}
