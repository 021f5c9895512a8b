package org.umdf4j.ddi;

/**
 * What a request asks for.
 *
 * <p>Rules: RT-1 to RT-6, REQ-12. Source: wudfddi_types, WDF_REQUEST_TYPE.
 */
public enum WDF_REQUEST_TYPE {
    /** WdfRequestUndefined: Type not set. */
    UNDEFINED(0),
    /** WdfRequestCreate: A program opens the device; comes with a new file object (FIL-1). */
    CREATE(1),
    /**
     * WdfRequestCleanup: The last handle of a file object was closed, I/O may remain. Not delivered to queues
     * (FIL-4).
     */
    CLEANUP(2),
    /** WdfRequestRead: Read. */
    READ(3),
    /** WdfRequestWrite: Write. */
    WRITE(4),
    /** WdfRequestDeviceIoControl: Device control. */
    DEVICE_IO_CONTROL(5),
    /** WdfRequestClose: A file object is finished, no I/O remains. Not delivered to queues (FIL-4). */
    CLOSE(6),
    /** WdfRequestUsb: USB request; seen in completion parameters. */
    USB(7),
    /** WdfRequestOther: Internal use. */
    OTHER(8),
    /** WdfRequestInternalIoctl: Internal use. */
    INTERNAL_IOCTL(9),
    /** WdfRequestTypeNoFormat: Request not formatted yet. */
    TYPE_NO_FORMAT(10),
    /**
     * WdfRequestFlushBuffers: Make what was written durable; arrives at the default handler of the default
     * queue (RT-6).
     */
    FLUSH_BUFFERS(11),
    /**
     * WdfRequestQueryInformation: Ask for file information; arrives at the default handler of the default
     * queue (RT-6).
     */
    QUERY_INFORMATION(12),
    /**
     * WdfRequestSetInformation: Set file information; arrives at the default handler of the default queue
     * (RT-6).
     */
    SET_INFORMATION(13),
    /** WdfRequestMaximum: Upper bound, not a type (11 in the 1.5 header). */
    MAXIMUM(14);

    private final int value;

    WDF_REQUEST_TYPE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
