package org.umdf4j.ddi;

/** WDF_IO_QUEUE_DISPATCH_TYPE. */
public enum WDF_IO_QUEUE_DISPATCH_TYPE {
    /** WdfIoQueueDispatchSequential: One request at a time; next one after completion or forwarding. */
    SEQUENTIAL(1),
    /** WdfIoQueueDispatchParallel: Requests handed over as soon as they arrive. */
    PARALLEL(2),
    /** WdfIoQueueDispatchManual: Nothing handed over; driver pulls requests itself. */
    MANUAL(3),
    /** WdfIoQueueDispatchMaximum: Upper bound, not a mode. */
    MAXIMUM(4);

    private final int value;

    WDF_IO_QUEUE_DISPATCH_TYPE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
