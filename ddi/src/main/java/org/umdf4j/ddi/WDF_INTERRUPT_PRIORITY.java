package org.umdf4j.ddi;

/**
 * How urgent an interrupt is to its driver.
 *
 * <p>Source: wudfinterrupt, WDF_INTERRUPT_PRIORITY.
 */
public enum WDF_INTERRUPT_PRIORITY {
    /** WdfIrqPriorityUndefined: Not given. */
    UNDEFINED(0),
    /** WdfIrqPriorityLow: Can wait. */
    LOW(1),
    /** WdfIrqPriorityNormal: Ordinary. */
    NORMAL(2),
    /** WdfIrqPriorityHigh: Urgent. */
    HIGH(3);

    private final int value;

    WDF_INTERRUPT_PRIORITY(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
