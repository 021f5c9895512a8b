package org.umdf4j.ddi;

/**
 * Whether an idle device can wake itself while the system works.
 *
 * <p>Source: wudfddi_types, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.
 */
public enum WDF_POWER_POLICY_S0_IDLE_CAPABILITIES {
    /** IdleCapsInvalid: Not for drivers. */
    CAPS_INVALID(0),
    /** IdleCannotWakeFromS0: Only requests and the driver bring the device back. */
    CANNOT_WAKE_FROM_S0(1),
    /** IdleCanWakeFromS0: The device can also signal. Not for USB. */
    CAN_WAKE_FROM_S0(2),
    /** IdleUsbSelectiveSuspend: A USB device that idles and can signal. */
    USB_SELECTIVE_SUSPEND(3);

    private final int value;

    WDF_POWER_POLICY_S0_IDLE_CAPABILITIES(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
