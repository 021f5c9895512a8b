package org.umdf4j.ddi;

/** WDF_REQUEST_TYPE. */
public enum WDF_REQUEST_TYPE {
    /** WdfRequestUndefined: Type not set. */
    UNDEFINED(0),
    /** WdfRequestCreate: Open of the device; comes with a new file object. */
    CREATE(1),
    /** WdfRequestCleanup: Last handle of a file was closed, I/O may remain. */
    CLEANUP(2),
    /** WdfRequestRead: Read. */
    READ(3),
    /** WdfRequestWrite: Write. */
    WRITE(4),
    /** WdfRequestDeviceIoControl: Device control. */
    DEVICE_IO_CONTROL(5),
    /** WdfRequestClose: File is finished, no I/O remains. */
    CLOSE(6),
    /** WdfRequestUsb: USB request; seen in completion parameters. */
    USB(7),
    /** WdfRequestOther: Internal use. */
    OTHER(8),
    /** WdfRequestInternalIoctl: Internal use. */
    INTERNAL_IOCTL(9),
    /** WdfRequestTypeNoFormat: Request not formatted yet. */
    TYPE_NO_FORMAT(10),
    /** WdfRequestFlushBuffers: Flush; arrives at the default handler. */
    FLUSH_BUFFERS(11),
    /** WdfRequestQueryInformation: Query file information; arrives at the default handler. */
    QUERY_INFORMATION(12),
    /** WdfRequestSetInformation: Set file information; arrives at the default handler. */
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
