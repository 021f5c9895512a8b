package org.umdf4j.ddi;

/**
 * A device's power state, as the D0 callbacks of {@link IPnpCallback} see it.
 *
 * <p>Rules: PNP-9, PWR-5, PWR-6. Source: wudfddi_types, WDF_POWER_DEVICE_STATE.
 */
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
    /**
     * WdfPowerDeviceD3Final: D3 for removal, rebalance, a failed start or system shutdown (PWR-5); also the
     * state before the first D0 (PNP-9).
     */
    D3_FINAL(5),
    /**
     * WdfPowerDevicePrepareForHibernation: Device holds the hibernation file: keep it powered while the
     * system goes to S4.
     */
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
