package org.umdf4j.framework.interrupt;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The lock of one interrupt (INT-9): held across driver code, passed on in the order of asking. Any thread; no framework
 * lock may be held while waiting for it.
 */
final class InterruptLock {
    private final Scheduler scheduler;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final ArrayDeque<Gate> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean held;

    /** The device has been terminated: nobody is kept waiting any more. */
    @GuardedBy("lock")
    private boolean abandoned;

    private volatile @Nullable Thread holder;

    /** Whether the driver took it, so that the driver may release it. Touched by the holder only. */
    private boolean takenByDriver;

    InterruptLock(Scheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.lock = scheduler.newLock(name);
    }

    /** Whether the calling thread holds it. */
    boolean isHeldHere() {
        return holder == Thread.currentThread();
    }

    /** Takes it for a callback. */
    void enter() {
        take();
        takenByDriver = false;
    }

    /** Takes it for the driver, which does not hold it here. */
    void acquire() {
        take();
        takenByDriver = true;
    }

    /** Takes it for the driver if it is free. */
    boolean tryAcquire() {
        lock.lock();
        try {
            if (held) {
                return false;
            }
            held = true;
        } finally {
            lock.unlock();
        }
        holder = Thread.currentThread();
        takenByDriver = true;
        return true;
    }

    private void take() {
        @Nullable Gate turn = null;
        lock.lock();
        try {
            if (held && !abandoned) {
                turn = scheduler.newGate("interrupt lock free");
                waiting.add(turn);
            }
            held = true;
        } finally {
            lock.unlock();
        }
        if (turn != null) {
            turn.await();
        }
        holder = Thread.currentThread();
    }

    /** Gives back what {@link #enter} took. */
    void leave() {
        pass();
    }

    /** Gives back what the driver took; false if the driver has not taken it on this thread. */
    boolean release() {
        if (!isHeldHere() || !takenByDriver) {
            return false;
        }
        pass();
        return true;
    }

    private void pass() {
        @Nullable Gate next;
        holder = null;
        lock.lock();
        try {
            next = waiting.poll();
            held = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.open();
        }
    }

    /** The device has been terminated; its driver may never give the lock back, so nobody waits for it any more. */
    void abandon() {
        ArrayDeque<Gate> all;
        lock.lock();
        try {
            abandoned = true;
            all = new ArrayDeque<>(waiting);
            waiting.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Gate::open);
    }
}
