package org.umdf4j.testkit.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;
import org.umdf4j.testkit.simulation.Step.Kind;

/**
 * A scheduler with virtual time that runs its tasks strictly one at a time and repeats a run exactly.
 *
 * <p>Tasks are threads that hand a baton round. At every scheduling point, of which {@link Granularity} has the list, the
 * running task may have to hand it to another, as {@link Choices} say. The clock stands still while any task can run and
 * then jumps to the next deadline. One instance runs one scenario, with {@link #run}; apart from that only its own tasks may
 * use its locks and gates.
 *
 * <p>A task that has to wait for a lock which a driver took by itself and another task holds waits like any other; see
 * {@link Threads}.
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

    /** The {@link SimulationFailure#kind} of {@link #watchLockOrder}. */
    public static final String LOCK_ORDER = "lock order";

    /** Places that start with this are the entry or exit of foreign code and must be passed with no lock held. */
    public static final String CALLBACK_PLACE = "callback.";

    /** The clock on the wall when a simulation begins: the first moment of 2026, in units of 100 ns since 1601. */
    private static final long SYSTEM_TIME_AT_START = 134_116_992_000_000_000L;

    private static final String FRAMEWORK = "org.umdf4j.framework.";
    private static final int SWITCHES_SHOWN = 40;
    private static final ChoicePoint.Option TIME_PASSES = new ChoicePoint.Option(-1, "time", "time", "time passes");
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    /** Real time after which a task that waits for something outside the simulation is given up. */
    static final Duration OUTSIDE_LIMIT = Duration.ofSeconds(3);

    /** The places of a task that has been told to go: it must not touch the simulation any more. */
    private static final class Abandoned extends Error {
        private static final long serialVersionUID = 1L;

        Abandoned() {
            super("the simulation is over", null, false, false);
        }
    }

    private final class PendingTimer implements Timer {
        final String path;
        final String role;
        final long due;
        final Runnable body;

        PendingTimer(SimulatedTask setter, String role, long due, Runnable body) {
            this.path = setter.newChild();
            this.role = role;
            this.due = due;
            this.body = body;
        }

        @Override
        public boolean cancel() {
            step(self(), "cancel timer " + role);
            footprint.add(path, Kind.WRITE);
            return timers.remove(this);
        }
    }

    private final Choices choices;
    private final Granularity granularity;
    private final Footprint footprint;
    private final List<SimulatedTask> tasks = new ArrayList<>();
    private final List<PendingTimer> timers = new ArrayList<>();
    private final List<String> deviations = new ArrayList<>();
    private final Deque<String> switches = new ArrayDeque<>();
    private final Semaphore over = new Semaphore(0);
    private final Threads threads;
    private final DriverLocks driverLocks = new DriverLocks();
    private volatile @Nullable SimulatedTask current;
    private int created;
    private int outsideObjects;
    private boolean calm;
    private boolean nothingNew;
    private boolean metDriverLock;
    private boolean nothingShared;

    /** Somebody looks at what stands still, see {@link #observe}. */
    private boolean observed;

    private Runnable beforeDeadlock = () -> {};
    private @Nullable ObjectListener objectListener;
    private @Nullable LockOrder lockOrder;
    private @Nullable List<LogEntry> log;
    private int choicePoints;
    private long steps;
    private volatile long now;

    /** By how much the clock on the wall has been set, in units of 100 ns. */
    private final AtomicLong clockSet = new AtomicLong();

    private volatile boolean abandoned;
    private volatile @Nullable SimulationFailure failure;

    /**
     * Interleaves as finely as {@link Granularity#ENGINE}.
     *
     * @param choices decides who goes next; used by this scheduler alone
     */
    public SimulatedScheduler(Choices choices) {
        this(choices, Granularity.ENGINE);
    }

    /** Runs on {@link Threads#PLATFORM}. */
    public SimulatedScheduler(Choices choices, Granularity granularity) {
        this(choices, granularity, Threads.PLATFORM);
    }

    /** @param choices decides who goes next; used by this scheduler alone */
    public SimulatedScheduler(Choices choices, Granularity granularity, Threads threads) {
        this.threads = threads;
        this.choices = choices;
        this.granularity = granularity;
        this.footprint = new Footprint(choices.followsSteps());
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
        current = spawn("0", "main", main);
        current.giveBaton();
        awaitEnd();
        SimulationFailure found = failure;
        if (found != null) {
            throw found;
        }
    }

    private void awaitEnd() {
        new Watcher(this, threads, over).watch();
        if (failure != null || nothingNew || metDriverLock) {
            dismissAll();
        }
    }

    /** For {@link Watcher}: the task that should be running. */
    @Nullable
    SimulatedTask running() {
        return abandoned ? null : current;
    }

    /** For {@link Watcher}: counts the steps of the run. */
    long steps() {
        return steps;
    }

    /** For {@link Watcher}: the run does not go on. */
    void giveUp(String why) {
        var _ = fail("stuck", why, null);
    }

    /**
     * For {@link Watcher}: the running task cannot reach its next scheduling point because of a lock that the driver took.
     * Goes on with another task in its stead.
     *
     * @return whether that was so
     */
    boolean standsAtLock(SimulatedTask running) {
        if (threads == Threads.VIRTUAL) {
            metDriverLock = true;
            abandoned = true;
            over.release();
            return true;
        }
        boolean othersWentOn = driverLocks.settle(() -> abandoned);
        Optional<Waiting.ForDriverLock> lock = driverLocks.waitOf(running);
        if (lock.isEmpty()) {
            return othersWentOn;
        }
        driverLocks.waits(running, lock.get());
        running.place = "wait for a lock of the driver";
        running.lastStep = ++steps;
        footprint.addForeign();
        stepEnded(running);
        SimulatedTask next = next(running);
        if (next == null) {
            var _ = deadlock();
        } else {
            handOver(next);
        }
        return true;
    }

    /**
     * Whether the run ended because two tasks met at a lock of the driver's own, which only {@link Threads#PLATFORM} can
     * follow. There is nothing to judge then.
     */
    public boolean hasMetDriverLock() {
        return metDriverLock;
    }

    /** Whether {@link Choices#NOTHING_NEW} cut the run short. */
    public boolean isCutShort() {
        return nothingNew;
    }

    /** Wakes every task of a failed run; each throws at its next step. */
    private void dismissAll() {
        abandoned = true;
        List<SimulatedTask> left = List.copyOf(tasks);
        left.forEach(SimulatedTask::giveBaton);
        // Whoever stands at a lock goes when its holder has gone. Those in a circle never do, nothing can make them.
        left = left.stream()
                .filter(task -> !(task.waiting instanceof Waiting.ForDriverLock))
                .toList();
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
        footprint.add("quiet", Kind.WRITE); // several who wait for it get it in the order they came
        block(self, "await quiet", new Waiting.ForQuiet());
    }

    /** Blocks the calling task until this much virtual time has passed and everything due by then has happened. */
    public void pass(Duration time) {
        newGate("passing of " + time).await(time.toNanos());
        awaitQuiet();
    }

    /**
     * Has a task of its own do something at any time from now on: at any scheduling point, while others wait for quiet, and
     * also when time has passed. Which it is, the choices say. It is done at the latest when {@link #endAnyTime} is called.
     */
    public void anyTime(String role, Runnable task) {
        SimulatedTask self = self();
        String path = self.newChild();
        footprint.add(path, Kind.SIGNAL);
        SimulatedTask waiting = spawn(path, role, task);
        waiting.anyTime = true;
        waiting.place = SimulatedTask.ANY_TIME;
        step(self, "any time from here: " + role);
    }

    /** What was to happen {@link #anyTime} and has not, happens now: before time passes and before anybody finds quiet. */
    public void endAnyTime() {
        tasks.forEach(task -> task.anyTime = false);
    }

    /** Where another task may go first. */
    public Granularity granularity() {
        return granularity;
    }

    /**
     * Does something with every task running until it blocks, whatever the choices are: a part of the scenario whose
     * interleavings are of no interest. Waits for quiet before and after.
     */
    public void calmly(Runnable action) {
        awaitQuiet();
        calm = true;
        try {
            action.run();
            awaitQuiet();
        } finally {
            calm = false;
        }
        footprint.drop();
    }

    /**
     * Promises that from now on the drivers' and the test's code share no data but through the framework and the
     * simulation, so that two of its pieces can change places without a difference. Without the promise a search takes
     * any two of them for dependent.
     */
    public void nothingIsShared() {
        nothingShared = true;
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
        return new SimulatedLock(this, name, newObject());
    }

    @Override
    public Gate newGate(String name) {
        return new SimulatedGate(this, name, newObject());
    }

    @Override
    public void execute(String role, Runnable task) {
        SimulatedTask self = self();
        String path = self.newChild();
        footprint.add(path, Kind.SIGNAL);
        var _ = spawn(path, role, task);
        step(self, "execute " + role);
    }

    @Override
    public Timer schedule(String role, long delayNanos, Runnable task) {
        SimulatedTask self = self();
        PendingTimer timer = new PendingTimer(self, role, now + Math.max(0, delayNanos), task);
        timers.add(timer);
        footprint.add(timer.path, Kind.SIGNAL);
        step(self, "schedule " + role);
        return timer;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long systemTime() {
        return SYSTEM_TIME_AT_START + clockSet.get() + now / 100;
    }

    /** Somebody sets the clock on the wall forward, or back if negative. Relative times do not change. */
    public void setClock(Duration forward) {
        var _ = clockSet.addAndGet(forward.toNanos() / 100);
    }

    @Override
    public void point(String place) {
        SimulatedTask self = self();
        if (place.startsWith(CALLBACK_PLACE)) {
            requireNoLock(self, "reaches " + place);
        }
        step(self, place);
    }

    @Override
    public void point(String place, Object about) {
        self().about = about;
        point(place);
    }

    /** Has something done by the last task that ran, when no task can go on, before the run fails. Before the run. */
    public void beforeDeadlock(Runnable action) {
        beforeDeadlock = action;
    }

    /**
     * Looks at the framework's state while everything stands still: no lock is waited for and nobody else goes first. The
     * calling task must change nothing.
     */
    public void observe(Runnable look) {
        observed = true;
        try {
            look.run();
        } finally {
            observed = false;
        }
    }

    boolean isObserved() {
        return observed;
    }

    /** Has the run remember what its tasks do. Before the run. */
    public void keepLog() {
        log = new ArrayList<>();
    }

    /** What the tasks have done, in order, as far as drivers can see it; empty without {@link #keepLog}. */
    public List<LogEntry> log() {
        return log == null ? List.of() : List.copyOf(log);
    }

    @Override
    public void access(Object shared, boolean write) {
        if (observed || !isOwnTask()) {
            return; // nothing to interleave, or before the run or after it
        }
        SimulatedTask self = self();
        if (granularity == Granularity.ENGINE) {
            step(self, write ? "change of a shared word" : "look at a shared word");
        }
        footprint.addShared(self, shared, write ? Kind.WRITE : Kind.READ);
    }

    /**
     * Has the run look at every point in which order tasks take locks, which makes it much slower, and fail with {@code
     * "lock order"} when two tasks differ in it. Before the run, which must be on {@link Threads#PLATFORM}.
     */
    public void watchLockOrder() {
        lockOrder = new LockOrder();
    }

    /** Whether {@link #watchLockOrder} has seen a driver hold a lock of its own at a scheduling point. */
    public boolean hasSeenDriverLocks() {
        return lockOrder != null && lockOrder.hasSeenMonitors();
    }

    @Override
    public void callbackLock(Object lock, boolean taken) {
        if (lockOrder != null && isOwnTask()) {
            lockOrder.callbackLock(self(), lock, taken);
        }
    }

    private void lookAtLockOrder(SimulatedTask self) {
        if (lockOrder != null && !observed) {
            Optional<String> broken = lockOrder.look(self);
            if (broken.isPresent()) {
                throw fail(LOCK_ORDER, LOCK_ORDER + ": tasks take locks in different orders" + broken.get(), null);
            }
        }
    }

    /** Has somebody hear of the objects that drivers make. Before the run. */
    public void listenToObjects(ObjectListener listener) {
        objectListener = listener;
    }

    @Override
    public void objectCreated(Object object, Object parent) {
        if (objectListener != null && isOwnTask()) {
            objectListener.created(object, parent, self().code.callback());
        }
    }

    @Override
    public void objectEnded(Object object) {
        if (objectListener != null && isOwnTask()) {
            objectListener.ended(object);
        }
    }

    Footprint footprint() {
        return footprint;
    }

    /** Whether the caller is the running task. */
    boolean isOwnTask() {
        comeBack();
        return isRunning(Thread.currentThread());
    }

    private boolean isRunning(Thread thread) {
        SimulatedTask running = current;
        return running != null && !abandoned && running.thread == thread;
    }

    private String newObject() {
        comeBack();
        SimulatedTask running = current;
        return running == null ? "#" + outsideObjects++ : running.newObject();
    }

    /** If the caller is a task that has got a driver's lock for which it had stood still: waits for its turn. */
    private void comeBack() {
        if (threads == Threads.PLATFORM && Thread.currentThread() instanceof SimulatedTask.PlatformThread thread) {
            SimulatedTask self = thread.task();
            if (self.waiting instanceof Waiting.ForDriverLock && !abandoned) {
                self.arrived = true;
                self.awaitBaton();
                if (abandoned) {
                    throw new Abandoned();
                }
                goOn(self);
            }
        }
    }

    /** The running task, which must be the caller. */
    SimulatedTask self() {
        if (abandoned) {
            throw new Abandoned();
        }
        comeBack();
        SimulatedTask self = current;
        if (self == null || self.thread != Thread.currentThread()) {
            throw new IllegalStateException("thread " + Thread.currentThread().getName()
                    + " is no task of this simulation; only its tasks may use its locks, gates and timers");
        }
        return self;
    }

    void requireNoLock(SimulatedTask self, String does) {
        if (!self.held.isEmpty()) {
            throw fail("lock misuse", "task '" + self.name + "' " + does + " with " + self.held, null);
        }
    }

    /** A scheduling point of a task that could go on. */
    void step(SimulatedTask self, String place) {
        if (observed) {
            return;
        }
        if (granularity == Granularity.DRIVER && !self.held.isEmpty()) {
            countStep(); // what happens under a lock is one piece with what follows
        } else {
            block(self, place, SimulatedTask.NOTHING);
        }
    }

    /** A lock or unlock: a scheduling point only if it must be one. */
    void lockPoint(SimulatedTask self, String place, Waiting waiting) {
        if (granularity == Granularity.DRIVER && waiting.isOver(now)) {
            countStep();
        } else {
            block(self, place, waiting);
        }
    }

    private void countStep() {
        steps++;
        if (steps > STEP_LIMIT) {
            throw fail("no end", "no end after " + STEP_LIMIT + " steps: tasks keep each other busy", null);
        }
    }

    /** A scheduling point of a task that can go on when {@code waiting} is over. */
    void block(SimulatedTask self, String place, Waiting waiting) {
        countStep();
        lookAtLockOrder(self);
        self.place = place;
        self.waiting = waiting;
        self.lastStep = steps;
        settleDriverLocks();
        stepEnded(self);
        SimulatedTask next = next(self);
        if (next == null) {
            throw deadlock();
        }
        if (next != self) {
            handOver(next);
            self.awaitBaton();
            if (abandoned) {
                throw new Abandoned();
            }
        }
        self.waiting = SimulatedTask.NOTHING;
        goOn(self);
    }

    private void goOn(SimulatedTask self) {
        if (log != null && !calm) {
            log.add(new LogEntry(self.name, self.id, self.place, String.valueOf(self.about), now));
        }
        self.code.goesOnFrom(self.place, self.about);
        self.about = "";
        if (!nothingShared && self.code.mayBeForeign()) {
            footprint.addForeign();
        }
    }

    /** What tasks did that had waited for a driver's lock, from there to where they stand now, belongs to this step. */
    private void settleDriverLocks() {
        if (driverLocks.settle(() -> abandoned)) {
            footprint.addForeign();
        }
    }

    private void stepEnded(SimulatedTask self) {
        if (footprint.isWanted() && !calm) {
            choices.ran(footprint.take(self.path));
        }
    }

    private SimulatedTask spawn(String path, String name, Runnable body) {
        int id = created++;
        boolean foreign = !body.getClass().getName().startsWith(FRAMEWORK);
        SimulatedTask[] self = new SimulatedTask[1];
        SimulatedTask task = new SimulatedTask(id, path, name, foreign, steps, () -> runTask(self[0], body), threads);
        self[0] = task;
        tasks.add(task);
        driverLocks.add(task);
        task.thread.start();
        return task;
    }

    private void runTask(SimulatedTask self, Runnable body) {
        self.awaitBaton();
        try {
            if (!abandoned) {
                footprint.add(self.path, Kind.RECEIVE);
                self.anyTime = false;
                goOn(self);
                body.run();
                comeBack();
                end(self);
            }
        } catch (Abandoned expected) {
            // The run is over; whoever ended it has the reason.
        } catch (Throwable thrown) {
            failed(self, thrown);
        }
    }

    private void failed(SimulatedTask self, Throwable thrown) {
        try {
            comeBack();
        } catch (Abandoned tooLate) {
            return;
        }
        if (!abandoned) {
            report(SimulationFailure.kindOf(thrown), "task '" + self.name + "' ended with " + thrown, thrown);
            over.release();
        }
    }

    private void end(SimulatedTask self) {
        if (abandoned) {
            return;
        }
        requireNoLock(self, "ends");
        tasks.remove(self);
        settleDriverLocks();
        stepEnded(self);
        SimulatedTask next = next(self);
        if (next != null) {
            handOver(next);
        } else if (tasks.isEmpty() && timers.isEmpty()) {
            over.release();
        } else if (tasks.isEmpty()) {
            throw fail(
                    "timers are left",
                    "timers are left: "
                            + timers.stream()
                                    .map(timer -> timer.role + " due at " + timer.due + " ns")
                                    .collect(Collectors.joining(", ")),
                    null);
        } else {
            throw deadlock();
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
            if (!enabled.isEmpty() && !enabled.getFirst().anyTime) {
                return oneOf(enabled, last);
            }
            SimulatedTask quiet = longestWaitingForQuiet();
            if (quiet != null) {
                enabled.addFirst(quiet);
                SimulatedTask next = oneOf(enabled, last);
                if (next == quiet) {
                    footprint.nothingElseCould();
                }
                return next;
            }
            long due = tasks.isEmpty() ? Waiting.NEVER : nextDeadline();
            if (due == Waiting.NEVER) {
                return enabled.isEmpty() ? null : oneOf(enabled, last);
            }
            SimulatedTask instead = enabled.isEmpty() || calm ? null : ratherThanTime(enabled);
            if (instead != null) {
                return instead;
            }
            footprint.nothingElseCould();
            now = due;
        }
    }

    private SimulatedTask oneOf(List<SimulatedTask> enabled, SimulatedTask last) {
        return enabled.size() == 1 ? only(enabled.getFirst()) : choose(enabled, last);
    }

    /** The task that begins before time passes; null if none does. The passing of time is like a step of a task. */
    private @Nullable SimulatedTask ratherThanTime(List<SimulatedTask> anyTime) {
        List<ChoicePoint.Option> options = new ArrayList<>();
        options.add(TIME_PASSES);
        anyTime.forEach(task -> options.add(option(task)));
        int choice = choose(options, /* canContinue= */ false, /* decidesWhatTimeBrings= */ true);
        if (choice > 0) {
            return anyTime.get(choice - 1);
        }
        footprint.nothingElseCould();
        if (footprint.isWanted()) {
            choices.ran(footprint.take(TIME_PASSES.path()));
        }
        return null;
    }

    private long nextDeadline() {
        long due = Waiting.NEVER;
        for (PendingTimer timer : timers) {
            due = Math.min(due, timer.due);
        }
        for (SimulatedTask task : tasks) {
            due = Math.min(due, task.waiting.deadline());
        }
        return due;
    }

    /** Those that can go on: first the one that ran last, then by how long they have stood still. */
    private List<SimulatedTask> enabled(SimulatedTask last) {
        List<SimulatedTask> enabled = new ArrayList<>(tasks.size());
        for (SimulatedTask task : tasks) {
            if (task.waiting.isOver(now)) {
                int position = enabled.size();
                while (position > 0 && goesBefore(task, enabled.get(position - 1), last)) {
                    position--;
                }
                enabled.add(position, task);
            }
        }
        return enabled;
    }

    private static boolean goesBefore(SimulatedTask task, SimulatedTask other, SimulatedTask last) {
        if (task.anyTime != other.anyTime) {
            return other.anyTime;
        }
        return task == last || (other != last && task.lastStep < other.lastStep);
    }

    private @Nullable SimulatedTask longestWaitingForQuiet() {
        SimulatedTask longest = null;
        for (SimulatedTask task : tasks) {
            if (task.waiting instanceof Waiting.ForQuiet && (longest == null || task.lastStep < longest.lastStep)) {
                longest = task;
            }
        }
        return longest;
    }

    private SimulatedTask only(SimulatedTask task) {
        if (footprint.isWanted() && !calm && !choices.forced(option(task))) {
            throw cutShort();
        }
        return task;
    }

    private SimulatedTask choose(List<SimulatedTask> enabled, SimulatedTask last) {
        if (calm) {
            return enabled.getFirst();
        }
        List<ChoicePoint.Option> options =
                enabled.stream().map(SimulatedScheduler::option).toList();
        boolean ifQuiet = enabled.getFirst().waiting instanceof Waiting.ForQuiet;
        return enabled.get(choose(options, enabled.getFirst() == last, ifQuiet));
    }

    private int choose(List<ChoicePoint.Option> options, boolean canContinue, boolean decidesWhatTimeBrings) {
        int choice = ask(new ChoicePoint(choicePoints, options, canContinue, decidesWhatTimeBrings));
        if (choice == Choices.NOTHING_NEW) {
            throw cutShort();
        }
        if (choice != 0) {
            deviations.add(choicePoints + "=" + choice);
        }
        choicePoints++;
        return choice;
    }

    private int ask(ChoicePoint point) {
        try {
            return choices.choose(point);
        } catch (RuntimeException refused) {
            throw fail("choices", String.valueOf(refused.getMessage()), refused);
        }
    }

    private Error deadlock() {
        beforeDeadlock.run();
        String kind = driverLocks.anybodyWaits() ? "deadlock at locks of the driver" : "deadlock";
        return fail(kind, kind + ": no task can run and no timer is set" + driverLocks.explain(), null);
    }

    private static ChoicePoint.Option option(SimulatedTask task) {
        return new ChoicePoint.Option(task.id, task.path, task.name, task.place);
    }

    private Error cutShort() {
        nothingNew = true;
        abandoned = true;
        over.release();
        return new Abandoned();
    }

    private void startDueTimers() {
        if (timers.isEmpty()) {
            return;
        }
        List<PendingTimer> due = timers.stream()
                .filter(timer -> timer.due <= now)
                .sorted(Comparator.comparingLong(timer -> timer.due))
                .toList();
        timers.removeAll(due);
        due.forEach(timer -> spawn(timer.path, timer.role, timer.body));
    }

    /** Ends the run. The caller throws what this returns. */
    Error fail(String kind, String what, @Nullable Throwable cause) {
        report(kind, what, cause);
        abandoned = true;
        over.release();
        return new Abandoned();
    }

    private void report(String kind, String what, @Nullable Throwable cause) {
        if (failure != null) {
            return; // What happens to a run that has already failed is a consequence.
        }
        StringBuilder message = new StringBuilder();
        message.append("\n  to repeat: Choices.replay(\"").append(schedule()).append("\")");
        message.append("\n  virtual time ").append(now).append(" ns, step ").append(steps);
        message.append("\n  tasks:");
        List.copyOf(tasks).forEach(task -> message.append('\n').append(task.describe()));
        message.append("\n  last switches, oldest first: ").append(String.join(" > ", switches));
        failure = new SimulationFailure(kind, what, message.toString(), schedule(), cause);
    }
}
