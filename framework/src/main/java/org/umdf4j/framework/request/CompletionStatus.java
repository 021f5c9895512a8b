package org.umdf4j.framework.request;

import org.umdf4j.ddi.HResult;

/** What a program sees of a driver's completion status (REQ-3, REQ-4). */
final class CompletionStatus {
    private static final int FRAMEWORK_FACILITY_MASK = 0xFFFF_0000;
    private static final int FRAMEWORK_FACILITY = 0xD020_0000;

    private CompletionStatus() {}

    /** Framework codes mean nothing to a program; everything else passes. */
    static HResult forClient(HResult status) {
        if ((status.value() & FRAMEWORK_FACILITY_MASK) != FRAMEWORK_FACILITY) {
            return status;
        }
        if (status.equals(HResult.STATUS_WDF_PAUSED) || status.equals(HResult.STATUS_WDF_BUSY)) {
            return HResult.STATUS_DEVICE_BUSY;
        }
        return status.equals(HResult.STATUS_WDF_INTERNAL_ERROR)
                ? HResult.STATUS_INTERNAL_ERROR
                : HResult.STATUS_INVALID_DEVICE_REQUEST;
    }
}
