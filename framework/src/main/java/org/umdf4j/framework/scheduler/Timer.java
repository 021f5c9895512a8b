package org.umdf4j.framework.scheduler;

/** A task that waits for its time. */
public interface Timer {
    /**
     * Calls the task off.
     *
     * @return true if the task has not begun and never will
     */
    boolean cancel();
}
