package org.umdf4j.framework.pnp;

import java.util.EnumSet;
import java.util.Set;

/** What moves the power policy machine: the stack's operations, what happens to the device, and outcomes. */
enum PolicyEvent {
    /** The whole stack has been started. */
    STARTED("started"),
    /** What keeps the device busy may have changed, or time has passed. */
    RECONSIDER("reconsider"),
    /** The stack carries out the idle power-down that was asked for. */
    DOWN_BEGINS("power-down begins"),
    /** The whole stack is in Dx. */
    DOWN_ENDED("power-down ended"),
    /** The stack carries out the power-up that was asked for. */
    UP_GRANTED("power-up granted"),
    /** The stack returns an idle device to D0, asked for or not. */
    UP_BEGINS("power-up begins"),
    /** The whole stack is back in D0. */
    UP_ENDED("power-up ended"),
    /** The system goes to sleep. */
    SYSTEM_SLEEPS("system sleeps"),
    /** The system is back; the stack is in D0 unless it was idle and stays so. */
    SYSTEM_BACK("system back"),
    /** The device is stopped, removed or has failed. */
    STOP("stop"),
    YES("yes"),
    NO("no"),
    DONE("done");

    /** The events only actions produce. */
    static final Set<PolicyEvent> OUTCOMES = EnumSet.of(YES, NO, DONE);

    private final String label;

    PolicyEvent(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
