package org.umdf4j.ddi;

/**
 * How a driver reaches the data of a request.
 *
 * <p>A preference in {@link IWDFDeviceInitialize#setIoTypePreference}, a fact in
 * {@link IWDFDevice#getDeviceStackIoTypePreference} and {@link IWDFIoRequest#getEffectiveIoType}. Rules:
 * MEM-9, MEM-10. Source: wudfddi_types, WDF_DEVICE_IO_TYPE.
 */
public enum WDF_DEVICE_IO_TYPE {
    /** WdfDeviceIoUndefined: Reserved. */
    UNDEFINED(0),
    /** WdfDeviceIoNeither: Not supported in UMDF 1.x. */
    NEITHER(1),
    /**
     * WdfDeviceIoBuffered: Through a buffer of the framework's; input and output of a control request are two
     * buffers (MEM-10).
     */
    BUFFERED(2),
    /** WdfDeviceIoDirect: In the memory of the caller. */
    DIRECT(3),
    /** WdfDeviceIoBufferedOrDirect: Either way; the whole stack decides (MEM-9). */
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
