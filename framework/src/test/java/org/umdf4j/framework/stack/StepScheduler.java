package org.umdf4j.framework.stack;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/**
 * A deterministic scheduler for tests: many threads, of which exactly one runs at a time. It hands the turn on only when
 * it waits for a gate or ends, to the thread that has been ready longest; time passes only in {@link #advance} or when a
 * wait has nothing else to wait for. Locks check that they are not held across a wait.
 */
public final class StepScheduler implements Scheduler {
    /** A thread that waits for its turn. */
    private static final class Turn {
        final Semaphore mine = new Semaphore(0);
        int locksHeld;
    }

    private final class Alarm implements Timer {
        final long dueNanos;
        final long order;
        final Runnable task;

        Alarm(long dueNanos, long order, Runnable task) {
            this.dueNanos = dueNanos;
            this.order = order;
            this.task = task;
        }

        @Override
        public boolean cancel() {
            return alarms.remove(this);
        }
    }

    private final Deque<Turn> ready = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(
            Comparator.<Alarm>comparingLong(alarm -> alarm.dueNanos).thenComparingLong(alarm -> alarm.order));
    private long now = 1_000_000_000L;
    private long order;
    private Turn running = new Turn();

    /** Set when a thread died of an error, to fail the test. */
    private @Nullable Throwable failure;

    /** The thread that makes it drives the test and has the first turn. */
    public StepScheduler() {}

    @Override
    public FrameworkLock newLock(String name) {
        return new FrameworkLock() {
            private @Nullable Turn holder;

            @Override
            public void lock() {
                if (holder != null) {
                    throw new AssertionError("lock '" + name + "' is taken by one who waits, or twice");
                }
                holder = running;
                running.locksHeld++;
            }

            @Override
            public void unlock() {
                if (holder != running) {
                    throw new AssertionError("lock '" + name + "' is not held");
                }
                holder = null;
                running.locksHeld--;
            }
        };
    }

    @Override
    public Gate newGate(String name) {
        return new StepGate(name);
    }

    private final class StepGate implements Gate {
        private final String name;
        private final Deque<Turn> waiting = new ArrayDeque<>();
        private boolean open;

        StepGate(String name) {
            this.name = name;
        }

        @Override
        public void open() {
            open = true;
            ready.addAll(waiting);
            waiting.clear();
        }

        @Override
        public void await() {
            if (running.locksHeld > 0) {
                throw new AssertionError("waits for '" + name + "' with a lock held");
            }
            if (!open) {
                waiting.add(running);
                handOn(name);
            }
        }

        @Override
        public boolean await(long timeoutNanos) {
            if (!open) {
                Timer timer = schedule("timeout", timeoutNanos, () -> {
                    waiting.forEach(ready::add);
                    waiting.clear();
                });
                await();
                timer.cancel();
            }
            return open;
        }

        @Override
        public boolean isOpen() {
            return open;
        }
    }

    @Override
    public void execute(String role, Runnable task) {
        Turn turn = new Turn();
        ready.add(turn);
        Thread thread = new Thread(
                () -> {
                    turn.mine.acquireUninterruptibly();
                    try {
                        task.run();
                    } catch (Throwable thrown) {
                        failure = thrown;
                    }
                    passTurn(role);
                },
                role);
        thread.setDaemon(true);
        thread.start();
    }

    /** The running thread waits: the next one runs until it is this one's turn again. */
    private void handOn(String why) {
        Turn mine = running;
        passTurn(why);
        mine.mine.acquireUninterruptibly();
        Throwable thrown = failure;
        if (thrown != null) {
            throw new AssertionError("a thread of the scheduler failed", thrown);
        }
    }

    private void passTurn(String why) {
        while (ready.isEmpty()) {
            Alarm next = alarms.poll();
            if (next == null) {
                stuck(why);
                return;
            }
            now = Math.max(now, next.dueNanos);
            execute("timer", next.task);
        }
        running = ready.removeFirst();
        running.mine.release();
    }

    /** Nothing can run any more: whoever drives the test must hear of it instead of waiting for ever. */
    private void stuck(String why) {
        failure = new AssertionError("nothing can run; the last thread waits for or ended with '" + why + "'");
        driver.mine.release();
        running = driver;
    }

    /** The test's own thread, the one that made the scheduler. */
    private final Turn driver = running;

    @Override
    public Timer schedule(String role, long delayNanos, Runnable task) {
        Alarm alarm = new Alarm(now + delayNanos, order++, task);
        alarms.add(alarm);
        return alarm;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public long systemTime() {
        return now / 100;
    }

    /** Lets every other thread run until each waits for a gate or has ended. Time stands still. Test thread only. */
    public void settle() {
        while (!ready.isEmpty()) {
            ready.addLast(running);
            handOn("settle");
        }
    }

    /** Lets time pass, firing what falls due, and settles. Test thread only. */
    public void advance(long nanos) {
        long until = now + nanos;
        settle();
        for (Optional<Alarm> due = due(until); due.isPresent(); due = due(until)) {
            alarms.remove(due.get());
            now = Math.max(now, due.get().dueNanos);
            execute("timer", due.get().task);
            settle();
        }
        now = until;
    }

    private Optional<Alarm> due(long until) {
        return Optional.ofNullable(alarms.peek()).filter(alarm -> alarm.dueNanos <= until);
    }
}
