package org.umdf4j.framework.callback;

import java.util.function.Supplier;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.framework.verifier.Verifier;

/**
 * The gate between the framework and one driver on one device. Every callback passes it: nothing is called once the
 * device has ended, whatever the driver throws is caught and reported, and the begin and end are scheduling points.
 *
 * <p>Any thread, never with a framework lock held.
 */
public final class DriverCalls {
    private final Scheduler scheduler;
    private final Verifier verifier;
    private final Runnable progress;
    private volatile boolean ended;

    /** @param progress told when a callback has returned (HOST-2) */
    public DriverCalls(Scheduler scheduler, Verifier verifier, Runnable progress) {
        this.scheduler = scheduler;
        this.verifier = verifier;
        this.progress = progress;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Verifier verifier() {
        return verifier;
    }

    /** No callback begins any more (HOST-3). Calls in progress go on until they return. */
    public void end() {
        ended = true;
    }

    /** Whether {@link #end} has been called. */
    public boolean isEnded() {
        return ended;
    }

    /** Calls a callback that answers nothing, outside the device's power transitions. */
    public void call(String callback, Runnable body) {
        call(callback, () -> "no request", body);
    }

    /**
     * As {@link #call(String, Runnable)}, for a callback about a request.
     *
     * @param history the request's history, asked for if the callback throws
     */
    public void call(String callback, Supplier<String> history, Runnable body) {
        if (ended) {
            return;
        }
        scheduler.point("callback.begin");
        try {
            body.run();
        } catch (Throwable thrown) {
            escaped(callback, thrown, history.get());
        } finally {
            scheduler.point("callback.end");
        }
    }

    /** As {@link #call}, and the critical-request timer starts anew before and after it (HOST-2). */
    public void callCritical(String callback, Runnable body) {
        callCritical(callback, () -> "no request", body);
    }

    /** As {@link #callCritical(String, Runnable)}, for a callback about a request. */
    public void callCritical(String callback, Supplier<String> history, Runnable body) {
        progress.run();
        call(callback, history, body);
        progress.run();
    }

    /**
     * Calls a callback that answers a status. A {@link WdfException} counts as its status; anything else that escapes is
     * a fault of the driver and answers {@link HResult#E_UNEXPECTED}.
     */
    public HResult callForStatus(String callback, Supplier<HResult> body) {
        if (ended) {
            return HResult.STATUS_DRIVER_PROCESS_TERMINATED;
        }
        progress.run();
        scheduler.point("callback.begin");
        try {
            return body.get();
        } catch (WdfException failure) {
            return failure.status();
        } catch (Throwable thrown) {
            escaped(callback, thrown, "no request");
            return HResult.E_UNEXPECTED;
        } finally {
            scheduler.point("callback.end");
            progress.run();
        }
    }

    /** Reports what escaped from a callback, unless it is the news of a violation already reported. */
    public void escaped(String callback, Throwable thrown, String history) {
        if (ended || thrown instanceof ContractViolationException) {
            return;
        }
        verifier.escaped(callback, thrown, history);
    }
}
