package org.umdf4j.testkit.simulation;

import java.util.List;
import java.util.Random;

/**
 * A moment at which more than one task could go on.
 *
 * @param number how many such moments came before in this run
 * @param options the tasks that could go on, at least two. First the one that has just run if it is among them, then
 *     the others, longest waiting first, last those that may begin at any time.
 * @param canContinue whether the first option is the task that has just run, so that any other is a preemption
 * @param decidesWhatTimeBrings whether nobody has to go on: the first option is that time passes or somebody finds quiet,
 *     the others may happen at any time
 */
public record ChoicePoint(int number, List<Option> options, boolean canContinue, boolean decidesWhatTimeBrings) {
    /** Copies the options. */
    public ChoicePoint {
        options = List.copyOf(options);
    }

    /** How many of the options, counted from the first, are more than something that may happen at any time. */
    public int usual() {
        int usual = options.size();
        while (usual > 0 && options.get(usual - 1).place().equals(SimulatedTask.ANY_TIME)) {
            usual--;
        }
        return usual;
    }

    /**
     * Whether something that may happen at any time should wait for another: one time in {@code seldom} it happens now.
     * Every option is as good as the next if there is nothing else.
     */
    public boolean isForUsual(Random random, int seldom) {
        int usual = usual();
        return usual > 0 && usual < options.size() && random.nextInt(seldom) != 0;
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
