package org.umdf4j.testkit.exploration;

import org.umdf4j.testkit.simulation.SimulatedScheduler;

/** What is run again and again. Whatever it does must follow from the scheduler's choices alone. */
@FunctionalInterface
public interface Scenario {
    /**
     * Runs once, by {@link SimulatedScheduler#run} of a scheduler made for this run, and throws an {@link AssertionError}
     * if it went wrong. If the scheduler {@linkplain SimulatedScheduler#isCutShort cut the run short} there is nothing to
     * judge.
     */
    void run(SimulatedScheduler scheduler);
}
