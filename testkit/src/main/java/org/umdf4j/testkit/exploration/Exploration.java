package org.umdf4j.testkit.exploration;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Granularity;
import org.umdf4j.testkit.simulation.SimulatedScheduler;
import org.umdf4j.testkit.simulation.SimulationFailure;
import org.umdf4j.testkit.simulation.Threads;

/**
 * A search through the schedules of a scenario for one that breaks it. By default it tries all that can make a difference;
 * when they turn out too many for the budget, the rest of it goes to priority-based and random schedules.
 *
 * <p>Set up, then {@link #run} or {@link #explore} once, on one thread.
 */
public final class Exploration {
    /** How many schedules are tried unless told otherwise: some seconds of a small scenario. */
    public static final int DEFAULT_SCHEDULES = 20_000;

    /** How long a search takes at most unless told otherwise. */
    public static final Duration DEFAULT_TIME = Duration.ofSeconds(10);

    private final Scenario scenario;
    private Granularity granularity = Granularity.DRIVER;
    private Method method = Method.AUTOMATIC;
    private int preemptions = 2;
    private long maxSchedules = DEFAULT_SCHEDULES;
    private Duration time = DEFAULT_TIME;
    private String replay = "";
    private UnaryOperator<Choices> observer = UnaryOperator.identity();
    private long schedules;
    private long pruned;
    private long deadline;
    private Threads threads = Threads.VIRTUAL;
    private long runs;

    /** Whether the driver holds monitors where it can be seen. */
    private boolean hasDriverLocks;

    /** What the lock order has shown once it must show again. */
    private boolean lockOrderBroken;

    /** The driver has locks of its own at which tasks meet: the search must begin again, on other threads. */
    private static final class DriverLockMet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DriverLockMet() {
            super(null, null, false, false);
        }
    }

    /** Which schedules are tried. */
    public enum Method {
        /** {@link #REDUCED} with three fifths of the budget; if that is not enough, {@link #RANDOM} with the rest. */
        AUTOMATIC,
        /** All that can make a difference, by partial-order reduction. */
        REDUCED,
        /** All, or all up to a number of preemptions, without reduction. */
        BOUNDED,
        /** In turn random priorities with one to five random changes, and uniformly random choices. */
        RANDOM
    }

    private Exploration(Scenario scenario) {
        this.scenario = scenario;
    }

    /** A search through this scenario. */
    public static Exploration of(Scenario scenario) {
        return new Exploration(scenario);
    }

    /** How finely tasks interleave; {@link Granularity#DRIVER} unless told otherwise. */
    public Exploration granularity(Granularity wanted) {
        granularity = wanted;
        return this;
    }

    /** Which schedules are tried; {@link Method#AUTOMATIC} unless told otherwise. */
    public Exploration method(Method wanted) {
        method = wanted;
        return this;
    }

    /** {@link Method#BOUNDED} with this many preemptions at most. */
    public Exploration preemptions(int most) {
        preemptions = most;
        return method(Method.BOUNDED);
    }

    /** How many runs at most, those that are broken off included. */
    public Exploration schedules(long most) {
        maxSchedules = most;
        return this;
    }

    /** How much real time at most. */
    public Exploration time(Duration most) {
        time = most;
        return this;
    }

    /** Runs only this schedule, as a failure has printed it; empty for a search. */
    public Exploration replay(String schedule) {
        replay = schedule;
        return this;
    }

    /** Has the choices of each run pass through {@code newObserver}, which may look on but not choose. */
    Exploration observedBy(UnaryOperator<Choices> newObserver) {
        observer = newObserver;
        return this;
    }

    /**
     * Searches, and throws what it finds.
     *
     * @throws AssertionError if a schedule breaks the scenario; the message has the schedule, step by step
     */
    public ExplorationResult run() {
        ExplorationResult result = explore();
        if (result.finding().isPresent()) {
            Finding finding = result.finding().get();
            throw new AssertionError(
                    new FindingReport(result, finding).toString(),
                    finding.failure().getCause());
        }
        return result;
    }

    /** Searches, and answers with what it found. */
    public ExplorationResult explore() {
        ExplorationResult result;
        try {
            result = search();
        } catch (DriverLockMet met) {
            threads = Threads.PLATFORM;
            result = search();
        }
        Totals.add(result);
        return result;
    }

    private ExplorationResult search() {
        deadline = System.nanoTime() + time.toNanos();
        schedules = 0;
        pruned = 0;
        if (!replay.isEmpty()) {
            return result("only the one to replay", false, once(Choices.replay(replay), true));
        }
        return switch (method) {
            case AUTOMATIC -> automatic();
            case REDUCED -> all(new ReducedSearch(), maxSchedules, deadline, "all of them");
            case BOUNDED ->
                all(
                        new BoundedSearch(preemptions),
                        maxSchedules,
                        deadline,
                        preemptions == Integer.MAX_VALUE
                                ? "all of them"
                                : "all with at most " + preemptions + " preemptions");
            case RANDOM -> random("random and by priority");
        };
    }

    private ExplorationResult automatic() {
        long share = time.toNanos() * 3 / 5;
        ExplorationResult first =
                all(new ReducedSearch(), maxSchedules * 3 / 5, deadline - time.toNanos() + share, "all of them");
        if (first.exhaustive() || first.finding().isPresent()) {
            return first;
        }
        long systematic = schedules;
        ExplorationResult second = random("");
        return result(
                "not exhaustive: %,d in order until the budget ended, %,d random and by priority"
                        .formatted(systematic, schedules - systematic),
                false,
                second.finding().orElse(null));
    }

    private ExplorationResult all(Search search, long most, long until, String coverage) {
        while (schedules < most && System.nanoTime() < until) {
            Optional<Choices> next = search.next();
            if (next.isEmpty()) {
                pruned = search.pruned();
                return result(coverage, true, null);
            }
            Finding finding = once(next.get(), false);
            pruned = search.pruned();
            if (finding != null) {
                return result("until one broke", false, smallest(finding));
            }
        }
        return result("not exhaustive: the budget ended", false, null);
    }

    private ExplorationResult random(String coverage) {
        int choices = 1;
        for (long seed = 1; schedules < maxSchedules && System.nanoTime() < deadline; seed++) {
            Choices next =
                    seed % 2 == 0 ? Choices.random(seed) : new PriorityChoices(seed, 2 + (int) (seed / 2 % 5), choices);
            var counting = new CountingChoices(next);
            Finding finding = once(counting, false);
            choices = Math.max(choices, counting.count());
            if (finding != null) {
                return result("until one broke", false, smallest(finding));
            }
        }
        return result(coverage, false, null);
    }

    private ExplorationResult result(String coverage, boolean exhaustive, @Nullable Finding finding) {
        return new ExplorationResult(schedules, pruned, coverage, exhaustive, Optional.ofNullable(finding));
    }

    private Finding smallest(Finding finding) {
        return new Minimizer(choices -> once(choices, false)).smallest(finding, schedule -> {
            Finding again = once(Choices.replay(schedule), true);
            return again == null ? finding : again;
        });
    }

    /** It is slow, so ever more seldom, but from the first: any schedule may show it. Never if there are no locks. */
    private boolean isToWatchLockOrder(long run) {
        return granularity == Granularity.DRIVER && (run == 0 || (hasDriverLocks && Long.bitCount(run) == 1));
    }

    /** One run; null if it went well. */
    private @Nullable Finding once(Choices choices, boolean log) {
        boolean watching = log || lockOrderBroken || isToWatchLockOrder(runs++);
        SimulatedScheduler scheduler =
                new SimulatedScheduler(observer.apply(choices), granularity, watching ? Threads.PLATFORM : threads);
        if (watching) {
            scheduler.watchLockOrder();
        }
        if (log) {
            scheduler.keepLog();
        }
        try {
            scenario.run(scheduler);
        } catch (AssertionError failure) {
            schedules++;
            String kind = failure instanceof SimulationFailure simulation
                    ? simulation.kind()
                    : SimulationFailure.kindOf(failure);
            lockOrderBroken |= kind.equals(SimulatedScheduler.LOCK_ORDER);
            return new Finding(kind, scheduler.schedule(), failure, scheduler.log());
        }
        hasDriverLocks |= scheduler.hasSeenDriverLocks();
        if (scheduler.hasMetDriverLock()) {
            throw new DriverLockMet();
        }
        if (!scheduler.isCutShort()) {
            schedules++;
        }
        return null;
    }
}
