package org.umdf4j.framework.impersonation;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IImpersonateCallback;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.irp.Impersonator;
import org.umdf4j.framework.irp.LentIdentity;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.verifier.Subject;

/**
 * One driver's leave to act in the name of programs on one device, and its OnImpersonate calls under way. Any thread.
 *
 * <p>While a thread has a program's identity it does the framework's business for nobody: a misuse found meanwhile is
 * noted, and reported when the thread is itself again (IMP-3).
 */
public final class Impersonation {
    private final Impersonator impersonator;
    private final Optional<SECURITY_IMPERSONATION_LEVEL> most;

    /** The OnImpersonate calls under way. A thread is in one at most. */
    private final ConcurrentHashMap<Thread, Call> running = new ConcurrentHashMap<>();

    /** @param most the highest level the driver's package allows; empty for none (IMP-1) */
    public Impersonation(Impersonator impersonator, Optional<SECURITY_IMPERSONATION_LEVEL> most) {
        this.impersonator = impersonator;
        this.most = most;
    }

    /** What came of one OnImpersonate. Written by its thread only. */
    private static final class Call {
        private @Nullable String misused;
        private @Nullable Throwable thrown;
        private @Nullable WdfException refused;
    }

    /** A framework method was called from OnImpersonate; ends the callback. */
    private static final class MisuseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        MisuseException(String place) {
            super(place + " was called from OnImpersonate (IMP-3)");
        }
    }

    /**
     * Impersonate: runs the callback with the program's identity before it returns (IMP-1).
     *
     * @throws WdfException ERROR_BAD_IMPERSONATION_LEVEL if package or program do not allow the level; what the host says
     *     if it cannot give the identity. The callback has not been called then
     */
    public void run(Requestor client, SECURITY_IMPERSONATION_LEVEL level, DriverCalls calls, Job job) {
        requireAllowed(client, level);
        if (calls.isEnded()) {
            throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
        var call = new Call();
        calls.call("OnImpersonate", job.subject(), () -> runAs(client, level, job, call));
        report(call, calls, job);
    }

    /**
     * What a driver wants to do.
     *
     * @param subject the request
     */
    public record Job(
            IImpersonateCallback callback, @Nullable Object context, Subject subject) {}

    private void requireAllowed(Requestor client, SECURITY_IMPERSONATION_LEVEL level) {
        if (most.isEmpty() || level.compareTo(most.get()) > 0) {
            throw new WdfException(
                    HResult.ERROR_BAD_IMPERSONATION_LEVEL,
                    "the driver's package allows %s, not %s (IMP-1)"
                            .formatted(
                                    most.map(SECURITY_IMPERSONATION_LEVEL::name).orElse("no impersonation"), level));
        }
        if (level.compareTo(client.allows()) > 0) {
            throw new WdfException(
                    HResult.ERROR_BAD_IMPERSONATION_LEVEL,
                    "the program allows %s, not %s (IMP-1)".formatted(client.allows(), level));
        }
    }

    private void runAs(Requestor client, SECURITY_IMPERSONATION_LEVEL level, Job job, Call call) {
        Thread thread = Thread.currentThread();
        try {
            impersonator.runAs(client, level, () -> {
                running.put(thread, call);
                try {
                    job.callback().onImpersonate(job.context());
                } catch (Throwable thrown) {
                    call.thrown = thrown;
                } finally {
                    running.remove(thread);
                }
            });
        } catch (WdfException refused) {
            call.refused = refused;
        }
    }

    private static void report(Call call, DriverCalls calls, Job job) {
        if (call.misused != null) {
            throw calls.verifier()
                    .violation(
                            "IMP-3",
                            "OnImpersonate",
                            "the driver called a framework method from OnImpersonate: " + call.misused,
                            "Do only what needs the program's identity there, and the rest after impersonate returns.",
                            job.subject());
        }
        if (call.thrown != null) {
            calls.escaped("OnImpersonate", call.thrown, job.subject());
        }
        if (call.refused != null) {
            throw call.refused;
        }
    }

    /** The host could not give the identity; nothing has been run. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient HResult status;

        RefusedException(WdfException cause) {
            super(cause);
            status = cause.status();
        }

        /** What the host says. */
        public HResult status() {
            return status;
        }
    }

    /**
     * Refuses to send an open in a program's name if package, program or host do not let us act as it (SND-17).
     *
     * @throws WdfException as {@link #run}
     */
    public void requireLendable(Requestor client) {
        requireAllowed(client, SECURITY_IMPERSONATION_LEVEL.IMPERSONATION);
        impersonator.runAs(client, SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, () -> {});
    }

    /**
     * Runs a callback with a program's identity, lent by the driver above (SND-17). The callback may call the framework;
     * whatever other driver code that leads to runs with the thread's own identity.
     *
     * @throws RefusedException if the host cannot give the identity
     */
    public void lend(Requestor client, Runnable callback) throws RefusedException {
        var thrown = new AtomicReference<@Nullable Throwable>();
        try {
            impersonator.runAs(client, SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, () -> {
                try {
                    LentIdentity.lend(impersonator::runAsItself, callback);
                } catch (RuntimeException | Error escaped) {
                    thrown.set(escaped);
                }
            });
        } catch (WdfException refused) {
            throw new RefusedException(refused);
        }
        switch (thrown.get()) {
            case RuntimeException escaped -> throw escaped;
            case Error escaped -> throw escaped;
            case null, default -> {}
        }
    }

    /** The driver calls a framework method; refuses that from OnImpersonate (IMP-3). */
    public void requireNone(String place) {
        if (!running.isEmpty()) {
            Call call = running.get(Thread.currentThread());
            if (call != null) {
                call.misused = place;
                throw new MisuseException(place);
            }
        }
    }
}
