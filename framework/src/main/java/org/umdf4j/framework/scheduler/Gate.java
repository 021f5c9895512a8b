package org.umdf4j.framework.scheduler;

/** A one-time event that threads can wait for. Once open it stays open. */
public interface Gate {
    /** Opens the gate and releases everyone who waits. Opening an open gate does nothing. */
    void open();

    /** Blocks until the gate is open. Must not be called with a {@link FrameworkLock} held. Not interruptible. */
    void await();

    /**
     * Blocks until the gate is open or the time has passed.
     *
     * @return whether the gate is open
     */
    boolean await(long timeoutNanos);

    /** Whether the gate is open. */
    boolean isOpen();
}
