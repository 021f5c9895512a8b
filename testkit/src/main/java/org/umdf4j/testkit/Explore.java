package org.umdf4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.testkit.exploration.Exploration;

/**
 * A test of a driver on a {@link DriverBench}, which it takes as its one parameter: run under every schedule that can make a
 * difference, or, when these are too many, under as many of the most promising as the budget allows. The test report says
 * which it was. A failure prints the smallest schedule that was found to break the test, step by step, and a string for
 * {@link #replay} to see it again alone, under a debugger.
 *
 * <p>The method runs many times on one test instance: state belongs into its local variables and the driver it makes.
 *
 * <p>The system property {@code umdf4j.explore} multiplies both budgets for a longer search.
 *
 * <p>Checked after each run, besides the test's own assertions, is what {@link Schedules} says.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(ExploreExtension.class)
public @interface Explore {
    /** How many schedules at most. */
    int schedules() default Exploration.DEFAULT_SCHEDULES;

    /** How many seconds at most. */
    int seconds() default 10;

    /** If not empty, only this schedule is run. */
    String replay() default "";
}
