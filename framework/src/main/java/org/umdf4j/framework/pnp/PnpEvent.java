package org.umdf4j.framework.pnp;

import java.util.EnumSet;
import java.util.Set;

/** What moves a device's Plug and Play machine: requests of the stack, and the outcomes of its own actions. */
enum PnpEvent {
    START("start"),
    QUERY_REMOVE("query remove"),
    CANCEL_REMOVE("cancel remove"),
    REMOVE("remove"),
    QUERY_STOP("query stop"),
    CANCEL_STOP("cancel stop"),
    STOP("stop"),
    SURPRISE_REMOVE("surprise remove"),
    POWER_FAILURE("power failure"),
    DEVICE_FAILED("device failed"),
    FILES_CLOSED("files closed"),
    SUCCEEDED("succeeded"),
    REFUSED("refused"),
    DONE("done");

    /** The events only actions produce. */
    static final Set<PnpEvent> OUTCOMES = EnumSet.of(SUCCEEDED, REFUSED, DONE);

    private final String label;

    PnpEvent(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
