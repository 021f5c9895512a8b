package org.umdf4j.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/** What a {@link SimulatedExecutor} does, now, later or again and again. Who waits for it waits in virtual time. */
final class SimulatedFuture<V> implements RunnableScheduledFuture<V> {
    private enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final Scheduler scheduler;
    private final Callable<V> callable;
    private final long period;
    private final boolean fixedRate;
    private final Consumer<SimulatedFuture<?>> again;
    private final FrameworkLock lock;
    private final Gate over;

    /** All guarded by {@link #lock}. */
    private State state = State.WAITING;

    private @Nullable V result;
    private @Nullable Throwable thrown;
    private @Nullable Thread runner;
    private @Nullable Timer timer;
    private Runnable calledOff = () -> {};
    private long due;

    /** Once. */
    SimulatedFuture(Scheduler scheduler, String name, Callable<V> callable) {
        this(scheduler, name, callable, 0, false, _ -> {});
    }

    /**
     * Again and again.
     *
     * @param period nanoseconds, 0 for once
     * @param fixedRate whether from begin to begin, not from end to begin
     * @param again told when it has ended and is to be started once more
     */
    SimulatedFuture(
            Scheduler scheduler,
            String name,
            Callable<V> callable,
            long period,
            boolean fixedRate,
            Consumer<SimulatedFuture<?>> again) {
        this.scheduler = scheduler;
        this.callable = callable;
        this.period = period;
        this.fixedRate = fixedRate;
        this.again = again;
        this.lock = scheduler.newLock("future of " + name);
        this.over = scheduler.newGate("end of a task of " + name);
        this.due = scheduler.nanoTime();
    }

    /** @param ifCalledOff told when it is cancelled before its time has come */
    void startAfter(long nanos, Runnable start, Runnable ifCalledOff) {
        long mine = scheduler.nanoTime() + nanos;
        lock.lock();
        try {
            due = mine;
            calledOff = ifCalledOff;
        } finally {
            lock.unlock();
        }
        Timer set = scheduler.schedule("delay", nanos, start);
        lock.lock();
        try {
            if (due == mine && state == State.WAITING) { // otherwise it has begun meanwhile
                timer = set;
            }
        } finally {
            lock.unlock();
        }
    }

    long nanosToGo() {
        lock.lock();
        try {
            return (fixedRate ? due + period : scheduler.nanoTime() + period) - scheduler.nanoTime();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isPeriodic() {
        return period > 0;
    }

    @Override
    public void run() {
        if (!move(State.WAITING, State.RUNNING)) {
            return;
        }
        try {
            V value = callable.call();
            if (isPeriodic()) {
                if (move(State.RUNNING, State.WAITING)) {
                    again.accept(this);
                }
            } else {
                end(State.DONE, value, null);
            }
        } catch (Exception e) {
            end(State.FAILED, null, e);
        }
    }

    private boolean move(State from, State to) {
        lock.lock();
        try {
            if (state != from) {
                return false;
            }
            state = to;
            timer = null;
            runner = to == State.RUNNING ? Thread.currentThread() : null;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void end(State how, @Nullable V value, @Nullable Throwable failure) {
        lock.lock();
        try {
            if (state != State.RUNNING) {
                return; // cancelled meanwhile
            }
            state = how;
            result = value;
            thrown = failure;
            runner = null;
        } finally {
            lock.unlock();
        }
        over.open();
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        Timer pending;
        Runnable tell;
        lock.lock();
        try {
            if (state != State.WAITING && state != State.RUNNING) {
                return false;
            }
            if (mayInterruptIfRunning && runner != null) {
                runner.interrupt();
            }
            state = State.CANCELLED;
            pending = timer;
            tell = calledOff;
        } finally {
            lock.unlock();
        }
        if (pending != null && pending.cancel()) {
            tell.run();
        }
        over.open();
        return true;
    }

    @Override
    public V get() throws ExecutionException {
        over.await();
        return outcome();
    }

    @Override
    public V get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
        if (!over.await(unit.toNanos(timeout))) {
            throw new TimeoutException();
        }
        return outcome();
    }

    @SuppressWarnings("NullAway") // whether null is a result is the callable's business
    private V outcome() throws ExecutionException {
        lock.lock();
        try {
            return switch (state) {
                case CANCELLED -> throw new CancellationException();
                case FAILED -> throw new ExecutionException(thrown);
                default -> result;
            };
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isCancelled() {
        lock.lock();
        try {
            return state == State.CANCELLED;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isDone() {
        return over.isOpen();
    }

    @Override
    public long getDelay(TimeUnit unit) {
        lock.lock();
        try {
            return unit.convert(due - scheduler.nanoTime(), TimeUnit.NANOSECONDS);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int compareTo(Delayed other) {
        return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
}
