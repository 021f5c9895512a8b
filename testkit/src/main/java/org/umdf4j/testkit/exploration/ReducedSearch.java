package org.umdf4j.testkit.exploration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.testkit.simulation.ChoicePoint;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Step;

/**
 * All schedules that can make a difference: dynamic partial-order reduction with source sets (Abdulla, Aronis, Jonsson and
 * Sagonas, POPL 2014) and sleep sets (Godefroid).
 *
 * <p>Two steps that touch nothing in common may change places without a difference, so of all schedules that differ only in
 * such changes one is enough. Each run is looked through for steps that compete: made by different tasks, touching the same,
 * and neither needed for the other. Where the earlier was chosen, somebody who brings the later before it is tried too.
 * What has been tried at a choice then sleeps below the others until a step touches what it touched, because before that
 * the order of the two makes no difference; a run whose every task sleeps is broken off.
 */
final class ReducedSearch implements Search {
    private final Names tasks = new Names();
    private final Names objects = new Names();
    private final List<Point> path = new ArrayList<>();
    private boolean begun;
    private long pruned;

    @Override
    public Optional<Choices> next() {
        if (begun && !advance()) {
            return Optional.empty();
        }
        begun = true;
        return Optional.of(new Run());
    }

    @Override
    public long pruned() {
        return pruned;
    }

    private boolean advance() {
        while (!path.isEmpty()) {
            Point last = path.getLast();
            if (last.advance()) {
                return true;
            }
            pruned += last.leftOut();
            path.removeLast();
        }
        return false;
    }

    /** One run: along {@link #path}, then wherever nothing sleeps. */
    private final class Run implements Choices {
        private final Happened happened = new Happened();
        private final Map<Integer, Touched> asleep = new HashMap<>();

        /** How many points of the path lie behind. */
        private int passed;

        /** The point whose chosen step is under way. */
        private @Nullable Point underWay;

        /** Whether this run is, or was by its last choice, where no other has been. */
        private boolean isNew = path.isEmpty();

        @Override
        public boolean followsSteps() {
            return true;
        }

        @Override
        public int choose(ChoicePoint point) {
            List<Integer> options = point.options().stream()
                    .map(option -> tasks.numberOf(option.path()))
                    .toList();
            Point here = passed < path.size() ? known(options) : discovered(point, options);
            if (here == null) {
                pruned++;
                return NOTHING_NEW;
            }
            passed++;
            underWay = here;
            return options.indexOf(here.chosen());
        }

        private Point known(List<Integer> options) {
            Point here = path.get(passed);
            if (!here.options.equals(options)) {
                throw new NotRepeatableException("choice " + passed + " was among the tasks " + here.options
                        + " in an earlier run and is among " + options + " now");
            }
            if (passed == path.size() - 1) {
                isNew = true;
                asleep.putAll(here.asleepBelow());
            }
            return here;
        }

        private @Nullable Point discovered(ChoicePoint point, List<Integer> options) {
            for (int option : options) {
                if (!asleep.containsKey(option)) {
                    Point here = new Point(options, asleep, option);
                    if (point.decidesWhatTimeBrings()) {
                        here.wantAll(); // all that follows comes after the passing of time, so no step will ask for it
                    }
                    path.add(here);
                    return here;
                }
            }
            return null;
        }

        @Override
        public boolean forced(ChoicePoint.Option only) {
            if (isNew && passed == path.size() && asleep.containsKey(tasks.numberOf(only.path()))) {
                pruned++;
                return false;
            }
            return true;
        }

        @Override
        public void ran(Step step) {
            int task = tasks.numberOf(step.task());
            Touched touched = Touched.of(step, objects);
            var competitors = happened.add(task, touched, underWay);
            if (underWay != null) {
                underWay.made(touched);
                underWay = null;
            }
            if (isNew) {
                competitors.stream().forEach(this::letTheOtherGoFirst);
                asleep.entrySet()
                        .removeIf(sleeper ->
                                sleeper.getKey() == task || sleeper.getValue().conflictsWith(touched));
            }
        }

        /** The last step competes with this earlier one: see to it that the other order is tried. */
        private void letTheOtherGoFirst(int earlier) {
            Point point = happened.event(earlier).point();
            if (point != null) {
                int later = happened.size() - 1;
                point.wantOneOf(
                        happened.initials(earlier, later), happened.event(later).task());
            }
        }
    }
}
