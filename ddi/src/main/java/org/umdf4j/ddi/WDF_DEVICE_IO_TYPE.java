package org.umdf4j.ddi;

/** WDF_DEVICE_IO_TYPE. */
public enum WDF_DEVICE_IO_TYPE {
    /** WdfDeviceIoUndefined: Reserved. */
    UNDEFINED(0),
    /** WdfDeviceIoNeither: Not supported in UMDF 1.x. */
    NEITHER(1),
    /** WdfDeviceIoBuffered: Data copied through a framework buffer. */
    BUFFERED(2),
    /** WdfDeviceIoDirect: Driver sees the caller memory. */
    DIRECT(3),
    /** WdfDeviceIoBufferedOrDirect: Driver copes with both; stack decides. */
    BUFFERED_OR_DIRECT(4),
    /** WdfDeviceIoMaximum: Upper bound. */
    MAXIMUM(5);

    private final int value;

    WDF_DEVICE_IO_TYPE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
