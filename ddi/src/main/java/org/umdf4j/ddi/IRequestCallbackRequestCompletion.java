package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * Told that a request which the driver had sent to an I/O target is done there. Given to
 * {@link IWDFIoRequest#setCompletionCallback}.
 *
 * <p>Source: wudfddi, IRequestCallbackRequestCompletion.
 */
@FunctionalInterface
public interface IRequestCallbackRequestCompletion {
    /**
     * Called once per successful send, on the thread that completed the request below, also while the device
     * is out of D0 (STOP-27). The driver owns the request again and must complete it, or send it once more.
     * <b>Not</b> under the callback lock.
     *
     * <p>Rules: SND-2 to SND-4, SND-14 to SND-16, STOP-11, STOP-27. Source: wudfddi,
     * IRequestCallbackRequestCompletion::OnCompletion.
     *
     * @param params the result; valid until the request is completed or sent again
     * @param context as given to {@link IWDFIoRequest#setCompletionCallback}
     */
    void onCompletion(
            IWDFIoRequest wdfRequest,
            IWDFIoTarget ioTarget,
            IWDFRequestCompletionParams params,
            @Nullable Object context);
}
