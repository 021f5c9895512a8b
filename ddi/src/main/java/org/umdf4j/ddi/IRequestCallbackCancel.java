package org.umdf4j.ddi;

/**
 * Told that a request which the driver had marked cancelable was canceled. Given to
 * {@link IWDFIoRequest#markCancelable}; one object serves all requests of a queue (CAN-7).
 *
 * <p>Source: wudfddi, IRequestCallbackCancel.
 */
@FunctionalInterface
public interface IRequestCallbackCancel {
    /**
     * Called once for a canceled request, also when its device is out of D0 (CAN-13), but never during a
     * round of {@link IQueueCallbackIoStop#onIoStop} calls of its queue (CAN-14). The driver owns the
     * request, which is no longer marked, and must complete it with {@link HResult#ERROR_OPERATION_ABORTED},
     * here or later (CAN-11). Under the callback lock.
     *
     * <p>Rules: CAN-5, CAN-6, CAN-9, CAN-11, CAN-13 to CAN-15. Source: wudfddi,
     * IRequestCallbackCancel::OnCancel.
     */
    void onCancel(IWDFIoRequest wdfRequest);
}
