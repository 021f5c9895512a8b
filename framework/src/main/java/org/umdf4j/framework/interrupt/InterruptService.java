package org.umdf4j.framework.interrupt;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * Brings what a line raises to a thread of the scheduler: one round at a time, and one more for everything that was raised
 * during a round (INT-6). Any thread.
 */
final class InterruptService {
    private final Scheduler scheduler;
    private final Runnable round;
    private final FrameworkLock lock;

    /** Open when the thread that serves has ended; null while none does. */
    @GuardedBy("lock")
    private @Nullable Gate serving;

    @GuardedBy("lock")
    private boolean pending;

    /** @param round serves what has been raised so far */
    InterruptService(Scheduler scheduler, Runnable round) {
        this.scheduler = scheduler;
        this.round = round;
        this.lock = scheduler.newLock("interrupt service");
    }

    /** An interrupt has come. Does not block. */
    void raise() {
        lock.lock();
        try {
            pending = true;
            if (serving != null) {
                return;
            }
            serving = scheduler.newGate("interrupt served");
        } finally {
            lock.unlock();
        }
        scheduler.execute("interrupt", this::serve);
    }

    private void serve() {
        while (takePending()) {
            round.run();
        }
    }

    private boolean takePending() {
        @Nullable Gate ended;
        lock.lock();
        try {
            if (pending) {
                pending = false;
                return true;
            }
            ended = serving;
            serving = null;
        } finally {
            lock.unlock();
        }
        if (ended != null) {
            ended.open();
        }
        return false;
    }

    /** Returns when nothing that was raised before is being served. Not from the round. */
    void flush() {
        @Nullable Gate inProgress;
        lock.lock();
        try {
            inProgress = serving;
        } finally {
            lock.unlock();
        }
        if (inProgress != null) {
            inProgress.await();
        }
    }
}
