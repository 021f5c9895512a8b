package org.umdf4j.ddi;

/** WDF_DEVICE_IO_BUFFER_RETRIEVAL. */
public enum WDF_DEVICE_IO_BUFFER_RETRIEVAL {
    /** WdfDeviceIoBufferRetrievalInvalid: Reserved. */
    INVALID(0),
    /** WdfDeviceIoBufferRetrievalCopyImmediately: Buffers brought in when the request arrives; failure completes the request before the driver sees it (default, pre-1.9 behavior). */
    COPY_IMMEDIATELY(1),
    /** WdfDeviceIoBufferRetrievalDeferred: Buffers brought in on first access; failure is returned to the driver; needed for direct access. */
    DEFERRED(2),
    /** WdfDeviceIoBufferRetrievalMaximum: Upper bound. */
    MAXIMUM(3);

    private final int value;

    WDF_DEVICE_IO_BUFFER_RETRIEVAL(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
