package org.umdf4j.ddi;

/** WDF_PNP_STATE. */
public enum WDF_PNP_STATE {
    /** WdfPnpStateInvalid: Not a property. */
    INVALID(0),
    /** WdfPnpStateDisabled: Property: device is disabled. */
    DISABLED(1),
    /** WdfPnpStateFailed: Property: device is present but failed. */
    FAILED(2),
    /** WdfPnpStateRemoved: Property: device is gone. */
    REMOVED(3),
    /** WdfPnpStateResourcesChanged: Property: resource needs changed. */
    RESOURCES_CHANGED(4),
    /** WdfPnpStateDontDisplayInUI: Property: hide from the device manager. */
    DONT_DISPLAY_IN_UI(5),
    /** WdfPnpStateNotDisableable: Property: user may not disable the device. */
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
