package org.umdf4j.framework.stack;

import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/**
 * The critical-request timer (HOST-1): runs while an operation does, starts anew with every sign of progress (HOST-2).
 *
 * <p>Progress is one volatile write, not a new timer: the timer looks when it fires how much time is left.
 */
final class CriticalTimer {
    /** One guarded operation. */
    private record Watch(String operation) {}

    private final Scheduler scheduler;
    private final long timeoutNanos;
    private final Consumer<String> expired;
    private final FrameworkLock lock;

    private volatile long lastProgress;

    /** The operation under way. Written under {@link #lock}. */
    private volatile @Nullable Watch watch;

    /** Guarded by {@link #lock}. */
    private @Nullable Timer timer;

    /** @param expired told, on the scheduler's thread and without a lock, which operation made no progress */
    CriticalTimer(Scheduler scheduler, long timeoutNanos, Consumer<String> expired) {
        this.scheduler = scheduler;
        this.timeoutNanos = timeoutNanos;
        this.expired = expired;
        this.lock = scheduler.newLock("critical-request timer");
    }

    /** An operation begins; none is under way. */
    void begin(String operation) {
        Watch begun = new Watch(operation);
        lastProgress = scheduler.nanoTime();
        lock.lock();
        try {
            watch = begun;
            timer = scheduler.schedule("critical-request timer", timeoutNanos, () -> look(begun));
        } finally {
            lock.unlock();
        }
    }

    /** The operation has ended. */
    void end() {
        Optional<Timer> idle;
        lock.lock();
        try {
            watch = null;
            idle = Optional.ofNullable(timer);
            timer = null;
        } finally {
            lock.unlock();
        }
        idle.ifPresent(Timer::cancel);
    }

    /** Something has moved. Any thread. */
    void progress() {
        if (watch != null) {
            lastProgress = scheduler.nanoTime();
        }
    }

    private void look(Watch looked) {
        long leftNanos = lastProgress + timeoutNanos - scheduler.nanoTime();
        lock.lock();
        try {
            if (watch != looked) {
                return;
            }
            if (leftNanos > 0) {
                timer = scheduler.schedule("critical-request timer", leftNanos, () -> look(looked));
                return;
            }
            watch = null;
            timer = null;
        } finally {
            lock.unlock();
        }
        expired.accept(looked.operation());
    }
}
