package org.umdf4j.framework.stack;

import org.umdf4j.framework.interfaces.DeviceEvent;
import org.umdf4j.framework.pnp.Transition;
import org.umdf4j.framework.verifier.Violation;

/**
 * Hears what happens to a stack, for a user interface or a log. Called on any thread, without locks; must not throw and
 * must not wait for the stack.
 */
public interface StackObserver {
    /** Hears nothing. */
    StackObserver NONE = new StackObserver() {};

    /** The stack is in a new state. */
    default void stackChanged(StackState state) {}

    /**
     * A driver's machine has moved.
     *
     * @param driver the driver's name
     * @param machine the machine's name: "pnp", "power" or "self-managed I/O"
     */
    default void driverChanged(String driver, String machine, Transition<?, ?> transition) {}

    /**
     * A driver broke the contract. If the policy says so the stack is being terminated, and nothing more is reported;
     * otherwise each rule is reported once for each place that breaks it.
     */
    default void violated(Violation violation) {}

    /**
     * A failure, not the driver's own wish, stopped the stack (FAIL-7): whoever owns it should remove it and, if allowed,
     * add it anew with the same {@link StackConfiguration}.
     *
     * @param why one sentence
     * @param allowed false if there have been too many restarts lately ({@link RestartLimit})
     */
    default void restartRequested(String driver, String why, boolean allowed) {}

    /** A driver has posted an event, or the stack has been terminated (HOST-4). */
    default void posted(DeviceEvent event) {}
}
