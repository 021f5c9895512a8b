package org.umdf4j.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * An executor whose threads are tasks of a simulation and whose delays pass in its time. For its tasks only.
 *
 * <p>As with a {@link java.util.concurrent.ScheduledThreadPoolExecutor}, what has been executed waits for one of the
 * threads in the order it came, and a shutdown lets delayed tasks happen but ends periodic ones. All delays must have
 * passed or been called off by the end of the run.
 */
final class SimulatedExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final Scheduler scheduler;
    private final String name;
    private final int threads;
    private final FrameworkLock lock;
    private final Gate terminated;

    /** All guarded by {@link #lock}. */
    private final Deque<Runnable> queue = new ArrayDeque<>();

    private final Set<SimulatedFuture<?>> delayed = new HashSet<>();
    private final Set<Thread> working = new HashSet<>();
    private int workers;
    private boolean shutdown;

    SimulatedExecutor(Scheduler scheduler, String name, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("an executor with " + threads + " threads never does anything");
        }
        this.scheduler = scheduler;
        this.name = name;
        this.threads = threads;
        this.lock = scheduler.newLock("executor " + name);
        this.terminated = scheduler.newGate("executor " + name + " terminated");
    }

    // ------------------------------------------------------------------------------------------- now

    @Override
    public void execute(Runnable command) {
        lock.lock();
        try {
            requireOpenLocked();
            if (!takeThreadLocked(command)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        scheduler.execute(name, () -> work(command));
    }

    private void requireOpenLocked() {
        if (shutdown) {
            throw new RejectedExecutionException("executor " + name + " has been shut down");
        }
    }

    /** Whether there is a thread to be had for it; otherwise it waits for one. */
    private boolean takeThreadLocked(Runnable command) {
        if (workers == threads) {
            queue.add(command);
            return false;
        }
        workers++;
        return true;
    }

    private void work(Runnable first) {
        lock.lock();
        try {
            working.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
        for (Runnable next = first; next != null; next = next()) {
            next.run();
        }
        openIfTerminated();
    }

    /** What to do next; null for nothing, and the worker ends. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            Runnable next = queue.poll();
            if (next == null) {
                workers--;
                working.remove(Thread.currentThread());
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable runnable, T value) {
        return newTaskFor(Executors.callable(runnable, value));
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
        return new SimulatedFuture<>(scheduler, name, callable);
    }

    /** Not for a simulation: which of several ends first is up to nobody but the schedule. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks) {
        throw new UnsupportedOperationException("invokeAny waits where the simulation cannot see it; submit the tasks");
    }

    /** As {@link #invokeAny(Collection)}. */
    @Override
    public <T> T invokeAny(Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit) {
        return invokeAny(tasks);
    }

    // ------------------------------------------------------------------------------------------- later

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return schedule(Executors.callable(command), delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        return later(new SimulatedFuture<>(scheduler, name, callable), unit.toNanos(delay));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        return later(periodic(command, unit.toNanos(period), /* fixedRate= */ true), unit.toNanos(initialDelay));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        return later(periodic(command, unit.toNanos(delay), /* fixedRate= */ false), unit.toNanos(initialDelay));
    }

    private SimulatedFuture<?> periodic(Runnable command, long period, boolean fixedRate) {
        if (period <= 0) {
            throw new IllegalArgumentException("a period of " + period + " ns");
        }
        return new SimulatedFuture<>(scheduler, name, Executors.callable(command), period, fixedRate, this::again);
    }

    private void again(SimulatedFuture<?> periodic) {
        if (!isShutdown()) {
            var _ = later(periodic, periodic.nanosToGo());
        } else {
            var _ = periodic.cancel(false);
        }
    }

    private <V> SimulatedFuture<V> later(SimulatedFuture<V> future, long nanos) {
        lock.lock();
        try {
            requireOpenLocked();
            delayed.add(future);
        } finally {
            lock.unlock();
        }
        future.startAfter(Math.max(0, nanos), () -> due(future), () -> calledOff(future));
        return future;
    }

    private void due(SimulatedFuture<?> future) {
        lock.lock();
        try {
            if (!delayed.remove(future) || !takeThreadLocked(future)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        scheduler.execute(name, () -> work(future));
    }

    private void calledOff(SimulatedFuture<?> future) {
        lock.lock();
        try {
            delayed.remove(future);
        } finally {
            lock.unlock();
        }
        openIfTerminated();
    }

    // ------------------------------------------------------------------------------------------- end

    @Override
    public void shutdown() {
        end(/* now= */ false);
    }

    @Override
    public List<Runnable> shutdownNow() {
        return end(/* now= */ true);
    }

    private List<Runnable> end(boolean now) {
        List<Runnable> left = new ArrayList<>();
        List<SimulatedFuture<?>> calledOff;
        lock.lock();
        try {
            shutdown = true;
            calledOff = delayed.stream()
                    .filter(future -> now || future.isPeriodic())
                    .toList();
            if (now) {
                left.addAll(queue);
                queue.clear();
                working.forEach(Thread::interrupt);
            }
        } finally {
            lock.unlock();
        }
        calledOff.forEach(future -> {
            var _ = future.cancel(false);
        });
        if (now) {
            left.addAll(calledOff);
        }
        openIfTerminated();
        return left;
    }

    private void openIfTerminated() {
        if (isTerminated()) {
            terminated.open();
        }
    }

    @Override
    public boolean isShutdown() {
        lock.lock();
        try {
            return shutdown;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isTerminated() {
        lock.lock();
        try {
            return shutdown && workers == 0 && queue.isEmpty() && delayed.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        openIfTerminated();
        return terminated.await(unit.toNanos(timeout));
    }

    /** For what {@link Future#cancel} has to be told. */
    @Override
    public String toString() {
        return "executor " + name;
    }
}
