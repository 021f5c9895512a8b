package org.umdf4j.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.engine.TwoRequests.Action;
import org.umdf4j.testkit.engine.TwoRequests.Power;
import org.umdf4j.testkit.exploration.Exploration;
import org.umdf4j.testkit.exploration.ExplorationResult;
import org.umdf4j.testkit.simulation.Granularity;

/**
 * The engine under every schedule, or a bounded number of them, with two requests on each kind of queue, power that goes and
 * two threads that complete, cancel, forward or acknowledge. {@code -Dumdf4j.explore=N} multiplies the budgets.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class EngineExplorationTest {
    private static final long TIMES = Long.getLong("umdf4j.explore", 1);

    @TestFactory
    Stream<DynamicTest> whereDriversCanTellTheDifference() {
        return scenarios(Granularity.DRIVER, Duration.ofSeconds(2));
    }

    @TestFactory
    Stream<DynamicTest> atEveryLockAndSharedWord() {
        return scenarios(Granularity.ENGINE, Duration.ofSeconds(1));
    }

    private static Stream<DynamicTest> scenarios(Granularity granularity, Duration time) {
        List<DynamicTest> tests = new ArrayList<>();
        for (WDF_IO_QUEUE_DISPATCH_TYPE dispatch : List.of(PARALLEL, SEQUENTIAL, MANUAL)) {
            for (Power power : Power.values()) {
                Arrays.stream(Action.values()).forEach(action -> {
                    TwoRequests scenario = new TwoRequests(dispatch, power, action);
                    tests.add(DynamicTest.dynamicTest(scenario.toString(), () -> explore(scenario, granularity, time)));
                });
            }
        }
        return tests.stream();
    }

    private static void explore(TwoRequests scenario, Granularity granularity, Duration time) {
        ExplorationResult result = DriverBench.explore(scenario::play)
                .granularity(granularity)
                .method(Exploration.Method.AUTOMATIC)
                .schedules(20_000 * TIMES)
                .time(time.multipliedBy(TIMES))
                .run();
        System.out.printf("exploration: engine, %s, %s: %s%n", granularity, scenario, result.summary());
        assertThat(result.schedules()).isPositive();
    }
}
