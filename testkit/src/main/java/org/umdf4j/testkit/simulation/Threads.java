package org.umdf4j.testkit.simulation;

/** What the tasks of a simulation run on. Both give the same schedules; they differ in what can be seen of a thread. */
public enum Threads {
    /**
     * Virtual threads, which change places in a fraction of the time. Nothing tells who holds the lock that one waits for:
     * a run in which a task has to wait for a lock of the driver's own ends there, see {@link
     * SimulatedScheduler#hasMetDriverLock}.
     */
    VIRTUAL,
    /** Platform threads: a task that waits for a lock of the driver's own is one that waits like any other. */
    PLATFORM
}
