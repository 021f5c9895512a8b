package org.umdf4j.framework.callback;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * The presentation lock of a device: no two of its locked callbacks overlap (LCK-2), and none begins on the stack of
 * another (LCK-5).
 *
 * <p>Framework work that finds the lock taken does not wait for it. It leaves itself behind and the holder runs it when
 * its own callback has returned, so that no reflector thread is lost to a slow callback. Only a driver's AcquireLock
 * blocks (LCK-4).
 */
public final class CallbackLock {
    /**
     * How many deferred pieces of work one thread runs before it hands the rest to another thread. Keeps a thread that
     * came for something else, such as a power transition, from serving the device's load for ever.
     */
    private static final int DRAIN_LIMIT = 16;

    private final Scheduler scheduler;
    private final String name;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();

    @GuardedBy("lock")
    private final ArrayDeque<Gate> acquirers = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean held;

    /** The thread that holds the lock, to recognise a driver's recursive AcquireLock. */
    private volatile @Nullable Thread holder;

    /** Whether the calling thread holds a lock that comes after this one. */
    private volatile BooleanSupplier laterLockHeld = () -> false;

    /** How often the holder's driver code has acquired on top. Touched by the holder only. */
    private int recursion;

    /** Whether the driver took the lock, so that the driver may release it. Touched by the holder only. */
    private boolean acquiredByDriver;

    public CallbackLock(Scheduler scheduler, String device) {
        this.scheduler = scheduler;
        this.name = "the callback lock of " + device;
        this.lock = scheduler.newLock(name);
    }

    @Override
    public String toString() {
        return name;
    }

    /** Says that a driver which holds some other lock may not wait for this one (INT-10). */
    public void comesBefore(BooleanSupplier otherIsHeldHere) {
        laterLockHeld = otherIsHeldHere;
    }

    /** Whether the calling thread holds a lock that comes after this one, and so must not wait for this one. */
    public boolean isLaterLockHeld() {
        return laterLockHeld.getAsBoolean();
    }

    /**
     * Takes the lock if it is free, also of the calling thread.
     *
     * @param otherwise run later, once, with the lock held; it must make at most a few callbacks and not call {@link
     *     #exit}
     * @return whether the caller holds the lock now and must call {@link #exit}
     */
    public boolean enterOrDefer(Runnable otherwise) {
        lock.lock();
        try {
            if (held) {
                deferred.add(otherwise);
                return false;
            }
            held = true;
        } finally {
            lock.unlock();
        }
        taken(/* byDriver= */ false);
        return true;
    }

    private void taken(boolean byDriver) {
        holder = Thread.currentThread();
        acquiredByDriver = byDriver;
        scheduler.callbackLock(this, /* taken= */ true);
    }

    private void givenBack() {
        holder = null;
        scheduler.callbackLock(this, /* taken= */ false);
    }

    /**
     * Runs {@code work} with the lock held and then {@code after} without it: here and now if the lock is free, otherwise
     * later and elsewhere.
     */
    public void run(Runnable work, Runnable after) {
        Runnable later = () -> {
            work.run();
            scheduler.execute("after a locked callback", after);
        };
        if (enterOrDefer(later)) {
            try {
                work.run();
            } finally {
                exit();
            }
            after.run();
        }
    }

    /** Gives the lock up after running what was deferred meanwhile. */
    public void exit() {
        recursion = 0; // an AcquireLock that the callback forgot to release ends with it
        boolean passedOn = false;
        try {
            for (int ran = 0; ran < DRAIN_LIMIT; ran++) {
                @Nullable Runnable next = nextOrFree();
                if (next == null) {
                    passedOn = true;
                    return;
                }
                next.run();
                recursion = 0;
            }
        } finally {
            if (!passedOn) {
                handOver(); // also if something threw: the lock must not be lost with it
            }
        }
    }

    /** The driver's AcquireLock. Blocks; the same thread may acquire again. */
    public void acquire() {
        if (holder == Thread.currentThread()) {
            recursion++;
            return;
        }
        @Nullable Gate turn = null;
        lock.lock();
        try {
            if (held) {
                turn = scheduler.newGate("callback lock free");
                acquirers.add(turn);
            } else {
                held = true;
            }
        } finally {
            lock.unlock();
        }
        if (turn != null) {
            turn.await();
        }
        taken(/* byDriver= */ true);
    }

    /** Takes the lock for a callback that has a thread of its own to wait on. Given back with {@link #leave}. */
    public void enter() {
        acquire();
        acquiredByDriver = false;
    }

    /** Gives back what {@link #enter} took, whatever the callback did to it. What was deferred runs on another thread. */
    public void leave() {
        recursion = 0;
        handOver();
    }

    /**
     * The driver's ReleaseLock. What was deferred runs on another thread, because the driver may hold locks of its own
     * here.
     *
     * @return false if the driver has not acquired the lock on the calling thread
     */
    public boolean release() {
        if (holder != Thread.currentThread()) {
            return false;
        }
        if (recursion > 0) {
            recursion--;
            return true;
        }
        if (!acquiredByDriver) {
            return false; // the framework's hold around a callback is not the driver's to give away
        }
        handOver();
        return true;
    }

    private void handOver() {
        boolean idle;
        givenBack();
        lock.lock();
        try {
            idle = deferred.isEmpty() && acquirers.isEmpty();
            if (idle) {
                held = false;
            }
        } finally {
            lock.unlock();
        }
        if (!idle) {
            scheduler.execute("callbacks", this::takeOver);
        }
    }

    private void takeOver() {
        taken(/* byDriver= */ false);
        exit();
    }

    /** The next deferred work; null when there is none and the lock is free or passed on to an acquirer. */
    private @Nullable Runnable nextOrFree() {
        @Nullable Gate acquirer;
        lock.lock();
        try {
            acquirer = acquirers.poll();
            if (acquirer == null) {
                @Nullable Runnable next = deferred.poll();
                if (next != null) {
                    return next;
                }
                givenBack();
                held = false;
                return null;
            }
            givenBack();
        } finally {
            lock.unlock();
        }
        acquirer.open();
        return null;
    }
}
