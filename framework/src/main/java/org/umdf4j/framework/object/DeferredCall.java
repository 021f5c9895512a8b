package org.umdf4j.framework.object;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * Work put off to a thread of the scheduler: enqueued at most once at a time, never beside itself, under the callback lock
 * if so asked. Any thread, no framework lock held.
 */
public final class DeferredCall {
    private final ObjectSpace space;
    private final String role;
    private final boolean serialized;
    private final Runnable body;
    private final Scheduler scheduler;
    private final FrameworkLock lock;

    /** Open when the enqueued run has returned; null while nothing is enqueued. */
    @GuardedBy("lock")
    private @Nullable Gate pending;

    /** Open when the running callback has returned. */
    @GuardedBy("lock")
    private @Nullable Gate running;

    /** The thread in the callback, which must not wait for itself. */
    private volatile @Nullable Thread runner;

    /**
     * @param role what it is for, for diagnostics
     * @param serialized whether the body runs under the callback lock, if there is one
     * @param body calls the driver
     */
    public DeferredCall(ObjectSpace space, String role, boolean serialized, Runnable body) {
        this.space = space;
        this.role = role;
        this.serialized = serialized;
        this.body = body;
        this.scheduler = space.calls().scheduler();
        this.lock = scheduler.newLock(role);
    }

    /** Has the body run soon; false if it waits for its turn already. */
    public boolean enqueue() {
        lock.lock();
        try {
            if (pending != null) {
                return false;
            }
            pending = scheduler.newGate(role + " has run");
        } finally {
            lock.unlock();
        }
        scheduler.execute(role, this::runOnce);
        return true;
    }

    /** Whether the calling thread is in the body. */
    public boolean isRunningHere() {
        return runner == Thread.currentThread();
    }

    /** Waits for the run that is enqueued or in progress, if there is one. Not from the body. */
    public void flush() {
        @Nullable Gate enqueued;
        @Nullable Gate inProgress;
        lock.lock();
        try {
            enqueued = pending;
            inProgress = running;
        } finally {
            lock.unlock();
        }
        if (inProgress != null) {
            inProgress.await();
        }
        if (enqueued != null) {
            enqueued.await();
        }
    }

    private void runOnce() {
        @Nullable Gate previous = previousRun();
        while (previous != null) {
            previous.await();
            previous = previousRun();
        }
        Gate mine = begin();
        runner = Thread.currentThread();
        try {
            if (serialized && space.callbackLock().isPresent()) {
                runLocked();
            } else {
                body.run();
            }
        } finally {
            runner = null;
            finish(mine);
        }
    }

    private void runLocked() {
        space.callbackLock().orElseThrow().enter();
        try {
            body.run();
        } finally {
            space.callbackLock().orElseThrow().leave();
        }
    }

    /** A run enqueued while the body was in progress must not overlap it. */
    private @Nullable Gate previousRun() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private Gate begin() {
        lock.lock();
        try {
            Gate mine = pending;
            if (mine == null) {
                throw new IllegalStateException(role + " ran without being enqueued");
            }
            running = mine;
            pending = null;
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void finish(Gate mine) {
        lock.lock();
        try {
            running = null;
        } finally {
            lock.unlock();
        }
        mine.open();
    }
}
