package org.umdf4j.ddi;

/**
 * A PnP property that a driver sets on its own device.
 *
 * <p>Set with {@link IWDFDevice#setPnpState}, published by {@link IWDFDevice#commitPnpState}. Rules: DEV-1 to
 * DEV-4, PNP-12. Source: wudfddi_types, WDF_PNP_STATE.
 */
public enum WDF_PNP_STATE {
    /** WdfPnpStateInvalid: Not a property. */
    INVALID(0),
    /** WdfPnpStateDisabled: Property: device is disabled. */
    DISABLED(1),
    /**
     * WdfPnpStateFailed: Property: the device is there but has failed. Committed as true, it takes the device
     * through the teardown of a surprise removal (DEV-2).
     */
    FAILED(2),
    /** WdfPnpStateRemoved: Property: the device is gone (DEV-4). */
    REMOVED(3),
    /**
     * WdfPnpStateResourcesChanged: Property: the device needs other resources; asks for a rebalance (DEV-4).
     */
    RESOURCES_CHANGED(4),
    /** WdfPnpStateDontDisplayInUI: Property: hide from the device manager. */
    DONT_DISPLAY_IN_UI(5),
    /**
     * WdfPnpStateNotDisableable: Property: the user may not disable the device. Removal queries are refused
     * without asking the driver (DEV-4).
     */
    NOT_DISABLEABLE(6),
    /** WdfPnpStateMaximum: Upper bound, not a property. */
    MAXIMUM(7);

    private final int value;

    WDF_PNP_STATE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
