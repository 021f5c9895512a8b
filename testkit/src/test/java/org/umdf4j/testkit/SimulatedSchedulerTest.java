package org.umdf4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.SimulatedScheduler;
import org.umdf4j.testkit.simulation.SimulationFailure;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SimulatedSchedulerTest {
    private static void run(Choices choices, Consumer<SimulatedScheduler> scenario) {
        SimulatedScheduler scheduler = new SimulatedScheduler(choices);
        scheduler.run(() -> scenario.accept(scheduler));
    }

    private static AbstractThrowableAssert<?, ?> assertFails(Consumer<SimulatedScheduler> scenario) {
        return assertThatThrownBy(() -> run(Choices.fifo(), scenario)).isInstanceOf(SimulationFailure.class);
    }

    /** Two tasks that each note twice; which order comes out depends on the choices alone. */
    private static List<String> interleaving(SimulatedScheduler scheduler) {
        List<String> order = new ArrayList<>();
        scheduler.run(() -> {
            for (String name : List.of("a", "b")) {
                scheduler.execute(name, () -> {
                    order.add(name + 1);
                    scheduler.point("between");
                    order.add(name + 2);
                });
            }
        });
        return order;
    }

    @Test
    void fifoRunsEachTaskUntilItBlocksOrEnds() {
        SimulatedScheduler scheduler = new SimulatedScheduler(Choices.fifo());
        assertThat(interleaving(scheduler)).containsExactly("a1", "a2", "b1", "b2");
        assertThat(scheduler.schedule()).isEqualTo("fifo");
    }

    @Test
    void randomSeedsReachEveryInterleavingAndEachIsRepeatedByItsSchedule() {
        Set<List<String>> seen = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            SimulatedScheduler scheduler = new SimulatedScheduler(Choices.random(seed));
            List<String> order = interleaving(scheduler);
            seen.add(order);
            SimulatedScheduler again = new SimulatedScheduler(Choices.replay(scheduler.schedule()));
            assertThat(interleaving(again)).as("seed %d", seed).isEqualTo(order);
            assertThat(again.schedule()).isEqualTo(scheduler.schedule());
        }
        assertThat(seen).hasSize(6);
    }

    @Test
    void aScheduleOfAnotherScenarioIsRefused() {
        assertThatThrownBy(() -> Choices.replay("3=x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> interleaving(new SimulatedScheduler(Choices.replay("0=7"))))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("does not fit");
    }

    @Test
    void theClockMovesOnlyWhenNobodyCanRun() {
        List<String> order = new ArrayList<>();
        run(Choices.fifo(), scheduler -> {
            var _ = scheduler.schedule("late", 2_000, () -> order.add("late at " + scheduler.nanoTime()));
            var _ = scheduler.schedule("early", 1_000, () -> order.add("early at " + scheduler.nanoTime()));
            for (int i = 0; i < 10; i++) {
                scheduler.point("busy");
            }
            order.add("busy until " + scheduler.nanoTime());
            scheduler.pass(Duration.ofNanos(1_500));
            order.add("main at " + scheduler.nanoTime());
            scheduler.pass(Duration.ofNanos(500));
        });
        assertThat(order).containsExactly("busy until 0", "early at 1000", "main at 1500", "late at 2000");
    }

    @Test
    void aCancelledTimerNeverRuns() {
        run(Choices.fifo(), scheduler -> {
            var timer = scheduler.schedule("never", 10, () -> {
                throw new AssertionError("a cancelled timer ran");
            });
            assertThat(timer.cancel()).isTrue();
            assertThat(timer.cancel()).isFalse();
            scheduler.pass(Duration.ofSeconds(1));
        });
    }

    @Test
    void anAwaitEndsWithTheGateOrWithItsTime() {
        run(Choices.fifo(), scheduler -> {
            Gate never = scheduler.newGate("never");
            assertThat(never.await(5_000)).isFalse();
            assertThat(scheduler.nanoTime()).isEqualTo(5_000);
            Gate soon = scheduler.newGate("soon");
            scheduler.execute("opener", soon::open);
            assertThat(soon.await(5_000)).isTrue();
            assertThat(scheduler.nanoTime()).isEqualTo(5_000);
        });
    }

    @Test
    void quietComesWhenAllOthersAreBlockedAndBeforeTheClockMoves() {
        List<String> order = new ArrayList<>();
        run(Choices.random(3), scheduler -> {
            Gate gate = scheduler.newGate("go");
            scheduler.execute("worker", () -> {
                order.add("works");
                gate.await(1_000);
                order.add("done");
            });
            scheduler.awaitQuiet();
            order.add("quiet at " + scheduler.nanoTime());
        });
        assertThat(order).containsExactly("works", "quiet at 0", "done");
    }

    @Test
    void locksExclude() {
        for (long seed = 0; seed < 50; seed++) {
            int[] inside = new int[1];
            run(Choices.random(seed), scheduler -> {
                FrameworkLock lock = scheduler.newLock("counter");
                for (int i = 0; i < 3; i++) {
                    scheduler.execute("worker", () -> {
                        lock.lock();
                        try {
                            assertThat(inside[0]++).isZero();
                            scheduler.point("inside");
                            inside[0]--;
                        } finally {
                            lock.unlock();
                        }
                    });
                }
            });
        }
    }

    @Test
    void tasksThatWaitForEachOtherAreADeadlockAndTheReportSaysWhoWaitsForWhat() {
        assertThatThrownBy(() -> run(Choices.replay("2=1"), scheduler -> {
                    FrameworkLock first = scheduler.newLock("first");
                    FrameworkLock second = scheduler.newLock("second");
                    scheduler.execute("other", () -> {
                        second.lock();
                        first.lock();
                    });
                    first.lock();
                    second.lock();
                }))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("deadlock")
                .hasMessageContaining(
                        "'main' waits for lock 'second' held by 'other', holds [lock 'first' held by 'main']")
                .hasMessageContaining("'other' waits for lock 'first' held by 'main'")
                .hasMessageContaining("SimulatedSchedulerTest")
                .hasMessageContaining("Choices.replay(\"2=1");
    }

    @Test
    void aTaskThatIsLeftWaitingFailsTheRun() {
        assertFails(scheduler -> scheduler.execute(
                        "forgotten", () -> scheduler.newGate("nobody").await()))
                .hasMessageContaining("'forgotten' waits for gate 'nobody'");
    }

    @Test
    void aTimerThatIsLeftFailsTheRun() {
        assertFails(scheduler -> {
                    var _ = scheduler.schedule("left over", 1, () -> {});
                })
                .hasMessageContaining("left over due at 1 ns");
    }

    @Test
    void lockMisuseFailsTheRun() {
        assertFails(scheduler -> {
                    Runnable take = scheduler.newLock("x")::lock;
                    take.run();
                    take.run();
                })
                .hasMessageContaining("already holds");
        assertFails(scheduler -> scheduler.newLock("x").unlock()).hasMessageContaining("does not hold");
        assertFails(scheduler -> scheduler.newLock("x").lock()).hasMessageContaining("ends with [lock 'x'");
        assertFails(scheduler -> {
                    scheduler.newLock("x").lock();
                    scheduler.newGate("g").await();
                })
                .hasMessageContaining("waits for gate 'g' with [lock 'x'");
        assertFails(scheduler -> {
                    scheduler.newLock("x").lock();
                    scheduler.point("callback.OnRead");
                })
                .hasMessageContaining("reaches callback.OnRead with [lock 'x'");
    }

    @Test
    void tasksThatKeepEachOtherBusyFailTheRun() {
        assertFails(scheduler -> {
                    while (true) {
                        scheduler.point("again");
                    }
                })
                .hasMessageContaining("no end after");
    }

    @Test
    void anExceptionInAnyTaskFailsTheRunAndEndsTheOthers() {
        List<Thread> waiting = new ArrayList<>();
        assertFails(scheduler -> {
                    scheduler.execute("waiter", () -> {
                        waiting.add(Thread.currentThread());
                        scheduler.newGate("nobody").await();
                    });
                    scheduler.awaitQuiet();
                    throw new IllegalArgumentException("on purpose");
                })
                .hasMessageContaining("on purpose")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(waiting).hasSize(1);
        assertThat(waiting.getFirst().isAlive()).isFalse();
    }
}
