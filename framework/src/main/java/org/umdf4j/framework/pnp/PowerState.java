package org.umdf4j.framework.pnp;

/** Where one driver's device stands in power (section 2.2 of the contract, passing states included). */
public enum PowerState {
    OFF("off"),
    ENTERING_D0("entering D0"),
    ENABLING_INTERRUPTS("entering D0, interrupts enabled"),
    DISARMING_WAKE("entering D0, disarming wake"),
    RESUMING_QUEUES("entering D0, resuming queues"),
    STARTING_SELF_MANAGED_IO("entering D0, starting self-managed I/O"),
    D0("D0"),
    SUSPENDING_SELF_MANAGED_IO("leaving D0, suspending self-managed I/O"),
    HOLDING_QUEUES("leaving D0, holding queues"),
    ARMING_WAKE("leaving D0, arming wake"),
    DISARMING_AFTER_FAILURE("leaving D0, disarming after a failed arming"),
    DISABLING_INTERRUPTS("leaving D0, disabling interrupts"),
    LEAVING_D0("leaving D0"),
    DX_IDLE("Dx (idle)"),
    DX_IDLE_ARMED("Dx (idle, armed)"),
    DX_SLEEP("Dx (sleep)"),
    DX_SLEEP_ARMED("Dx (sleep, armed)"),
    UNDOING_HOLDING_QUEUES("undoing power-up, holding queues"),
    UNDOING_DISABLING_INTERRUPTS("undoing power-up, disabling interrupts"),
    UNDOING_D0("undoing power-up, leaving D0"),
    POWER_FAILED("power failed");

    private final String label;

    PowerState(String label) {
        this.label = label;
    }

    /** Whether the device is in Dx because the system sleeps. */
    public boolean isAsleep() {
        return this == DX_SLEEP || this == DX_SLEEP_ARMED;
    }

    /** Whether the device is in Dx because it is idle. */
    public boolean isIdle() {
        return this == DX_IDLE || this == DX_IDLE_ARMED;
    }

    @Override
    public String toString() {
        return label;
    }
}
