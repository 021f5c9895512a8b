package org.umdf4j.ddi;

/**
 * What an I/O target does with requests that are sent to it.
 *
 * <p>Rules: io-contract section 16. Source: wudfddi_types, WDF_IO_TARGET_STATE.
 */
public enum WDF_IO_TARGET_STATE {
    /** WdfIoTargetStateUndefined: Not a state. */
    STATE_UNDEFINED(0),
    /** WdfIoTargetStarted: Open; requests are passed on. */
    STARTED(1),
    /** WdfIoTargetStopped: Open; requests are kept until the target is started (TGT-11). */
    STOPPED(2),
    /** WdfIoTargetClosedForQueryRemove: Closed while its device may be removed; can be reopened (TGT-7). */
    CLOSED_FOR_QUERY_REMOVE(3),
    /** WdfIoTargetClosed: Not open. */
    CLOSED(4),
    /** WdfIoTargetDeleted: Gone with its device (TGT-6, TGT-10). */
    DELETED(5),
    /** WdfIoTargetStateMaximum: Upper bound, not a state. */
    STATE_MAXIMUM(6);

    private final int value;

    WDF_IO_TARGET_STATE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
