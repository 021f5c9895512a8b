package org.umdf4j.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** A scenario went wrong. The message says how, where every task stood, and what repeats the run. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String schedule;

    SimulationFailure(String message, String schedule, @Nullable Throwable cause) {
        super(message, cause);
        this.schedule = schedule;
    }

    /** Repeats the run through {@link Choices#replay}. */
    public String schedule() {
        return schedule;
    }
}
