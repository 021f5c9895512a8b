package org.umdf4j.framework.scheduler;

/**
 * A non-reentrant lock for a few instructions of list surgery. No driver code, no system call and no wait happens while
 * one is held; a simulation checks that.
 */
public interface FrameworkLock {
    /** Waits for the lock. Must not be called by the thread that holds it. */
    void lock();

    /** Gives the lock back. Only the thread that holds it may call this. */
    void unlock();
}
