package org.umdf4j.ddi;

/** WDF_REQUEST_SEND_OPTIONS_FLAGS. */
public enum WDF_REQUEST_SEND_OPTIONS_FLAGS {
    /** WDF_REQUEST_SEND_OPTION_TIMEOUT: Timeout argument of Send applies. */
    TIMEOUT(0x1),
    /** WDF_REQUEST_SEND_OPTION_SYNCHRONOUS: Send returns only when the request is complete. */
    SYNCHRONOUS(0x2),
    /** WDF_REQUEST_SEND_OPTION_IGNORE_TARGET_STATE: Send even to a stopped target instead of queueing there. */
    IGNORE_TARGET_STATE(0x4),
    /** WDF_REQUEST_SEND_OPTION_SEND_AND_FORGET: No completion wanted; target completes the request for good; only with the impersonation flags; not with file-handle targets. */
    SEND_AND_FORGET(0x8),
    /** WDF_REQUEST_SEND_OPTION_IMPERSONATE_CLIENT: For create requests: try to pass the client identity on. */
    IMPERSONATE_CLIENT(0x10000),
    /** WDF_REQUEST_SEND_OPTION_IMPERSONATION_IGNORE_FAILURE: Go on if impersonation fails; only together with IMPERSONATE_CLIENT. */
    IMPERSONATION_IGNORE_FAILURE(0x20000);

    private final int value;

    WDF_REQUEST_SEND_OPTIONS_FLAGS(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
