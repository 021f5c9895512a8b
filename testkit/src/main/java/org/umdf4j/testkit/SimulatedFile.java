package org.umdf4j.testkit;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpOwner;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * A file of the simulated system, made by {@link SimulatedSystem#file}: bytes of a fixed length that are read and
 * written at once, unless the test has it wait, fail or transfer less. Used by the tasks of one simulation.
 */
public final class SimulatedFile {
    private final Scheduler scheduler;
    private final byte[] content;
    private final FrameworkLock lock;
    private final Set<Irp> waiting = new LinkedHashSet<>();
    private Duration delay = Duration.ZERO;
    private boolean holding;
    private int longest = Integer.MAX_VALUE;
    private Optional<HResult> failure = Optional.empty();
    private Optional<HResult> nextFails = Optional.empty();
    private Optional<Duration> nextTakes = Optional.empty();
    private HResult access = HResult.S_OK;
    private int opens;

    SimulatedFile(Scheduler scheduler, String name, int size) {
        this.scheduler = scheduler;
        this.content = new byte[size];
        this.lock = scheduler.newLock("what waits for file " + name);
    }

    /** Its bytes; writing into them changes the file. */
    public byte[] content() {
        return content;
    }

    /** How often it is open now. */
    public int opens() {
        return opens;
    }

    /** How many IRPs wait in it now. */
    public int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Everything that comes from now on takes so long. */
    public SimulatedFile delay(Duration newDelay) {
        delay = newDelay;
        return this;
    }

    /** Everything that comes from now on waits for {@link #release}. */
    public SimulatedFile hold() {
        holding = true;
        return this;
    }

    /** Ends what waits, in the order it came, and holds no more. */
    public void release() {
        holding = false;
        List<Irp> held;
        lock.lock();
        try {
            held = List.copyOf(waiting);
        } finally {
            lock.unlock();
        }
        held.forEach(this::finish);
    }

    /** Everything that is carried out from now on ends with this status. */
    public SimulatedFile fail(HResult status) {
        failure = Optional.of(status);
        return this;
    }

    /** The next thing that comes ends with this status. */
    public void failOnce(HResult status) {
        nextFails = Optional.of(status);
    }

    /** The next thing that comes takes so long. */
    public void delayOnce(Duration time) {
        nextTakes = Optional.of(time);
    }

    /** A program in whose name somebody opens the file, from now on, is refused with this status. */
    public SimulatedFile denyOpen(HResult status) {
        access = status;
        return this;
    }

    /** Reads and writes transfer no more than this from now on. */
    public SimulatedFile shortTransfers(int most) {
        longest = most;
        return this;
    }

    /** One more open of it. */
    LowerFile open() {
        opens++;
        return new Handle();
    }

    private final class Handle implements LowerFile, IrpOwner {
        @Override
        public void submit(Irp irp) {
            scheduler.point("file.submit");
            if (nextFails.isPresent()) {
                HResult status = nextFails.get();
                nextFails = Optional.empty();
                irp.end(status, 0);
                return;
            }
            Duration takes = nextTakes.orElse(delay);
            nextTakes = Optional.empty();
            if (!holding && takes.isZero()) {
                perform(irp);
                return;
            }
            lock.lock();
            try {
                waiting.add(irp);
            } finally {
                lock.unlock();
            }
            irp.setOwner(this);
            if (irp.isCanceled()) {
                irpCanceled(irp);
            } else if (!holding) {
                var _ = scheduler.schedule("end of a transfer", takes.toNanos(), () -> finish(irp));
            }
        }

        @Override
        public void irpCanceled(Irp canceled) {
            if (take(canceled)) {
                canceled.end(HResult.ERROR_OPERATION_ABORTED, 0);
            }
        }

        @Override
        public HResult mayOpen() {
            return access;
        }

        @Override
        public void close() {
            opens--;
        }
    }

    private boolean take(Irp irp) {
        lock.lock();
        try {
            return waiting.remove(irp);
        } finally {
            lock.unlock();
        }
    }

    private void finish(Irp irp) {
        if (take(irp)) {
            perform(irp);
        }
    }

    private void perform(Irp irp) {
        if (failure.isPresent()) {
            irp.end(failure.get(), 0);
            return;
        }
        switch (irp.parameters()) {
            case IrpParameters.Read(long offset) -> {
                int length = length(offset, irp.output());
                if (length > 0 && irp.output() != null) {
                    MemorySegment.copy(content, (int) offset, irp.output(), ValueLayout.JAVA_BYTE, 0, length);
                }
                irp.end(HResult.S_OK, length);
            }
            case IrpParameters.Write(long offset) -> {
                int length = length(offset, irp.input());
                if (length > 0 && irp.input() != null) {
                    MemorySegment.copy(irp.input(), ValueLayout.JAVA_BYTE, 0, content, (int) offset, length);
                }
                irp.end(HResult.S_OK, length);
            }
            case IrpParameters.Flush() -> irp.end(HResult.S_OK, 0);
            default -> irp.end(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);
        }
    }

    private int length(long offset, @Nullable MemorySegment buffer) {
        long asked = buffer == null ? 0 : buffer.byteSize();
        return (int) Math.max(0, Math.min(Math.min(asked, longest), content.length - offset));
    }
}
