package org.umdf4j.testkit.simulation;

import java.util.List;

/**
 * What one task did from the moment it was chosen to its next scheduling point.
 *
 * @param task its path: {@code "0"} is the main task, {@code "0.2"} the third task that this began. Unlike a number in
 *     order of creation it is the same in every interleaving.
 * @param afterAll whether this step could only happen because nothing else could: the clock has moved or a task was
 *     waiting for quiet. It and everything after it come after everything before it.
 * @param accesses what the step touched, in order
 */
public record Step(String task, boolean afterAll, List<Access> accesses) {
    /**
     * One thing that a step touched.
     *
     * @param object its name, the same in every interleaving
     */
    public record Access(String object, Kind kind) {}

    /** How an object was touched. */
    public enum Kind {
        /** Its state was looked at. */
        READ,
        /** Its state may have been changed. */
        WRITE,
        /** A lock was taken: a change of it, and later than the {@link #UNLOCK} before it. */
        LOCK,
        /** A lock was given back. */
        UNLOCK,
        /** Whoever {@link #RECEIVE}s it later comes after this and could not have come before. */
        SIGNAL,
        /** Was made possible by the last {@link #SIGNAL}. */
        RECEIVE
    }
}
