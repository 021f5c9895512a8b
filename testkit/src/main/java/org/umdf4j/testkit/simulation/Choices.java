package org.umdf4j.testkit.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Decides who goes next. An instance serves one run, on one thread at a time, and must answer the same to the same
 * questions if the run is to be repeatable.
 */
@FunctionalInterface
public interface Choices {
    /** The answer that ends the run at once, without a failure: it can show nothing new. */
    int NOTHING_NEW = -1;

    /** The index of the option that goes on, or {@link #NOTHING_NEW}. */
    int choose(ChoicePoint point);

    /** Told of a moment at which only one task could go on. False ends the run as {@link #NOTHING_NEW} does. */
    default boolean forced(ChoicePoint.Option only) {
        return true;
    }

    /** Whether {@link #ran} is to be called. */
    default boolean followsSteps() {
        return false;
    }

    /** Told what a task has done, before the choice that follows. */
    default void ran(Step step) {}

    /** Each task runs until it blocks or ends; then the one that has waited longest. */
    static Choices fifo() {
        return _ -> 0;
    }

    /**
     * Random choices. A running task is preempted with a probability drawn from the seed, between one half and one in
     * sixteen, because some faults need many preemptions and others a single one in the right place. What may happen at
     * any time happens with a probability between one and one in 256 at each choice, for the like reason.
     */
    static Choices random(long seed) {
        // The scramble keeps neighbouring seeds from drawing alike.
        Random random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        int oneIn = 2 << random.nextInt(4);
        int seldom = seldom(seed);
        return point -> {
            int options = point.isForUsual(random, seldom)
                    ? point.usual()
                    : point.options().size();
            if (point.canContinue()) {
                return options > 1 && random.nextInt(oneIn) == 0 ? 1 + random.nextInt(options - 1) : 0;
            }
            return random.nextInt(options);
        };
    }

    /** What happens at any time happens at one in so many choices: another power of two for each of nine seeds. */
    static int seldom(long seed) {
        return 1 << Math.floorMod(seed, 9);
    }

    /**
     * Repeats a run.
     *
     * @param schedule as a failure prints it: {@code "fifo"}, or the choice points at which another option than the first
     *     was taken, such as {@code "3=1,17=2"}
     * @throws IllegalArgumentException if it is not such a string
     */
    static Choices replay(String schedule) {
        Map<Integer, Integer> taken = new HashMap<>();
        if (!schedule.equals("fifo")) {
            for (String part : schedule.split(",", -1)) {
                String[] pair = part.split("=", -1);
                try {
                    taken.put(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]));
                } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                    throw new IllegalArgumentException("not a schedule: '" + part + "' in '" + schedule + "'", e);
                }
            }
        }
        return point -> {
            int option = taken.getOrDefault(point.number(), 0);
            if (option < 0 || option >= point.options().size()) {
                throw new IllegalArgumentException("schedule '" + schedule + "' does not fit this scenario: point "
                        + point.number() + " has " + point.options().size() + " options");
            }
            return option;
        };
    }
}
