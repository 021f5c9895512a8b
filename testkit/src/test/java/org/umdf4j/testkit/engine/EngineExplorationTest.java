package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.engine.TwoRequests.Action;
import org.umdf4j.testkit.engine.TwoRequests.Power;
import org.umdf4j.testkit.exploration.Exploration;
import org.umdf4j.testkit.exploration.ExplorationResult;
import org.umdf4j.testkit.simulation.Granularity;

/**
 * The engine with two requests on each kind of queue, power that goes and two threads that complete, cancel, forward or
 * acknowledge: under every schedule that a driver can tell from another, and under as many as the budget allows of those
 * that differ inside the engine. {@code -Dumdf4j.explore=N} multiplies the budgets.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class EngineExplorationTest {
    private static final long TIMES = Long.getLong("umdf4j.explore", 1);

    /** Many times what the largest scenario takes: it is only there so that a mistake does not run for ever. */
    private static final Duration NO_END = Duration.ofMinutes(10);

    private static final Duration ENGINE_BUDGET = Duration.ofSeconds(1);

    @TestFactory
    Stream<DynamicTest> whereDriversCanTellTheDifference() {
        return scenarios()
                .map(scenario -> DynamicTest.dynamicTest(scenario.toString(), () -> {
                    ExplorationResult result =
                            explore(scenario, Granularity.DRIVER, Exploration.Method.REDUCED, NO_END);
                    assertThat(result.exhaustive()).as(result.summary()).isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> atEveryLockAndSharedWord() {
        return scenarios()
                .map(scenario -> DynamicTest.dynamicTest(scenario.toString(), () -> {
                    ExplorationResult result =
                            explore(scenario, Granularity.ENGINE, Exploration.Method.AUTOMATIC, ENGINE_BUDGET);
                    assertThat(result.schedules()).isPositive();
                }));
    }

    private static Stream<TwoRequests> scenarios() {
        return Stream.of(PARALLEL, SEQUENTIAL, MANUAL)
                .flatMap(dispatch -> Arrays.stream(Power.values()).flatMap(power -> Arrays.stream(Action.values())
                        .map(action -> new TwoRequests(dispatch, power, action))));
    }

    private static ExplorationResult explore(
            TwoRequests scenario, Granularity granularity, Exploration.Method method, Duration time) {
        ExplorationResult result = DriverBench.explore(scenario::play)
                .granularity(granularity)
                .method(method)
                .schedules(10_000_000)
                .time(time.multipliedBy(TIMES))
                .run();
        System.out.printf("exploration: engine, %s, %s: %s%n", granularity, scenario, result.summary());
        return result;
    }
}
