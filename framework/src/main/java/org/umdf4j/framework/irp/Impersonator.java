package org.umdf4j.framework.irp;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WdfException;

/** Gives threads the identity of programs. The host implements it; any thread may call it. */
@FunctionalInterface
public interface Impersonator {
    /** Where threads have no identity of their own. */
    Impersonator NONE = (_, _, _) -> {
        throw new WdfException(HResult.STATUS_NOT_SUPPORTED, "impersonation is not supported here");
    };

    /**
     * Runs {@code action} on the calling thread with a program's identity. The thread has its own again afterwards,
     * whatever happens.
     *
     * @param client the program
     * @param level how far to act as it
     * @param action does not throw
     * @throws WdfException if the identity cannot be had; {@code action} has not run then
     */
    void runAs(Requestor client, SECURITY_IMPERSONATION_LEVEL level, Runnable action);

    /**
     * Runs {@code action}, inside of {@link #runAs} on the same thread, with the thread's own identity; the program's is
     * back afterwards.
     *
     * @param action what it throws passes through
     */
    default void runAsItself(Runnable action) {
        action.run();
    }
}
