package org.umdf4j.benchmarks.inprocess;

import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/** The ways of a request through a device that are measured. */
public enum QueueKind {
    SEQUENTIAL(WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL),
    PARALLEL(WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL),
    /** The driver retrieves when the queue tells it that there is something. */
    MANUAL(WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL),
    /** As {@link #PARALLEL}, with callbacks serialized by the framework: the documented default. */
    LOCKED(WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL),
    /** As {@link #PARALLEL}, below a filter that sends each request on and completes it when it comes back. */
    FILTERED(WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL);

    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;

    QueueKind(WDF_IO_QUEUE_DISPATCH_TYPE dispatchType) {
        this.dispatchType = dispatchType;
    }

    WDF_IO_QUEUE_DISPATCH_TYPE dispatchType() {
        return dispatchType;
    }

    WDF_CALLBACK_CONSTRAINT constraint() {
        return this == LOCKED ? WDF_CALLBACK_CONSTRAINT.DEVICE_LEVEL : WDF_CALLBACK_CONSTRAINT.NONE;
    }
}
