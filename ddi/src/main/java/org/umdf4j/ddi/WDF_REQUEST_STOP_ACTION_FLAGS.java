package org.umdf4j.ddi;

/** WDF_REQUEST_STOP_ACTION_FLAGS. */
public enum WDF_REQUEST_STOP_ACTION_FLAGS {
    /** WdfRequestStopActionInvalid: No action (never sent). */
    INVALID(0x0),
    /** WdfRequestStopActionSuspend: Device is being suspended. */
    SUSPEND(0x1),
    /** WdfRequestStopActionPurge: Device and queue are being removed. */
    PURGE(0x2),
    /** WdfRequestStopRequestCancelable: Modifier: request is currently marked cancelable. */
    REQUEST_CANCELABLE(0x10000000);

    private final int value;

    WDF_REQUEST_STOP_ACTION_FLAGS(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
