package org.umdf4j.framework.scheduler;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A non-reentrant lock for a few instructions of list surgery. No driver code, no system call and no wait happens while
 * one is held; a simulation checks that.
 *
 * <p>It is a {@link Lock} so that static analysis follows it; of that interface only {@link #lock} and {@link #unlock}
 * exist.
 */
public interface FrameworkLock extends Lock {
    /** Waits for the lock. Must not be called by the thread that holds it. */
    @Override
    void lock();

    /** Gives the lock back. Only the thread that holds it may call this. */
    @Override
    void unlock();

    @Override
    default void lockInterruptibly() {
        throw new AssertionError("the framework never waits interruptibly for a lock");
    }

    @Override
    default boolean tryLock() {
        throw new AssertionError("the framework never tries a lock");
    }

    @Override
    default boolean tryLock(long time, TimeUnit unit) {
        throw new AssertionError("the framework never tries a lock");
    }

    @Override
    default Condition newCondition() {
        throw new AssertionError("the framework waits on gates, not on conditions");
    }
}
