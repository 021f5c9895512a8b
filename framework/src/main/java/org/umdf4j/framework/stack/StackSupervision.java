package org.umdf4j.framework.stack;

import java.time.Duration;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.framework.verifier.VerifierSettings;

/**
 * How a stack is watched. Immutable but for the restart limit.
 *
 * @param criticalTimeout how long a Plug and Play or power operation may go without progress (HOST-1)
 * @param observer hears what happens
 * @param restarts counts the device's restarts
 * @param verifier what a violation does; its record outlives the stack
 */
public record StackSupervision(
        Duration criticalTimeout, StackObserver observer, RestartLimit restarts, VerifierSettings verifier) {
    /** The critical-request timeout where nothing else is said (section 1 of the contract). */
    public static final Duration DEFAULT_CRITICAL_TIMEOUT = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if the timeout is not positive */
    public StackSupervision {
        if (!criticalTimeout.isPositive()) {
            throw new IllegalArgumentException("critical timeout " + criticalTimeout + " is not positive");
        }
    }

    /** The default timeout, nobody who listens, a record of its own, and a verifier that stops the device. */
    public static StackSupervision of(Scheduler scheduler) {
        return new StackSupervision(
                DEFAULT_CRITICAL_TIMEOUT,
                StackObserver.NONE,
                new RestartLimit(scheduler),
                new VerifierSettings(new FlightRecord(scheduler::nanoTime), Policy.STOP));
    }
}
