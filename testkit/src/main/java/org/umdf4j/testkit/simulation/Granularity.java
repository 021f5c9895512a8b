package org.umdf4j.testkit.simulation;

/** How finely a simulation interleaves. */
public enum Granularity {
    /**
     * Another task may go first wherever a driver can tell the difference: at the entry and return of DDI methods, at the
     * begin and end of callbacks, at waits, when a gate opens and where tasks and timers begin. What the framework does
     * in between is one piece, so its locks are never contended.
     */
    DRIVER,

    /** Also at every lock, unlock and reported access of the framework: finds faults of the framework itself. */
    ENGINE
}
