package org.umdf4j.framework.pnp;

import java.util.EnumSet;
import java.util.Set;

/** What moves a device's power machine: requests of the Plug and Play machine and the stack, and outcomes. */
enum PowerEvent {
    /** Start or restart after a rebalance: to D0. */
    POWER_UP("power up"),
    /** The system sleeps: to a low-power state. */
    SLEEP("sleep"),
    /** The device is idle, or stays so when the system is back: to a low-power state. */
    IDLE("idle"),
    /** The system is back, or the idle device is needed: to D0. */
    WAKE("wake"),
    /** Removal, rebalance, shutdown: D0 is left for good. */
    POWER_OFF("power off"),
    SUCCEEDED("succeeded"),
    REFUSED("refused"),
    WAKE_WANTED("wake wanted"),
    ARMED("armed"),
    ASLEEP("asleep"),
    ASLEEP_ARMED("asleep, armed"),
    IDLE_REACHED("idle reached"),
    IDLE_REACHED_ARMED("idle reached, armed"),
    POWERED_OFF("powered off"),
    DONE("done");

    /** The events only actions produce. */
    static final Set<PowerEvent> OUTCOMES = EnumSet.of(
            SUCCEEDED,
            REFUSED,
            WAKE_WANTED,
            ARMED,
            ASLEEP,
            ASLEEP_ARMED,
            IDLE_REACHED,
            IDLE_REACHED_ARMED,
            POWERED_OFF,
            DONE);

    private final String label;

    PowerEvent(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
