package org.umdf4j.ddi;

/**
 * Which kind of property store is meant.
 *
 * <p>Part of {@link WDF_PROPERTY_STORE_ROOT}. Source: wudfddi_types, WDF_PROPERTY_STORE_ROOT_CLASS.
 */
public enum WDF_PROPERTY_STORE_ROOT_CLASS {
    /** WdfPropertyStoreRootClassHardwareKey: What is kept for the device. */
    HARDWARE_KEY(0),
    /** WdfPropertyStoreRootClassSoftwareKey: What is kept for the driver. */
    SOFTWARE_KEY(1),
    /** WdfPropertyStoreRootClassDeviceInterfaceKey: What is kept for one device interface. */
    DEVICE_INTERFACE_KEY(2),
    /** WdfPropertyStoreRootClassLegacyHardwareKey: A map of devices by their ports, for old technologies. */
    LEGACY_HARDWARE_KEY(3);

    private final int value;

    WDF_PROPERTY_STORE_ROOT_CLASS(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
