package org.umdf4j.testkit.exploration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.exploration.Exploration.Method;
import org.umdf4j.testkit.simulation.Granularity;
import org.umdf4j.testkit.simulation.SimulatedScheduler;

/** Partial-order reduction leaves out schedules but no outcome: compared with every schedule there is. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ReductionTest {
    private static final int PROGRAMS = 60 * Integer.getInteger("umdf4j.seeds", 1);
    private static final long MOST = 4_000;

    /** A scenario that writes down what happens; its outcome is what it has written. */
    interface Noted extends BiConsumer<SimulatedScheduler, Map<String, Object>> {}

    private record Outcomes(Set<String> seen, Orders orders, ExplorationResult result) {}

    private static Outcomes outcomes(Method method, Granularity granularity, Noted noted) {
        return outcomes(method, granularity, noted, MOST, Optional.empty());
    }

    private static Outcomes outcomes(
            Method method, Granularity granularity, Noted noted, long most, Optional<Orders> comparedWith) {
        Orders orders = new Orders(comparedWith);
        Set<String> seen = new TreeSet<>();
        ExplorationResult result = Exploration.of(scheduler -> {
                    Map<String, Object> notes = new TreeMap<>();
                    try {
                        scheduler.run(() -> {
                            scheduler.nothingIsShared();
                            noted.accept(scheduler, notes);
                        });
                    } catch (org.umdf4j.testkit.simulation.SimulationFailure failure) {
                        notes.put("failure", failure.kind());
                    }
                    if (!scheduler.isCutShort()) {
                        seen.add(notes.toString());
                    }
                })
                .granularity(granularity)
                .preemptions(Integer.MAX_VALUE)
                .method(method)
                .schedules(most)
                .time(java.time.Duration.ofSeconds(60))
                .observedBy(orders)
                .explore();
        return new Outcomes(seen, orders, result);
    }

    private static long assertSameOutcomes(String what, Granularity granularity, Noted noted) {
        Outcomes all = outcomes(Method.BOUNDED, granularity, noted, 20 * MOST, Optional.empty());
        assertThat(all.result().exhaustive())
                .as("%s: small enough for all schedules", what)
                .isTrue();
        Outcomes reduced = outcomes(Method.REDUCED, granularity, noted, MOST, Optional.of(all.orders()));
        assertThat(reduced.result().exhaustive()).as(what).isTrue();
        assertThat(reduced.seen()).as(what).isEqualTo(all.seen());
        assertThat(reduced.orders().seen())
                .as("%s: every order that makes a difference", what)
                .isEqualTo(all.orders().seen());
        return all.result().schedules() - reduced.result().schedules();
    }

    private static void inLock(FrameworkLock lock, Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** What a value is read from and written to, as the framework does with its words. */
    private static final class Word {
        int value;
    }

    private static void set(SimulatedScheduler scheduler, Word word, int value) {
        scheduler.access(word, true);
        word.value = value;
    }

    private static int get(SimulatedScheduler scheduler, Word word) {
        scheduler.access(word, false);
        return word.value;
    }

    @Test
    void tasksThatShareNothingNeedOneSchedule() {
        Outcomes reduced = outcomes(Method.REDUCED, Granularity.ENGINE, (scheduler, notes) -> {
            for (int i = 0; i < 4; i++) {
                int task = i;
                scheduler.execute("t" + i, () -> {
                    inLock(scheduler.newLock("own"), () -> {});
                    notes.put("t" + task, "done");
                });
            }
        });
        assertThat(reduced.result().summary()).startsWith("explored 1 schedules, all of them");
    }

    @Test
    void everyOrderOfWritersAndReadersIsFound() {
        assertSameOutcomes("words", Granularity.ENGINE, (scheduler, notes) -> {
            Word x = new Word();
            Word y = new Word();
            set(scheduler, x, 0);
            set(scheduler, y, 0);
            scheduler.execute("a", () -> {
                set(scheduler, x, 1);
                notes.put("a", get(scheduler, y));
            });
            scheduler.execute("b", () -> {
                set(scheduler, y, 1);
                notes.put("b", get(scheduler, x));
            });
            scheduler.execute("c", () -> notes.put("c", get(scheduler, x) + 10 * get(scheduler, y)));
        });
    }

    @Test
    void deadlocksAreFound() {
        Outcomes reduced = outcomes(Method.REDUCED, Granularity.ENGINE, (scheduler, notes) -> {
            FrameworkLock first = scheduler.newLock("first");
            FrameworkLock second = scheduler.newLock("second");
            scheduler.execute("other", () -> inLock(second, () -> inLock(first, () -> {})));
            inLock(first, () -> inLock(second, () -> {}));
        });
        assertThat(reduced.seen()).containsExactlyInAnyOrder("{}", "{failure=deadlock}");
    }

    @Test
    void randomProgramsHaveTheSameOutcomesAsUnderEverySchedule() {
        long saved = 0;
        int compared = 0;
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            RandomTasks tasks = new RandomTasks(seed);
            for (Granularity granularity : Granularity.values()) {
                Outcomes all = outcomes(Method.BOUNDED, granularity, tasks);
                if (!all.result().exhaustive()) {
                    continue; // too many schedules to compare with
                }
                saved += assertSameOutcomes("seed " + seed + ": " + tasks, granularity, tasks);
                compared++;
            }
        }
        System.out.printf("reduction: %d random programs, %,d schedules saved%n", compared, saved);
        assertThat(compared).isGreaterThan(PROGRAMS);
        assertThat(saved).isPositive();
    }

    /** Two or three tasks that do some random things with two words, two locks, two gates, timers and each other. */
    private static final class RandomTasks implements Noted {
        private final List<List<Integer>> tasks = new ArrayList<>();

        RandomTasks(long seed) {
            var random = new java.util.Random(seed);
            int count = 2 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                List<Integer> actions = new ArrayList<>();
                int length = 1 + random.nextInt(count == 2 ? 4 : 2);
                for (int j = 0; j < length; j++) {
                    actions.add(random.nextInt(14));
                }
                tasks.add(actions);
            }
        }

        @Override
        public void accept(SimulatedScheduler scheduler, Map<String, Object> notes) {
            Shared shared = new Shared(scheduler, notes);
            for (int i = 0; i < tasks.size(); i++) {
                int task = i;
                scheduler.execute("t" + i, () -> {
                    int step = 0;
                    for (int action : tasks.get(task)) {
                        shared.act(action, "t" + task + "." + step++);
                    }
                });
            }
        }

        @Override
        public String toString() {
            return tasks.toString();
        }
    }

    private static final class Shared {
        final SimulatedScheduler scheduler;
        final Map<String, Object> notes;
        final Word[] words = {new Word(), new Word()};
        final FrameworkLock[] locks;
        final Gate[] gates;
        int guarded;

        Shared(SimulatedScheduler scheduler, Map<String, Object> notes) {
            this.scheduler = scheduler;
            this.notes = notes;
            set(scheduler, words[0], 0);
            set(scheduler, words[1], 0);
            locks = new FrameworkLock[] {scheduler.newLock("l0"), scheduler.newLock("l1")};
            gates = new Gate[] {scheduler.newGate("g0"), scheduler.newGate("g1")};
        }

        void act(int action, String name) {
            int which = action % 2;
            switch (action) {
                case 0, 1 -> set(scheduler, words[which], words[which].value * 3 + name.hashCode() % 7);
                case 2, 3 -> notes.put(name, get(scheduler, words[which]));
                case 4 -> inLock(0, () -> notes.put(name, guarded++));
                case 5 -> inLock(0, () -> inLock(1, () -> notes.put(name, guarded++)));
                case 6 -> inLock(1, () -> inLock(0, () -> notes.put(name, guarded++)));
                case 7 -> inLock(1, () -> notes.put(name, get(scheduler, words[0])));
                case 8 -> gates[0].open();
                case 9 -> notes.put(name, gates[0].isOpen());
                case 10 -> notes.put(name, gates[0].await(100));
                case 11 -> {
                    scheduler.awaitQuiet();
                    notes.put(name, words[0].value + "," + words[1].value);
                }
                case 12 -> {
                    var timer =
                            scheduler.schedule(name, 50, () -> notes.put(name + " fired", get(scheduler, words[1])));
                    if (get(scheduler, words[0]) % 2 == 0) {
                        notes.put(name, timer.cancel());
                    }
                }
                default -> scheduler.execute(name, () -> set(scheduler, words[0], 5));
            }
        }

        private void inLock(int lock, Runnable action) {
            ReductionTest.inLock(locks[lock], action);
        }
    }
}
