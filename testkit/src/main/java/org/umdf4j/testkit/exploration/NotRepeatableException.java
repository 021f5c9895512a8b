package org.umdf4j.testkit.exploration;

/**
 * A scenario took another course than in an earlier run under the same choices. It must follow from its schedule alone: no
 * real clock, no threads of its own, no random numbers without a fixed seed, no order of hash codes, no state kept between
 * runs.
 */
public final class NotRepeatableException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NotRepeatableException(String what) {
        super(
                "the scenario does not repeat: " + what
                        + ". It must not use real time, threads, unseeded random numbers, identity hash codes or static state.");
    }
}
