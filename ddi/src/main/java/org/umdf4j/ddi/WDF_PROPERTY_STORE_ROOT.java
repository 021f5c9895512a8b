package org.umdf4j.ddi;

import java.util.Optional;
import java.util.UUID;

/**
 * Which property store is meant; made by the methods below, one for each class. Source: wudfddi_types,
 * WDF_PROPERTY_STORE_ROOT.
 *
 * @param rootClass what kind of store
 * @param name the service of a hardware key or the map of a legacy hardware key; empty for the calling driver's own
 * @param interfaceGuid the interface of a device interface key
 * @param referenceString its reference string, if it was created with one
 */
public record WDF_PROPERTY_STORE_ROOT(
        WDF_PROPERTY_STORE_ROOT_CLASS rootClass,
        Optional<String> name,
        Optional<UUID> interfaceGuid,
        Optional<String> referenceString) {
    /** WDF_PROPERTY_STORE_HARDWARE_KEY_ROOT: what is kept for the device itself; read only. */
    public static final String HARDWARE_KEY_ROOT = "\\";

    /** The device's store of the calling driver. */
    public static WDF_PROPERTY_STORE_ROOT hardwareKey() {
        return new WDF_PROPERTY_STORE_ROOT(
                WDF_PROPERTY_STORE_ROOT_CLASS.HARDWARE_KEY, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The device's store of a service, or {@link #HARDWARE_KEY_ROOT}. */
    public static WDF_PROPERTY_STORE_ROOT hardwareKey(String serviceName) {
        return new WDF_PROPERTY_STORE_ROOT(
                WDF_PROPERTY_STORE_ROOT_CLASS.HARDWARE_KEY,
                Optional.of(serviceName),
                Optional.empty(),
                Optional.empty());
    }

    /** The store of the calling driver, the same for all its devices. */
    public static WDF_PROPERTY_STORE_ROOT softwareKey() {
        return new WDF_PROPERTY_STORE_ROOT(
                WDF_PROPERTY_STORE_ROOT_CLASS.SOFTWARE_KEY, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The store of a device interface that the driver has created. */
    public static WDF_PROPERTY_STORE_ROOT deviceInterfaceKey(UUID interfaceGuid, Optional<String> referenceString) {
        return new WDF_PROPERTY_STORE_ROOT(
                WDF_PROPERTY_STORE_ROOT_CLASS.DEVICE_INTERFACE_KEY,
                Optional.empty(),
                Optional.of(interfaceGuid),
                referenceString);
    }

    /** A map of devices by their ports. */
    public static WDF_PROPERTY_STORE_ROOT legacyHardwareKey(String legacyMapName) {
        return new WDF_PROPERTY_STORE_ROOT(
                WDF_PROPERTY_STORE_ROOT_CLASS.LEGACY_HARDWARE_KEY,
                Optional.of(legacyMapName),
                Optional.empty(),
                Optional.empty());
    }
}
