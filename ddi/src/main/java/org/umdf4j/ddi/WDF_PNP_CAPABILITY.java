package org.umdf4j.ddi;

/**
 * A capability that a device reports to the PnP manager.
 *
 * <p>Set before the device exists with {@link IWDFDeviceInitialize#setPnpCapability}. Rules: DEV-5. Source:
 * wudfddi_types, WDF_PNP_CAPABILITY.
 */
public enum WDF_PNP_CAPABILITY {
    /** WdfPnpCapInvalid: Not a capability. */
    INVALID(0),
    /** WdfPnpCapLockSupported: Device can be locked in its slot. */
    LOCK_SUPPORTED(1),
    /** WdfPnpCapEjectSupported: Device can be ejected from its slot. */
    EJECT_SUPPORTED(2),
    /** WdfPnpCapRemovable: Device can be removed while running. */
    REMOVABLE(3),
    /** WdfPnpCapDockDevice: Device is a docking station. */
    DOCK_DEVICE(4),
    /** WdfPnpCapSurpriseRemovalOk: Device may be pulled without notice. */
    SURPRISE_REMOVAL_OK(5),
    /** WdfPnpCapNoDisplayInUI: Device may be hidden from the device manager. */
    NO_DISPLAY_IN_UI(6),
    /** WdfPnpCapMaximum: Upper bound, not a capability. */
    MAXIMUM(7);

    private final int value;

    WDF_PNP_CAPABILITY(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
