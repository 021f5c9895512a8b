package org.umdf4j.ddi;

/**
 * Which processors a driver would have handle an interrupt.
 *
 * <p>Source: wudfinterrupt, WDF_INTERRUPT_POLICY.
 */
public enum WDF_INTERRUPT_POLICY {
    /** WdfIrqPolicyMachineDefault: As the system likes. */
    MACHINE_DEFAULT(0),
    /** WdfIrqPolicyAllCloseProcessors: All processors near the device. */
    ALL_CLOSE_PROCESSORS(1),
    /** WdfIrqPolicyOneCloseProcessor: One processor near the device. */
    ONE_CLOSE_PROCESSOR(2),
    /** WdfIrqPolicyAllProcessorsInMachine: Any processor. */
    ALL_PROCESSORS_IN_MACHINE(3),
    /** WdfIrqPolicySpecifiedProcessors: Only the processors given. */
    SPECIFIED_PROCESSORS(4),
    /** WdfIrqPolicySpreadMessagesAcrossAllProcessors: Each message on another processor. */
    SPREAD_MESSAGES_ACROSS_ALL_PROCESSORS(5);

    private final int value;

    WDF_INTERRUPT_POLICY(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
