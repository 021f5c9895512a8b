package org.umdf4j.testkit.simulation;

import java.util.List;

/**
 * A moment at which more than one task could go on.
 *
 * @param number how many such moments came before in this run
 * @param options the tasks that could go on, at least two. First the one that has just run if it is among them, then
 *     the others, longest waiting first.
 * @param canContinue whether the first option is the task that has just run, so that any other is a preemption
 */
public record ChoicePoint(int number, List<Option> options, boolean canContinue) {
    /** Copies the options. */
    public ChoicePoint {
        options = List.copyOf(options);
    }

    /**
     * A task that could go on.
     *
     * @param task its number in order of creation; the scenario's main task is 0
     * @param path its name in every interleaving, see {@link Step}
     * @param name what it is for
     * @param place where it stands and would go on from, such as {@code "lock queue 1"} or {@code "request.complete"}
     */
    public record Option(int task, String path, String name, String place) {}
}
