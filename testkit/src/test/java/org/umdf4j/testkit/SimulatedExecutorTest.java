package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver's own threads, in virtual time. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SimulatedExecutorTest {
    @Schedules(20)
    void oneThreadDoesOneThingAfterAnother(DriverBench bench) throws Exception {
        ScheduledExecutorService executor = bench.executor("worker", 1);
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        Future<?> first = executor.submit(() -> {
            done.add("first begins");
            bench.pass(Duration.ofSeconds(1));
            done.add("first ends");
        });
        Future<Integer> second = executor.submit(() -> {
            done.add("second");
            return 7;
        });
        assertThat(second.get()).isEqualTo(7);
        assertThat(first.isDone()).isTrue();
        assertThat(done).containsExactly("first begins", "first ends", "second");
        executor.close();
    }

    /** Every order of two tasks on two threads is tried, and no other. */
    @Test
    void severalThreadsAreInterleaved() {
        Set<List<String>> orders = new HashSet<>();
        var result = DriverBench.explore(bench -> {
                    ScheduledExecutorService executor = bench.executor("worker", 2);
                    List<String> done = new ArrayList<>();
                    for (String name : List.of("a", "b")) {
                        executor.execute(() -> {
                            done.add(name + "1");
                            bench.scheduler().point("driver.between");
                            done.add(name + "2");
                        });
                    }
                    executor.close();
                    orders.add(done);
                })
                .run();
        assertThat(result.exhaustive()).as(result.summary()).isTrue();
        assertThat(orders).hasSize(6);
    }

    @Schedules(20)
    void delaysPassInVirtualTime(DriverBench bench) throws Exception {
        ScheduledExecutorService executor = bench.executor("timer", 1);
        Instant begin = bench.clock().instant();
        assertThat(executor.schedule(() -> "late", 1, TimeUnit.DAYS).get()).isEqualTo("late");
        assertThat(Duration.between(begin, bench.clock().instant())).isEqualTo(Duration.ofDays(1));

        List<Duration> ticks = new ArrayList<>();
        Future<?> ticking = executor.scheduleAtFixedRate(
                () -> ticks.add(Duration.between(begin, bench.clock().instant()).minusDays(1)),
                10,
                20,
                TimeUnit.MILLISECONDS);
        bench.pass(Duration.ofMillis(55));
        assertThat(ticking.cancel(false)).isTrue();
        assertThat(ticks).containsExactly(Duration.ofMillis(10), Duration.ofMillis(30), Duration.ofMillis(50));

        List<Duration> polls = new ArrayList<>();
        Instant then = bench.clock().instant();
        var _ = executor.scheduleWithFixedDelay(
                () -> {
                    polls.add(Duration.between(then, bench.clock().instant()));
                    bench.pass(Duration.ofMillis(5));
                },
                0,
                20,
                TimeUnit.MILLISECONDS);
        bench.pass(Duration.ofMillis(60));
        assertThat(polls).containsExactly(Duration.ZERO, Duration.ofMillis(25), Duration.ofMillis(50));
        executor.shutdown();
        assertThat(executor.awaitTermination(1, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> executor.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Schedules(20)
    void futuresEndAsOthersDo(DriverBench bench) {
        ScheduledExecutorService executor = bench.executor("worker", 2);
        Future<?> failing = executor.submit(() -> {
            throw new IllegalStateException("on purpose");
        });
        assertThatThrownBy(failing::get).isInstanceOf(ExecutionException.class).hasRootCauseMessage("on purpose");

        Future<?> slow = executor.submit(() -> bench.pass(Duration.ofSeconds(10)));
        assertThatThrownBy(() -> slow.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(slow.cancel(true)).isTrue();
        assertThatThrownBy(slow::get).isInstanceOf(CancellationException.class);

        Future<?> never = executor.schedule(() -> bench.trace().mark("never"), 1, TimeUnit.HOURS);
        assertThat(executor.shutdownNow()).hasSize(1);
        assertThat(never.isCancelled()).isTrue();
        executor.close();
        assertThat(bench.trace().events()).doesNotContain("never");
    }

    @Schedules(20)
    void theLastDelayCalledOffEndsTheExecutor(DriverBench bench) throws Exception {
        ScheduledExecutorService executor = bench.executor("worker", 1);
        Future<?> late = executor.schedule(() -> {}, 1, TimeUnit.HOURS);
        executor.shutdown();
        bench.begin("canceller", () -> late.cancel(false));
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }

    /** A periodic task that nobody ends is a thread the driver has left behind. */
    @Test
    void whatADriverLeavesRunningIsFound() {
        var finding = DriverBench.explore(bench -> {
                    var _ = bench.executor("poller", 1).schedule(() -> {}, 1, TimeUnit.HOURS);
                })
                .explore()
                .finding()
                .orElseThrow();
        assertThat(finding.failure()).hasMessageContaining("timers are left").hasMessageContaining("delay");
    }
}
