package org.umdf4j.testkit.exploration;

import java.util.List;
import org.umdf4j.testkit.simulation.LogEntry;

/**
 * A schedule that breaks the scenario.
 *
 * @param kind the fault in a few words, the same for all schedules that show it
 * @param schedule repeats the run
 * @param failure what the run threw
 * @param log what the tasks did in it
 */
public record Finding(String kind, String schedule, AssertionError failure, List<LogEntry> log) {
    /** Copies the log. */
    public Finding {
        log = List.copyOf(log);
    }
}
