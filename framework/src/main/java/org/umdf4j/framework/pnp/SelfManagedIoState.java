package org.umdf4j.framework.pnp;

/** Where one driver's self-managed I/O stands (section 2.3 of the contract, passing states included). */
public enum SelfManagedIoState {
    CREATED("created"),
    INITIALIZING("initializing"),
    STARTED("started"),
    SUSPENDING("suspending"),
    STOPPED("stopped"),
    RESTARTING("restarting"),
    INIT_FAILED("init failed"),
    FAILED("failed"),
    FLUSHING("flushing"),
    FLUSHED("flushed"),
    CLEANING_UP("cleaning up"),
    FINAL("final");

    private final String label;

    SelfManagedIoState(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
