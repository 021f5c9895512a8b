package org.umdf4j.ddi;

/**
 * Idle timeouts with a meaning of their own.
 *
 * <p>Source: wudfddi_types, WDF_POWER_POLICY_IDLE_TIMEOUT_CONSTANTS.
 */
public enum WDF_POWER_POLICY_IDLE_TIMEOUT_CONSTANTS {
    /** IdleTimeoutDefaultConstant: The framework's default, five seconds. */
    DEFAULT_CONSTANT(0);

    private final int value;

    WDF_POWER_POLICY_IDLE_TIMEOUT_CONSTANTS(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
