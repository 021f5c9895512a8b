package org.umdf4j.testkit.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umdf4j.testkit.simulation.ChoicePoint;
import org.umdf4j.testkit.simulation.Choices;

/**
 * All schedules with at most so many preemptions, without reduction: the tasks go on until they block except in so many
 * places (CHESS, Musuvathi and Qadeer, PLDI 2007).
 */
final class BoundedSearch implements Search {
    private static final class Fork {
        final int options;
        final boolean canContinue;
        final int preemptionsBefore;
        int chosen;

        Fork(ChoicePoint point, int preemptionsBefore) {
            this.options = point.options().size();
            this.canContinue = point.canContinue();
            this.preemptionsBefore = preemptionsBefore;
        }

        int preemptions() {
            return preemptionsBefore + (canContinue && chosen > 0 ? 1 : 0);
        }
    }

    private final int bound;
    private final List<Fork> path = new ArrayList<>();
    private boolean begun;
    private long leftOut;

    /** @param bound {@link Integer#MAX_VALUE} for none */
    BoundedSearch(int bound) {
        this.bound = bound;
    }

    @Override
    public Optional<Choices> next() {
        if (begun && !advance()) {
            return Optional.empty();
        }
        begun = true;
        int[] passed = new int[1];
        return Optional.of(point -> choose(point, passed[0]++));
    }

    /** Schedules beyond the bound are not counted one by one: this is how often the bound kept from branching. */
    @Override
    public long pruned() {
        return leftOut;
    }

    private int choose(ChoicePoint point, int number) {
        if (number == path.size()) {
            path.add(new Fork(point, path.isEmpty() ? 0 : path.getLast().preemptions()));
        }
        Fork fork = path.get(number);
        if (fork.options != point.options().size()) {
            throw new NotRepeatableException("choice " + number + " had " + fork.options
                    + " options in an earlier run and has " + point.options().size() + " now");
        }
        return fork.chosen;
    }

    private boolean advance() {
        while (!path.isEmpty()) {
            Fork last = path.getLast();
            if (last.chosen + 1 < last.options) {
                last.chosen++;
                if (last.preemptions() <= bound) {
                    return true;
                }
                leftOut++;
            }
            path.removeLast();
        }
        return false;
    }
}
