package org.umdf4j.ddi;

/**
 * Where a request comes from: the kernel or a program.
 *
 * <p>The answer of {@link IWDFIoRequest#getRequestorMode}. Source: wudfddi_types, WDF_KPROCESSOR_MODE.
 */
public enum WDF_KPROCESSOR_MODE {
    /** WdfKProcessorModeInvalid: Reserved. */
    INVALID(0),
    /** WdfKernelMode: Sent by a kernel-mode driver. */
    KERNEL_MODE(1),
    /** WdfUserMode: Sent from user mode, by an application or by another UMDF driver. */
    USER_MODE(2),
    /** WdfKProcessorModeMaximum: Upper bound. */
    MAXIMUM(3);

    private final int value;

    WDF_KPROCESSOR_MODE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
