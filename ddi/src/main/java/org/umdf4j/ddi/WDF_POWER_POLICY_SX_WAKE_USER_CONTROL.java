package org.umdf4j.ddi;

/**
 * Whether the user may turn a device's waking of the system on and off.
 *
 * <p>Source: wudfddi_types, WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.
 */
public enum WDF_POWER_POLICY_SX_WAKE_USER_CONTROL {
    /** WakeUserControlInvalid: Not for drivers. */
    USER_CONTROL_INVALID(0),
    /** WakeDoNotAllowUserControl: The driver alone decides. */
    DO_NOT_ALLOW_USER_CONTROL(1),
    /** WakeAllowUserControl: The user may decide. */
    ALLOW_USER_CONTROL(2);

    private final int value;

    WDF_POWER_POLICY_SX_WAKE_USER_CONTROL(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
