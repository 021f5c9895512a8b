package org.umdf4j.ddi;

/**
 * The depth of a device's low-power state, as its power policy owner asks for it.
 *
 * <p>Source: wudfddi, DEVICE_POWER_STATE.
 */
public enum DEVICE_POWER_STATE {
    /** PowerDeviceUnspecified: Not given. */
    UNSPECIFIED(0),
    /** PowerDeviceD0: Working. */
    D0(1),
    /** PowerDeviceD1: D1. */
    D1(2),
    /** PowerDeviceD2: D2. */
    D2(3),
    /** PowerDeviceD3: D3. */
    D3(4),
    /** PowerDeviceMaximum: The deepest state from which the bus lets the device wake. */
    MAXIMUM(5);

    private final int value;

    DEVICE_POWER_STATE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
