package org.umdf4j.ddi;

/** WDF_CALLBACK_CONSTRAINT. */
public enum WDF_CALLBACK_CONSTRAINT {
    /** None: Framework serializes nothing; driver synchronizes itself. */
    NONE(0),
    /** WdfDeviceLevel: At most one I/O callback of the device runs at a time (default); PnP and power callbacks are outside it. */
    DEVICE_LEVEL(1),
    /** WdfLevelReserved: Reserved. */
    LEVEL_RESERVED(2),
    /** WdfLevelMaximum: Upper bound, not a mode. */
    LEVEL_MAXIMUM(3);

    private final int value;

    WDF_CALLBACK_CONSTRAINT(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
