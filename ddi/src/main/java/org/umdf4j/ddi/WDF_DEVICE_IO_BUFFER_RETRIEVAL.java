package org.umdf4j.ddi;

/**
 * When the framework brings a request's buffers to the driver.
 *
 * <p>Chosen with {@link IWDFDeviceInitialize#setIoTypePreference}. If one driver of a stack wants immediate
 * retrieval, all get it. Rules: MEM-8, MEM-9, Q-14. Source: wudfddi_types, WDF_DEVICE_IO_BUFFER_RETRIEVAL.
 */
public enum WDF_DEVICE_IO_BUFFER_RETRIEVAL {
    /** WdfDeviceIoBufferRetrievalInvalid: Reserved. */
    INVALID(0),
    /**
     * WdfDeviceIoBufferRetrievalCopyImmediately: When the request arrives; if that fails, the request is
     * completed and the driver never sees it. The default.
     */
    COPY_IMMEDIATELY(1),
    /**
     * WdfDeviceIoBufferRetrievalDeferred: When the driver first asks, and a failure goes to the driver.
     * Needed for direct access; the Retrieve methods only (MEM-8).
     */
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
