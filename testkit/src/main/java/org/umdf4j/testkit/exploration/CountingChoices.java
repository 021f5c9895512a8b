package org.umdf4j.testkit.exploration;

import org.umdf4j.testkit.simulation.ChoicePoint;
import org.umdf4j.testkit.simulation.Choices;

/** Somebody else's choices, counted. */
final class CountingChoices implements Choices {
    private final Choices choices;
    private int count;

    CountingChoices(Choices choices) {
        this.choices = choices;
    }

    @Override
    public int choose(ChoicePoint point) {
        count++;
        return choices.choose(point);
    }

    int count() {
        return count;
    }
}
