package org.umdf4j.framework.scheduler;

/**
 * The source of locks, threads, waiting and time for one or more device stacks. All methods may be called from any
 * thread.
 */
public interface Scheduler {
    /**
     * A new mutual-exclusion lock for the framework's own data.
     *
     * @param name what it protects, for diagnostics
     */
    FrameworkLock newLock(String name);

    /**
     * A new closed gate.
     *
     * @param name what opening it means, for diagnostics ("stop of queue 2 complete")
     */
    Gate newGate(String name);

    /**
     * Runs {@code task} soon on some other thread. Tasks may block; one blocked task must not keep others from running.
     * Never runs the task on the caller's stack.
     *
     * @param role what the task is for; the thread carries it in its name
     */
    void execute(String role, Runnable task);

    /**
     * Runs {@code task} once on some other thread, not before {@code delayNanos} have passed.
     *
     * @return a handle to call it off
     */
    Timer schedule(String role, long delayNanos, Runnable task);

    /** A monotonic clock with an arbitrary origin, in nanoseconds. Virtual in the testkit. */
    long nanoTime();

    /**
     * The clock on the wall: units of 100 ns since the beginning of 1601, UTC. May be set at any time and then jumps.
     * Virtual in the testkit.
     */
    long systemTime();

    /**
     * Marks a place where another thread's step may matter: the entry of a DDI method, the begin and end of a driver
     * callback. A simulation may switch threads here; production does nothing.
     *
     * @param place a constant that names the place, such as {@code "request.complete"}
     */
    default void point(String place) {}

    /**
     * As {@link #point(String)}.
     *
     * @param about what it happens to, for reports: its {@code toString} is called if somebody wants to read it
     */
    default void point(String place, Object about) {
        point(place);
    }

    /**
     * Reports that the caller is about to look at, or change, data that threads share without a {@link FrameworkLock}: an
     * atomic word, a volatile field. A simulation learns from it which steps can change places without a difference;
     * production does nothing. The constructor of what is shared reports a change.
     *
     * @param shared whose data; different data may go under one object
     * @param write whether the caller may change it
     */
    default void access(Object shared, boolean write) {}

    /**
     * Tells that the calling thread has taken, or gives back, a lock that drivers know of: the callback lock. A simulation
     * watches in which order that and a driver's own locks are taken; production does nothing.
     *
     * @param lock its {@code toString} is its name for people
     */
    default void callbackLock(Object lock, boolean taken) {}

    /**
     * Tells that a framework object has come into being below another. A simulation counts them; production does nothing.
     * No lock is held.
     */
    default void objectCreated(Object object, Object parent) {}

    /** Tells that an object has ended. Those below it end after this, each told of. */
    default void objectEnded(Object object) {}
}
