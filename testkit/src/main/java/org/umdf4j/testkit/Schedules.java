package org.umdf4j.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a driver on a {@link DriverBench}, which it takes as a parameter: run once with every task running until it
 * blocks, then under a number of random schedules. A failure prints what repeats it; put that into {@link #replay} to
 * see it again alone, under a debugger. A run in which tasks meet at a lock of the driver's own is made again, on other
 * threads: the method keeps its state in local variables.
 *
 * <p>The system property {@code umdf4j.seeds} multiplies the number of random schedules for a longer search.
 *
 * <p>After each run, besides the test's own assertions: every request has ended, no task, timer or lock is left, and
 * the drivers broke no rule that the test did not announce by {@link DriverBench#expectViolation}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@TestTemplate
@ExtendWith(SimulationExtension.class)
public @interface Schedules {
    /** The number of random schedules. */
    int value() default 20;

    /** If not empty, only this schedule is run. */
    String replay() default "";
}
