package org.umdf4j.ddi;

/**
 * How a queue hands its requests to the driver; fixed when the queue is created.
 *
 * <p>Rules: DSP-1 to DSP-4, Q-2, Q-3. Source: wudfddi_types, WDF_IO_QUEUE_DISPATCH_TYPE; guide page
 * Configuring Dispatch Mode for an I/O Queue.
 */
public enum WDF_IO_QUEUE_DISPATCH_TYPE {
    /**
     * WdfIoQueueDispatchSequential: One at a time: the next is delivered once the driver has completed,
     * requeued or forwarded the last; sending it on does not count (DSP-1).
     */
    SEQUENTIAL(1),
    /** WdfIoQueueDispatchParallel: As they arrive, without a limit but the callback lock (DSP-2). */
    PARALLEL(2),
    /** WdfIoQueueDispatchManual: Not at all: the driver retrieves them itself (DSP-3). */
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
