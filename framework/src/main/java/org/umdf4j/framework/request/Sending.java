package org.umdf4j.framework.request;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.Requestor;

/**
 * What a request has only once its driver sends it on: the format, the completion callback, the IRP below and how that
 * ended (section 15). Written by whoever owns the request; the volatile fields are read by cancelling threads.
 */
final class Sending {
    private final WdfIoRequest request;
    private boolean formatted;
    private @Nullable IRequestCallbackRequestCompletion completionCallback;
    private @Nullable Object completionContext;
    private @Nullable SendTarget target;
    private @Nullable Params params;
    private HResult status = HResult.S_OK;
    private volatile @Nullable Irp lower;
    private volatile boolean cancelRequested;

    Sending(WdfIoRequest request) {
        this.request = request;
    }

    void format() {
        formatted = true;
    }

    /** The callback serves one completion (SND-16). */
    void setCompletionCallback(@Nullable IRequestCallbackRequestCompletion callback, @Nullable Object context) {
        completionCallback = callback;
        completionContext = context;
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
    Params params() {
        return params;
    }

    /** Send: passes the request on, perhaps to its completion, on the caller's thread. */
    void send(IWDFIoTarget ioTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags) {
        try {
            SendTarget checked = check(ioTarget, flags);
            var irp = new LowerIrp(request);
            target = checked;
            params = null;
            cancelRequested = false;
            lower = irp;
            request.leaveFor(flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET));
            irp.enter();
            checked.submit(irp);
            if (request.isIrpCanceled()) {
                irp.cancel(); // it may have come before the lower IRP could be found
            }
        } catch (WdfException failure) {
            status = failure.status();
            throw failure;
        }
    }

    private SendTarget check(IWDFIoTarget ioTarget, Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> flags) {
        boolean forget = flags.contains(WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET);
        if (forget ? flags.size() > 1 : !flags.isEmpty()) {
            throw new WdfException(
                    forget ? HResult.E_INVALIDARG : HResult.STATUS_NOT_SUPPORTED,
                    "send with " + flags + ": SEND_AND_FORGET stands alone, the others come with I/O targets (SND-5)");
        }
        if (!(ioTarget instanceof SendTarget checked)) {
            throw new WdfException(HResult.E_INVALIDARG, "the I/O target does not belong to this framework");
        }
        if (!forget && !formatted) {
            throw new WdfException(
                    HResult.STATUS_REQUEST_NOT_ACCEPTED, "send without formatUsingCurrentType before it (SND-1)");
        }
        if (!forget && completionCallback == null) {
            throw new WdfException(
                    HResult.STATUS_INVALID_DEVICE_REQUEST,
                    "send without a completion callback: nobody could complete the request (SND-7)");
        }
        return checked;
    }

    /** Cancels the IRP below; false if there is none any more. */
    boolean cancelLower() {
        Irp sent = lower;
        if (sent == null || sent.isEnded()) {
            return false;
        }
        sent.cancel();
        return true;
    }

    /** CancelSentRequest (SND-11). */
    boolean cancelAsDriverAsked() {
        cancelRequested = true;
        return cancelLower();
    }

    /** The IRP below has ended: the driver owns the request again and hears of it, unless it was sent and forgotten. */
    private void lowerEnded(HResult ended, long bytes) {
        lower = null;
        status = ended;
        if (request.completeIfForgotten(ended, bytes)) {
            return;
        }
        request.recorder().request(RequestLabels.TARGET_COMPLETED, request.requestId(), ended, bytes);
        var outcome = new Params(ended, bytes, request.getType());
        params = outcome;
        formatted = false;
        IRequestCallbackRequestCompletion callback = completionCallback;
        SendTarget sentTo = target;
        completionCallback = null;
        boolean back = request.transition(RequestState.SENT, RequestState.DELIVERED); // not if terminated meanwhile
        if (back && callback != null && sentTo != null) {
            Object context = completionContext;
            request.space()
                    .calls()
                    .call("OnCompletion", request, () -> callback.onCompletion(request, sentTo, outcome, context));
        }
    }

    record Params(HResult completionStatus, long information, WDF_REQUEST_TYPE type)
            implements IWDFRequestCompletionParams {
        @Override
        public HResult getCompletionStatus() {
            return completionStatus;
        }

        @Override
        public long getInformation() {
            return information;
        }

        @Override
        public WDF_REQUEST_TYPE getCompletedRequestType() {
            return type;
        }
    }

    /** The IRP that carries a sent request to the next lower owner, on the same buffers. */
    private final class LowerIrp extends Irp {
        LowerIrp(WdfIoRequest upper) {
            super(upper.irp.file(), upper.irp.parameters(), upper.irp.input(), upper.irp.output());
        }

        @Override
        public Requestor requestor() {
            return request.irp.requestor();
        }

        @Override
        public boolean isFrom32BitProcess() {
            return request.isFrom32BitProcess();
        }

        @Override
        public boolean isFromUserModeDriver() {
            return request.getUserModeDriverInitiatedIo();
        }

        @Override
        public Optional<UUID> activityId() {
            return request.retrieveActivityId();
        }

        @Override
        protected void onCompleted(HResult ended, long bytes) {
            lowerEnded(ended, bytes);
        }
    }
}
