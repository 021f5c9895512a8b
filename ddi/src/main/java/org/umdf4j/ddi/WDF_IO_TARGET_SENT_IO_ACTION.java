package org.umdf4j.ddi;

/**
 * What becomes of the requests an I/O target holds when it is stopped.
 *
 * <p>Rules: TGT-3, TGT-4. Source: wudfddi_types, WDF_IO_TARGET_SENT_IO_ACTION.
 */
public enum WDF_IO_TARGET_SENT_IO_ACTION {
    /** WdfIoTargetSentIoUndefined: Not an action. */
    SENT_IO_UNDEFINED(0),
    /** WdfIoTargetCancelSentIo: They are canceled, and the stop waits until all have come back. */
    CANCEL_SENT_IO(1),
    /**
     * WdfIoTargetWaitForSentIoToComplete: The stop waits until those sent have come back. Not from a request
     * handler or a completion callback (TGT-4).
     */
    WAIT_FOR_SENT_IO_TO_COMPLETE(2),
    /** WdfIoTargetLeaveSentIoPending: They stay where they are, and the stop waits for nothing. */
    LEAVE_SENT_IO_PENDING(3),
    /** WdfIoTargetSentIoMaximum: Upper bound, not an action. */
    SENT_IO_MAXIMUM(4);

    private final int value;

    WDF_IO_TARGET_SENT_IO_ACTION(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
