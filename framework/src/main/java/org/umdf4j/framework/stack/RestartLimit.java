package org.umdf4j.framework.stack;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * Counts the restarts a device has asked for: at most {@value #RESTARTS} within 60 seconds (FAIL-7). Outlives a stack;
 * the stacks that follow each other as the same device share it. Any thread.
 */
public final class RestartLimit {
    /** Restarts within {@link #PERIOD_NANOS}. */
    public static final int RESTARTS = 5;

    /** The time over which restarts are counted. */
    public static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Scheduler scheduler;
    private final FrameworkLock lock;

    /** When the last restarts were granted, oldest first. Guarded by {@link #lock}. */
    private final Deque<Long> granted = new ArrayDeque<>(RESTARTS);

    /** A limit that has granted nothing yet and takes the time from {@code scheduler}. */
    public RestartLimit(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.lock = scheduler.newLock("restart limit");
    }

    /** Asks for one restart now. False if it would be one too many. */
    public boolean tryRestart() {
        long now = scheduler.nanoTime();
        lock.lock();
        try {
            while (!granted.isEmpty() && now - granted.getFirst() >= PERIOD_NANOS) {
                granted.removeFirst();
            }
            if (granted.size() == RESTARTS) {
                return false;
            }
            granted.addLast(now);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
