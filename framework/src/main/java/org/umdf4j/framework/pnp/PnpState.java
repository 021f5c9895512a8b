package org.umdf4j.framework.pnp;

/** Where one driver's device stands in Plug and Play (section 2.1 of the contract, passing states included). */
public enum PnpState {
    ADDED("added"),
    PREPARING_HARDWARE("preparing hardware"),
    POWERING_UP("powering up"),
    STARTED("started"),
    QUERYING_REMOVE("querying remove"),
    REMOVE_PENDING("remove pending"),
    QUERYING_STOP("querying stop"),
    STOP_PENDING("stop pending"),
    STOPPING("stopping"),
    STOPPING_RELEASE("stopping, releasing hardware"),
    STOPPED("stopped"),
    RESTARTING("restarting"),
    RESTARTING_RELEASE("restarting, releasing hardware"),
    SURPRISE_NOTICE("surprise removing"),
    SURPRISE_NOTICE_UNPOWERED("surprise removing without hardware"),
    SURPRISE_POWER_DOWN("surprise removing, powering down"),
    SURPRISE_RELEASE("surprise removing, releasing hardware"),
    SURPRISE_PURGE("surprise removing, purging"),
    SURPRISE_REMOVED("surprise removed"),
    FAILING_NOTICE("failing at its driver's word"),
    FAILING_NOTICE_UNPOWERED("failing at its driver's word, without hardware"),
    FAILING_POWER_DOWN("failing, powering down"),
    FAILING_RELEASE("failing, releasing hardware"),
    FAILING_PURGE("failing, purging"),
    FAILED("failed"),
    FAILED_NOTICE("failed, surprise removing"),
    REMOVING_POWER_DOWN("removing, powering down"),
    REMOVING_RELEASE("removing, releasing hardware"),
    REMOVING_PURGE("removing, purging"),
    FINISHING("removing, purging the last queues"),
    AWAITING_CLOSE("removed, waiting for open files"),
    DISPOSING("disposing"),
    REMOVED("removed");

    private final String label;

    PnpState(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
