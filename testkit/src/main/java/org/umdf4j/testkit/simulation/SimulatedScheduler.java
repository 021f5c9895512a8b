package org.umdf4j.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/**
 * A scheduler with virtual time that runs its tasks strictly one at a time and repeats a run exactly.
 *
 * <p>Tasks are threads that hand a baton round. At every scheduling point (a lock, an unlock, a gate, a new task, a
 * timer, {@link #point}) the running task may have to hand it to another, as {@link Choices} say. The clock stands still
 * while any task can run and then jumps to the next deadline. One instance runs one scenario, with {@link #run}; apart from
 * that only its own tasks may use its locks and gates.
 *
 * <p>The run ends with a {@link SimulationFailure} when a task throws, when tasks wait for each other for ever, when a
 * lock is taken twice or given back by somebody else, when a task waits or calls a driver with a lock held, or
 * when it takes more than {@link #STEP_LIMIT} steps or {@link #REAL_TIME_LIMIT} of real time.
 */
public final class SimulatedScheduler implements Scheduler {
    /** More steps than any sensible scenario takes: beyond it tasks keep waking each other without getting anywhere. */
    public static final int STEP_LIMIT = 200_000;

    /** Real time after which a task that does not reach a scheduling point is given up. */
    public static final Duration REAL_TIME_LIMIT = Duration.ofSeconds(30);

    /** Places that start with this are the entry or exit of foreign code and must be passed with no lock held. */
    public static final String CALLBACK_PLACE = "callback.";

    private static final int SWITCHES_SHOWN = 40;
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    /** The places of a task that has been told to go: it must not touch the simulation any more. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("the simulation is over", null, false, false);
        }
    }

    private final class PendingTimer implements Timer {
        final String role;
        final long due;
        final Runnable body;

        PendingTimer(String role, long due, Runnable body) {
            this.role = role;
            this.due = due;
            this.body = body;
        }

        @Override
        public boolean cancel() {
            step(self(), "cancel timer " + role);
            return timers.remove(this);
        }
    }

    private final Choices choices;
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private final List<PendingTimer> timers = new ArrayList<>();
    private final List<String> deviations = new ArrayList<>();
    private final Deque<String> switches = new ArrayDeque<>();
    private final Semaphore over = new Semaphore(0);
    private @Nullable SimulatedTask current;
    private int created;
    private int choicePoints;
    private long steps;
    private volatile long now;
    private volatile boolean abandoned;
    private volatile @Nullable SimulationFailure failure;

    /** @param choices decides who goes next; used by this scheduler alone */
    public SimulatedScheduler(Choices choices) {
        this.choices = choices;
    }

    /**
     * Runs a scenario and returns when all its tasks have ended. Once per scheduler, from a thread outside the
     * simulation.
     *
     * @param main the first task
     * @throws SimulationFailure if anything went wrong
     */
    public void run(Runnable main) {
        if (created != 0) {
            throw new IllegalStateException("a simulated scheduler runs one scenario");
        }
        current = spawn("main", main);
        current.giveBaton();
        awaitEnd();
        SimulationFailure found = failure;
        if (found != null) {
            throw found;
        }
    }

    private void awaitEnd() {
        boolean inTime = true;
        try {
            inTime = over.tryAcquire(REAL_TIME_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            inTime = false;
        }
        if (!inTime) {
            report("no scheduling point reached within " + REAL_TIME_LIMIT.toSeconds() + " s of real time", null);
        }
        if (failure != null) {
            dismissAll();
        }
    }

    /** Wakes every task of a failed run; each throws at its next step. */
    private void dismissAll() {
        abandoned = true;
        List<SimulatedTask> left = List.copyOf(tasks);
        left.forEach(SimulatedTask::giveBaton);
        long deadline = System.nanoTime() + END_LIMIT.toNanos();
        for (SimulatedTask task : left) {
            try {
                task.thread.interrupt();
                task.thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Blocks the calling task until no other task can run. The clock does not move meanwhile. */
    public void awaitQuiet() {
        SimulatedTask self = self();
        requireNoLock(self, "waits for quiet");
        block(self, "await quiet", new Waiting.ForQuiet());
    }

    /** Blocks the calling task until this much virtual time has passed and everything due by then has happened. */
    public void pass(Duration time) {
        newGate("passing of " + time).await(time.toNanos());
        awaitQuiet();
    }

    /** What repeats the run so far, through {@link Choices#replay}. */
    public String schedule() {
        return deviations.isEmpty() ? "fifo" : String.join(",", deviations);
    }

    /** How many choice points the run has had. */
    public int choicePoints() {
        return choicePoints;
    }

    @Override
    public FrameworkLock newLock(String name) {
        return new SimulatedLock(this, name);
    }

    @Override
    public Gate newGate(String name) {
        return new SimulatedGate(this, name);
    }

    @Override
    public void execute(String role, Runnable task) {
        SimulatedTask self = self();
        var _ = spawn(role, task);
        step(self, "execute " + role);
    }

    @Override
    public Timer schedule(String role, long delayNanos, Runnable task) {
        SimulatedTask self = self();
        PendingTimer timer = new PendingTimer(role, now + Math.max(0, delayNanos), task);
        timers.add(timer);
        step(self, "schedule " + role);
        return timer;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void point(String place) {
        SimulatedTask self = self();
        if (place.startsWith(CALLBACK_PLACE)) {
            requireNoLock(self, "reaches " + place);
        }
        step(self, place);
    }

    /** The running task, which must be the caller. */
    SimulatedTask self() {
        if (abandoned) {
            throw new Abandoned();
        }
        SimulatedTask self = current;
        if (self == null || !self.thread.equals(Thread.currentThread())) {
            throw new IllegalStateException("thread " + Thread.currentThread().getName()
                    + " is no task of this simulation; only its tasks may use its locks, gates and timers");
        }
        return self;
    }

    void requireNoLock(SimulatedTask self, String does) {
        if (!self.held.isEmpty()) {
            throw fail("task '" + self.name + "' " + does + " with " + self.held, null);
        }
    }

    /** A scheduling point of a task that could go on. */
    void step(SimulatedTask self, String place) {
        block(self, place, SimulatedTask.NOTHING);
    }

    /** A scheduling point of a task that can go on when {@code waiting} is over. */
    void block(SimulatedTask self, String place, Waiting waiting) {
        self.place = place;
        self.waiting = waiting;
        self.lastStep = ++steps;
        if (steps > STEP_LIMIT) {
            throw fail("no end after " + STEP_LIMIT + " steps: tasks keep each other busy", null);
        }
        SimulatedTask next = next(self);
        if (next == null) {
            throw fail("deadlock: no task can run and no timer is set", null);
        }
        if (next != self) {
            handOver(next);
            self.awaitBaton();
            if (abandoned) {
                throw new Abandoned();
            }
        }
        self.waiting = SimulatedTask.NOTHING;
    }

    private SimulatedTask spawn(String name, Runnable body) {
        int id = created++;
        SimulatedTask[] self = new SimulatedTask[1];
        SimulatedTask task = new SimulatedTask(id, name, steps, () -> runTask(self[0], body));
        self[0] = task;
        tasks.add(task);
        task.thread.start();
        return task;
    }

    private void runTask(SimulatedTask self, Runnable body) {
        self.awaitBaton();
        try {
            if (!abandoned) {
                body.run();
                end(self);
            }
        } catch (Abandoned expected) {
            // The run is over; whoever ended it has the reason.
        } catch (Throwable thrown) {
            if (!abandoned) {
                report("task '" + self.name + "' ended with " + thrown, thrown);
                over.release();
            }
        }
    }

    private void end(SimulatedTask self) {
        if (abandoned) {
            return;
        }
        requireNoLock(self, "ends");
        tasks.remove(self);
        SimulatedTask next = next(self);
        if (next != null) {
            handOver(next);
        } else if (tasks.isEmpty() && timers.isEmpty()) {
            over.release();
        } else if (tasks.isEmpty()) {
            throw fail(
                    "timers are left: "
                            + timers.stream()
                                    .map(timer -> timer.role + " due at " + timer.due + " ns")
                                    .collect(Collectors.joining(", ")),
                    null);
        } else {
            throw fail("deadlock: no task can run and no timer is set", null);
        }
    }

    private void handOver(SimulatedTask next) {
        current = next;
        if (switches.size() == SWITCHES_SHOWN) {
            switches.removeFirst();
        }
        switches.addLast("'" + next.name + "' at " + next.place);
        next.giveBaton();
    }

    /** Who goes on, or null if nobody can ever again. Moves the clock if it must. */
    private @Nullable SimulatedTask next(SimulatedTask last) {
        while (true) {
            startDueTimers();
            List<SimulatedTask> enabled = enabled(last);
            if (!enabled.isEmpty()) {
                return enabled.size() == 1 ? enabled.getFirst() : choose(enabled, last);
            }
            if (tasks.isEmpty()) {
                return null;
            }
            long due = LongStream.concat(
                            timers.stream().mapToLong(timer -> timer.due),
                            tasks.stream().mapToLong(task -> task.waiting.deadline()))
                    .min()
                    .orElse(Waiting.NEVER);
            if (due == Waiting.NEVER) {
                return null;
            }
            now = due;
        }
    }

    private List<SimulatedTask> enabled(SimulatedTask last) {
        Comparator<SimulatedTask> order =
                Comparator.comparing((SimulatedTask task) -> task != last).thenComparingLong(task -> task.lastStep);
        List<SimulatedTask> enabled = tasks.stream()
                .filter(task -> task.waiting.isOver(now))
                .sorted(order)
                .toList();
        if (!enabled.isEmpty()) {
            return enabled;
        }
        return tasks.stream()
                .filter(task -> task.waiting instanceof Waiting.ForQuiet)
                .sorted(Comparator.comparingLong(task -> task.lastStep))
                .limit(1)
                .toList();
    }

    private SimulatedTask choose(List<SimulatedTask> enabled, SimulatedTask last) {
        List<ChoicePoint.Option> options = enabled.stream()
                .map(task -> new ChoicePoint.Option(task.id, task.name, task.place))
                .toList();
        ChoicePoint point = new ChoicePoint(choicePoints, options, enabled.getFirst() == last);
        int choice = choices.choose(point);
        if (choice != 0) {
            deviations.add(choicePoints + "=" + choice);
        }
        choicePoints++;
        return enabled.get(choice);
    }

    private void startDueTimers() {
        List<PendingTimer> due = timers.stream()
                .filter(timer -> timer.due <= now)
                .sorted(Comparator.comparingLong(timer -> timer.due))
                .toList();
        timers.removeAll(due);
        due.forEach(timer -> spawn(timer.role, timer.body));
    }

    /** Ends the run. The caller throws what this returns. */
    Error fail(String what, @Nullable Throwable cause) {
        report(what, cause);
        abandoned = true;
        over.release();
        return new Abandoned();
    }

    private void report(String what, @Nullable Throwable cause) {
        if (failure != null) {
            return; // What happens to a run that has already failed is a consequence.
        }
        StringBuilder message = new StringBuilder(what);
        message.append("\n  to repeat: Choices.replay(\"").append(schedule()).append("\")");
        message.append("\n  virtual time ").append(now).append(" ns, step ").append(steps);
        message.append("\n  tasks:");
        List.copyOf(tasks).forEach(task -> message.append('\n').append(task.describe()));
        message.append("\n  last switches, oldest first: ").append(String.join(" > ", switches));
        failure = new SimulationFailure(message.toString(), schedule(), cause);
    }
}
