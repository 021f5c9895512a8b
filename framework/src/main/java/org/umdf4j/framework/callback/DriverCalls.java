package org.umdf4j.framework.callback;

import java.util.function.Supplier;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.LentIdentity;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.recorder.Recorder;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.framework.verifier.Subject;
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
    private final Recorder recorder;
    private final Runnable progress;
    private volatile boolean ended;

    /** @param progress told when a callback has returned (HOST-2) */
    public DriverCalls(Scheduler scheduler, Verifier verifier, Runnable progress) {
        this.scheduler = scheduler;
        this.verifier = verifier;
        this.recorder = verifier.recorder();
        this.progress = progress;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Verifier verifier() {
        return verifier;
    }

    /** The driver's way into the device's record. */
    public Recorder recorder() {
        return recorder;
    }

    /** No callback begins any more (HOST-3). Calls in progress go on until they return. */
    public void end() {
        scheduler.access(this, /* write= */ true);
        ended = true;
    }

    /** Whether {@link #end} has been called. */
    public boolean isEnded() {
        scheduler.access(this, /* write= */ false);
        return ended;
    }

    /** Calls a callback that answers nothing, outside the device's power transitions. */
    public void call(String callback, Runnable body) {
        call(callback, Subject.NONE, body);
    }

    /**
     * As {@link #call(String, Runnable)}, for a callback about a request.
     *
     * @param subject the request
     */
    public void call(String callback, Subject subject, Runnable body) {
        if (isEnded()) {
            return;
        }
        scheduler.point("callback.begin", callback);
        Label label = Label.of(callback);
        recorder.callbackBegins(label, subject.requestId());
        try {
            LentIdentity.without(body);
        } catch (Throwable thrown) {
            escaped(callback, thrown, subject);
        } finally {
            recorder.callbackEnds(label, subject.requestId());
            scheduler.point("callback.end", callback);
        }
    }

    /** As {@link #call}, and the critical-request timer starts anew before and after it (HOST-2). */
    public void callCritical(String callback, Runnable body) {
        callCritical(callback, Subject.NONE, body);
    }

    /** As {@link #callCritical(String, Runnable)}, for a callback about a request. */
    public void callCritical(String callback, Subject subject, Runnable body) {
        progress.run();
        call(callback, subject, body);
        progress.run();
    }

    /**
     * Calls a callback that answers a status. A {@link WdfException} counts as its status; anything else that escapes is
     * a fault of the driver and answers {@link HResult#E_UNEXPECTED}.
     */
    public HResult callForStatus(String callback, Supplier<HResult> body) {
        if (isEnded()) {
            return HResult.STATUS_DRIVER_PROCESS_TERMINATED;
        }
        progress.run();
        scheduler.point("callback.begin", callback);
        Label label = Label.of(callback, Label.Detail.STATUS);
        recorder.callbackBegins(label, 0);
        HResult status = HResult.E_UNEXPECTED;
        try {
            status = LentIdentity.without(body);
            return status;
        } catch (WdfException failure) {
            status = failure.status();
            return status;
        } catch (Throwable thrown) {
            escaped(callback, thrown, Subject.NONE);
            return status;
        } finally {
            recorder.callbackEnds(label, status);
            scheduler.point("callback.end", callback);
            progress.run();
        }
    }

    /** Reports what escaped from a callback, unless it is the news of a violation already reported. */
    public void escaped(String callback, Throwable thrown, Subject subject) {
        if (isEnded() || thrown instanceof ContractViolationException) {
            return;
        }
        verifier.escaped(callback, thrown, subject);
    }
}
