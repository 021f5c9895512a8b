package org.umdf4j.ddi;

/** WDF_IO_QUEUE_STATE. */
public enum WDF_IO_QUEUE_STATE {
    /** WdfIoQueueAcceptRequests: Queue takes new requests; when clear, automatic ones are canceled and forwarding is refused as busy. */
    ACCEPT_REQUESTS(0x1),
    /** WdfIoQueueDispatchRequests: Queue hands requests to the driver; when clear, manual retrieval is still allowed. */
    DISPATCH_REQUESTS(0x2),
    /** WdfIoQueueNoRequests: Queue holds no requests. */
    NO_REQUESTS(0x4),
    /** WdfIoQueueDriverNoRequests: Driver holds no requests taken from the queue. */
    DRIVER_NO_REQUESTS(0x8),
    /** WdfIoQueuePnpHeld: Queue is held back by a PnP or power event. */
    PNP_HELD(0x10);

    private final int value;

    WDF_IO_QUEUE_STATE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
