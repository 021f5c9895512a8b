package org.umdf4j.framework.request;

import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackRequestCompletion;
import org.umdf4j.ddi.IWDFRequestCompletionParams;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.irp.Irp;

/** What a request needs only when its driver sends it on. Written by whoever owns the request. */
final class Sending {
    boolean formatted;

    @Nullable
    IRequestCallbackRequestCompletion completionCallback;

    @Nullable
    Object completionContext;

    @Nullable
    SendTarget target;

    @Nullable
    Params params;

    HResult status = HResult.S_OK;

    /** The IRP below, while sent; read by the cancelling thread. */
    volatile @Nullable Irp lower;

    /** Whether the driver has called CancelSentRequest for the present send (STOP-5). */
    volatile boolean cancelRequested;

    /** Takes the completion callback: it serves one completion (SND-16). */
    @Nullable
    IRequestCallbackRequestCompletion takeCompletionCallback() {
        var callback = completionCallback;
        completionCallback = null;
        return callback;
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
}
