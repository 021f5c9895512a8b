package org.umdf4j.framework.pnp;

import java.util.EnumSet;
import java.util.Set;

/** What moves a device's power machine: requests of the Plug and Play machine and the stack, and outcomes. */
enum PowerEvent {
    /** Start or restart after a rebalance: to D0. */
    POWER_UP("power up"),
    /** The system sleeps: to a low-power state. */
    SLEEP("sleep"),
    /** The system is back: to D0. */
    WAKE("wake"),
    /** Removal, rebalance, shutdown: D0 is left for good. */
    POWER_OFF("power off"),
    SUCCEEDED("succeeded"),
    REFUSED("refused"),
    ASLEEP("asleep"),
    POWERED_OFF("powered off"),
    DONE("done");

    /** The events only actions produce. */
    static final Set<PowerEvent> OUTCOMES = EnumSet.of(SUCCEEDED, REFUSED, ASLEEP, POWERED_OFF, DONE);

    private final String label;

    PowerEvent(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
