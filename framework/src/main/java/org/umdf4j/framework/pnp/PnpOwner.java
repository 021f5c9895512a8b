package org.umdf4j.framework.pnp;

import java.util.Optional;
import org.umdf4j.framework.verifier.Violation;

/** What one device's machines tell their stack. Called on the machines' runners, without locks; must not block. */
public interface PnpOwner {
    /** The device's name, for violations. */
    String deviceName();

    /**
     * The device begins a step that may block: a driver callback or a change of its queues.
     *
     * @param step the callback's name, or words for the queues' part
     */
    void stepBegins(PnpDevice device, Step step);

    /** The step that began last has ended. */
    void stepEnded(PnpDevice device);

    /** Step 6 of a removal: no program can open the device any more. */
    void disableInterfaces(String reason);

    /** A driver's failure, not its own wish, stopped the device: it should be set up anew (FAIL-7). */
    void requestRestart(PnpDevice device, String why);

    /** The power policy owner has been idle for long enough: the stack should go to Dx and begin with asking it. */
    void idlePowerDownWanted(PnpDevice device);

    /** The idle power policy owner has something to do: the stack should return to D0. */
    void powerUpWanted(PnpDevice device);

    /** A machine has changed state. */
    void transition(PnpDevice device, String machine, Transition<?, ?> transition);

    /** The driver broke the contract. */
    void violation(Violation violation);

    /** A machine met what its table excludes. The stack cannot go on. */
    void broken(PnpDevice device, String what, String history, Optional<Throwable> cause);

    /**
     * A step.
     *
     * @param name the callback's name, or words for the queues' part
     * @param waitsForRequests whether the step ends only when requests have their verdict
     */
    record Step(String name, boolean waitsForRequests) {}
}
