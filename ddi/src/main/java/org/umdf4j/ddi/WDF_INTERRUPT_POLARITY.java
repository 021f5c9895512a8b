package org.umdf4j.ddi;

/**
 * Which level of the line means an interrupt.
 *
 * <p>Source: wudfinterrupt, WDF_INTERRUPT_POLARITY.
 */
public enum WDF_INTERRUPT_POLARITY {
    /** WdfInterruptPolarityUnknown: Not known. */
    UNKNOWN(0),
    /** WdfInterruptActiveHigh: Active when high. */
    ACTIVE_HIGH(1),
    /** WdfInterruptActiveLow: Active when low. */
    ACTIVE_LOW(2);

    private final int value;

    WDF_INTERRUPT_POLARITY(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
