package org.umdf4j.host.file;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpOwner;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * Requests that nothing but the medium keeps waiting: each is carried out on a thread of the host, beside the others. One
 * that has not begun is cancelled at once, one that has runs to its end. Any thread.
 */
final class MediumRequests implements IrpOwner {
    private final Descriptor file;
    private final FileRequest performer;
    private final String role;
    private final Scheduler scheduler;

    /** What has not begun yet. Guarded by itself, as {@link #closed}. */
    private final Set<Irp> waiting = new HashSet<>();

    private boolean closed;

    /** @param role what a thread does here, for its name */
    MediumRequests(Descriptor file, String role, Scheduler scheduler) {
        this.file = file;
        this.performer = new FileRequest(file);
        this.role = role;
        this.scheduler = scheduler;
    }

    void submit(Irp irp) {
        boolean taken;
        synchronized (waiting) {
            taken = !closed && waiting.add(irp);
        }
        if (!taken) {
            Outcome.ABORTED.end(irp);
            return;
        }
        irp.setOwner(this);
        if (irp.isCanceled()) {
            irpCanceled(irp);
        } else {
            scheduler.execute(role, () -> begin(irp));
        }
    }

    private boolean take(Irp irp) {
        synchronized (waiting) {
            return waiting.remove(irp);
        }
    }

    @Override
    public void irpCanceled(Irp canceled) {
        if (take(canceled)) {
            Outcome.ABORTED.end(canceled);
        }
    }

    private void begin(Irp irp) {
        if (!take(irp)) {
            return;
        }
        Outcome outcome = Outcome.ABORTED;
        if (file.enter()) {
            try {
                outcome = performer.perform(irp);
            } catch (IllegalStateException | IndexOutOfBoundsException bufferGone) {
                // A terminated device's buffers are taken away under whoever uses them.
                outcome = Outcome.ABORTED;
            } finally {
                file.leave();
            }
        }
        outcome.end(irp);
    }

    /** Ends what has not begun. */
    void close() {
        List<Irp> unbegun;
        synchronized (waiting) {
            closed = true;
            unbegun = List.copyOf(waiting);
            waiting.clear();
        }
        unbegun.forEach(Outcome.ABORTED::end);
    }
}
