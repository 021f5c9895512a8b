package org.umdf4j.testkit.exploration;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.umdf4j.testkit.simulation.ChoicePoint;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Step;

/**
 * Looks on at the runs of a search and notes what was essential in each: which steps there were, and which had to come
 * before which. Runs that agree in that differ only by changes of places that make no difference.
 */
final class Orders implements UnaryOperator<Choices> {
    private final Names tasks;
    private final Names objects;
    private final Set<String> seen = new HashSet<>();
    private @Nullable Run run;
    private int repeated;
    private int cutShort;

    /** @param comparedWith whose runs these are to be compared with, the same scenario's */
    Orders(Optional<Orders> comparedWith) {
        tasks = comparedWith.map(other -> other.tasks).orElseGet(Names::new);
        objects = comparedWith.map(other -> other.objects).orElseGet(Names::new);
    }

    @Override
    public Choices apply(Choices choices) {
        endOfRun();
        Run next = new Run(choices);
        run = next;
        return next;
    }

    /** What was seen in all runs that were not cut short. After the search. */
    Set<String> seen() {
        endOfRun();
        return seen;
    }

    /** How many runs showed what an earlier one had shown. After the search. */
    int repeated() {
        endOfRun();
        return repeated;
    }

    /** How many runs were cut short. After the search. */
    int cutShort() {
        endOfRun();
        return cutShort;
    }

    private void endOfRun() {
        Run ended = run;
        run = null;
        if (ended == null) {
            return;
        }
        if (ended.isCutShort) {
            cutShort++;
        } else if (!seen.add(ended.happened.order())) {
            repeated++;
        }
    }

    private final class Run implements Choices {
        final Happened happened = new Happened();
        private final Choices choices;
        boolean isCutShort;

        Run(Choices choices) {
            this.choices = choices;
        }

        @Override
        public boolean followsSteps() {
            return true;
        }

        @Override
        public int choose(ChoicePoint point) {
            int choice = choices.choose(point);
            isCutShort |= choice == NOTHING_NEW;
            return choice;
        }

        @Override
        public boolean forced(ChoicePoint.Option only) {
            boolean goesOn = choices.forced(only);
            isCutShort |= !goesOn;
            return goesOn;
        }

        @Override
        public void ran(Step step) {
            happened.add(tasks.numberOf(step.task()), Touched.of(step, objects), null);
            choices.ran(step);
        }
    }
}
