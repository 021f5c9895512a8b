package org.umdf4j.framework.stack;

/** Where a whole device stack stands. Prints as a person would say it. */
public enum StackState {
    /** Every driver's OnDeviceAdd has succeeded; nothing is started. */
    ADDED("added"),
    /** Every driver is started; the device takes IRPs, asleep or awake. */
    STARTED("started"),
    /** Every driver has agreed to a removal. */
    REMOVE_PENDING("remove pending"),
    /** Every driver has agreed to a rebalance. */
    STOP_PENDING("stop pending"),
    /** The hardware is released for a rebalance; the device still takes IRPs. */
    STOPPED("stopped"),
    /** Powered down with the system; nothing follows but a removal. */
    SHUT_DOWN("shut down"),
    /** A driver failed or broke the contract; the stack waits for its removal. */
    FAILED("failed"),
    /** The device is no longer there; the stack waits for its removal. */
    SURPRISE_REMOVED("surprise removed"),
    /** Removed, but programs hold files open; the drivers' objects go with the last of them. */
    REMOVED("removed, files open"),
    /** Removed, and nothing is left of it. */
    GONE("gone");

    private final String label;

    StackState(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
