package org.umdf4j.ddi;

/** WDF_POWER_DEVICE_STATE. */
public enum WDF_POWER_DEVICE_STATE {
    /** WdfPowerDeviceInvalid: Unknown or invalid. */
    INVALID(0),
    /** WdfPowerDeviceD0: D0, working. */
    D0(1),
    /** WdfPowerDeviceD1: D1, light sleep. */
    D1(2),
    /** WdfPowerDeviceD2: D2, deeper sleep. */
    D2(3),
    /** WdfPowerDeviceD3: D3, off or nearly off. */
    D3(4),
    /** WdfPowerDeviceD3Final: D3 for the last time: shutdown or removal; device may be gone already. */
    D3_FINAL(5),
    /** WdfPowerDevicePrepareForHibernation: Device holds the hibernation file: keep it powered while the system goes to S4. */
    PREPARE_FOR_HIBERNATION(6),
    /** WdfPowerDeviceMaximum: Upper bound, not a state. */
    MAXIMUM(7);

    private final int value;

    WDF_POWER_DEVICE_STATE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
