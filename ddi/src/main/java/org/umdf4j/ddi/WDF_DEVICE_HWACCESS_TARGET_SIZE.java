package org.umdf4j.ddi;

/**
 * How wide one access to a register or port is.
 *
 * <p>Source: wudfddi_types, WDF_DEVICE_HWACCESS_TARGET_SIZE.
 */
public enum WDF_DEVICE_HWACCESS_TARGET_SIZE {
    /** WdfDeviceHwAccessTargetSizeInvalid: No size; never accepted. */
    INVALID(0),
    /** WdfDeviceHwAccessTargetSizeUchar: 8 bits. */
    UCHAR(1),
    /** WdfDeviceHwAccessTargetSizeUshort: 16 bits. */
    USHORT(2),
    /** WdfDeviceHwAccessTargetSizeUlong: 32 bits. */
    ULONG(3),
    /** WdfDeviceHwAccessTargetSizeUlong64: 64 bits; registers only. */
    ULONG64(4),
    /** WdfDeviceHwAccessTargetSizeMaximum: Upper bound; never accepted. */
    MAXIMUM(5);

    private final int value;

    WDF_DEVICE_HWACCESS_TARGET_SIZE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
