package org.umdf4j.testkit.exploration;

import java.util.Optional;
import org.umdf4j.testkit.simulation.Choices;

/** An order in which to try schedules. Each run follows the choices of one {@link #next} to its end before the next. */
interface Search {
    /** The choices of the next run; empty when every schedule this search knows has been tried. */
    Optional<Choices> next();

    /** How many schedules have been left out so far because they cannot differ from one that was tried. */
    long pruned();
}
