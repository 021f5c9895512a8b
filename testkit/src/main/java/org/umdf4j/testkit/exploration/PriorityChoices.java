package org.umdf4j.testkit.exploration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.umdf4j.testkit.simulation.ChoicePoint;
import org.umdf4j.testkit.simulation.Choices;

/**
 * One schedule of probabilistic concurrency testing (PCT; Burckhardt, Kothari, Musuvathi and Nagarakatti, ASPLOS 2010): the
 * tasks have random priorities and the highest goes on; at {@code depth - 1} random choices the one that would go on drops
 * below all others. A fault that needs {@code depth} orderings among {@code n} tasks and {@code k} choices is found with a
 * probability of at least 1/(n·k^(depth-1)), whatever the scenario does otherwise.
 */
final class PriorityChoices implements Choices {
    private final Random random;
    private final Map<String, Integer> priorities = new HashMap<>();
    private final Set<Integer> drops = new HashSet<>();
    private final int seldom;
    private int lowest;

    /** @param choices how many choices a run has, roughly */
    PriorityChoices(long seed, int depth, int choices) {
        random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
        seldom = Choices.seldom(seed);
        for (int i = 1; i < depth; i++) {
            drops.add(random.nextInt(Math.max(1, choices)));
        }
    }

    @Override
    public int choose(ChoicePoint point) {
        List<ChoicePoint.Option> options = point.options();
        if (point.isForUsual(random, seldom)) {
            options = options.subList(0, point.usual());
        }
        int best = best(options);
        if (drops.contains(point.number())) {
            priorities.put(options.get(best).path(), --lowest);
            best = best(options);
        }
        return best;
    }

    private int best(List<ChoicePoint.Option> options) {
        int best = 0;
        for (int i = 1; i < options.size(); i++) {
            if (priority(options.get(i)) > priority(options.get(best))) {
                best = i;
            }
        }
        return best;
    }

    private int priority(ChoicePoint.Option option) {
        return priorities.computeIfAbsent(option.path(), _ -> random.nextInt(Integer.MAX_VALUE));
    }
}
