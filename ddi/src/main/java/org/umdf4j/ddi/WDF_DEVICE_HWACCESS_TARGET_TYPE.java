package org.umdf4j.ddi;

/**
 * What a call of {@link IWDFDevice#readFromHardware} or {@link IWDFDevice#writeToHardware} reaches.
 *
 * <p>Source: wudfddi_types, WDF_DEVICE_HWACCESS_TARGET_TYPE.
 */
public enum WDF_DEVICE_HWACCESS_TARGET_TYPE {
    /** WdfDeviceHwAccessTargetTypeInvalid: No target; never accepted. */
    INVALID(0),
    /** WdfDeviceHwAccessTargetTypeRegister: One memory-mapped register. */
    REGISTER(1),
    /** WdfDeviceHwAccessTargetTypeRegisterBuffer: Registers one after another, from or to a buffer. */
    REGISTER_BUFFER(2),
    /** WdfDeviceHwAccessTargetTypePort: One I/O port. */
    PORT(3),
    /** WdfDeviceHwAccessTargetTypePortBuffer: One I/O port again and again, from or to a buffer. */
    PORT_BUFFER(4),
    /** WdfDeviceHwAccessTargetTypeMaximum: Upper bound; never accepted. */
    MAXIMUM(5);

    private final int value;

    WDF_DEVICE_HWACCESS_TARGET_TYPE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
