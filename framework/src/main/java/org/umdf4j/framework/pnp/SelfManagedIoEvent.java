package org.umdf4j.framework.pnp;

import java.util.EnumSet;
import java.util.Set;

/** What moves the self-managed I/O machine: requests of the other two machines, and outcomes. */
enum SelfManagedIoEvent {
    START("start"),
    SUSPEND("suspend"),
    FLUSH("flush"),
    CLEANUP("cleanup"),
    SUCCEEDED("succeeded"),
    REFUSED("refused"),
    DONE("done");

    /** The events only actions produce. */
    static final Set<SelfManagedIoEvent> OUTCOMES = EnumSet.of(SUCCEEDED, REFUSED, DONE);

    private final String label;

    SelfManagedIoEvent(String label) {
        this.label = label;
    }

    @Override
    public String toString() {
        return label;
    }
}
