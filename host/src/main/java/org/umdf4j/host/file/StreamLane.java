package org.umdf4j.host.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpOwner;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * The reads, or the writes, of a file without a size: one after the other in the order they came, so that no byte
 * overtakes another. One may wait for ever, for a writer of a pipe or a key of a terminal, and is woken when it is
 * cancelled or the file is closed. A read ends with what is there; a write with all of it, or with the part that had gone
 * when it was cancelled. A thread is only there while something waits. Any thread.
 */
final class StreamLane implements IrpOwner {
    private final Descriptor file;
    private final boolean writes;
    private final String role;
    private final Scheduler scheduler;
    private final WakeablePoll poll;

    /** Not begun. Guarded by itself, as what follows. */
    private final ArrayDeque<Irp> waiting = new ArrayDeque<>();

    private @Nullable Irp current;
    private boolean running;
    private boolean closed;

    /** @param role what the lane's thread does, for its name */
    StreamLane(Descriptor file, boolean writes, String role, Scheduler scheduler) throws IOException {
        this.file = file;
        this.writes = writes;
        this.role = role;
        this.scheduler = scheduler;
        this.poll = new WakeablePoll(file.fd(), writes ? Linux.POLLOUT : Linux.POLLIN);
    }

    void submit(Irp irp) {
        boolean taken;
        boolean begin;
        synchronized (waiting) {
            taken = !closed;
            begin = taken && !running;
            if (taken) {
                waiting.add(irp);
                running = true;
            }
        }
        if (!taken) {
            Outcome.ABORTED.end(irp);
            return;
        }
        irp.setOwner(this);
        if (irp.isCanceled()) {
            irpCanceled(irp);
        }
        if (begin) {
            scheduler.execute(role, this::run);
        }
    }

    @Override
    public void irpCanceled(Irp canceled) {
        boolean unbegun;
        synchronized (waiting) {
            unbegun = waiting.remove(canceled);
            if (canceled == current) {
                poll.wake();
            }
        }
        if (unbegun) {
            Outcome.ABORTED.end(canceled);
        }
    }

    /** Ends what waits; what is under way soon ends, and the wake-up descriptor with it. */
    void close() {
        List<Irp> unbegun;
        boolean idle;
        synchronized (waiting) {
            if (closed) {
                return;
            }
            closed = true;
            unbegun = new ArrayList<>(waiting);
            waiting.clear();
            idle = !running;
            if (!idle) {
                poll.wake();
            }
        }
        unbegun.forEach(Outcome.ABORTED::end);
        if (idle) {
            poll.close();
        }
    }

    private void run() {
        Irp next = next();
        while (next != null) {
            Outcome outcome = carryOut(next);
            synchronized (waiting) {
                current = null;
            }
            outcome.end(next);
            next = next();
        }
    }

    private @Nullable Irp next() {
        boolean last;
        synchronized (waiting) {
            current = waiting.poll();
            running = current != null;
            last = closed && !running;
            if (!last) {
                return current;
            }
        }
        poll.close();
        return null;
    }

    private Outcome carryOut(Irp irp) {
        if (!file.enter()) {
            return Outcome.ABORTED;
        }
        try {
            return writes ? write(irp) : read(irp);
        } catch (IllegalStateException | IndexOutOfBoundsException bufferGone) {
            return Outcome.ABORTED; // a terminated device's buffers are taken away under whoever uses them
        } finally {
            file.leave();
        }
    }

    private Outcome read(Irp irp) {
        MemorySegment to = irp.output();
        if (to == null || to.byteSize() == 0) {
            return Outcome.success(0);
        }
        long offset = irp.parameters() instanceof IrpParameters.Read(long at) ? at : 0;
        while (!isOver(irp)) {
            long read = file.readSome(to, offset);
            if (read != -Errno.EAGAIN && read != -Errno.EINTR) {
                return Outcome.ofResult(read);
            }
            var _ = poll.awaitOrWake();
        }
        return Outcome.ABORTED;
    }

    private Outcome write(Irp irp) {
        MemorySegment from = irp.input();
        long length = from == null ? 0 : from.byteSize();
        long offset = irp.parameters() instanceof IrpParameters.Write(long at) ? at : 0;
        long done = 0;
        while (from != null && done < length) {
            long written = isOver(irp) ? -Errno.ECANCELED : file.writeSome(from.asSlice(done), offset + done);
            if (written == -Errno.EAGAIN) {
                var _ = poll.awaitOrWake();
            } else if (written >= 0) {
                done += written;
            } else if (written != -Errno.EINTR) {
                return done > 0 ? Outcome.success(done) : Outcome.ofResult(written);
            }
        }
        return Outcome.success(done);
    }

    private boolean isOver(Irp irp) {
        synchronized (waiting) {
            return closed || irp.isCanceled();
        }
    }
}
