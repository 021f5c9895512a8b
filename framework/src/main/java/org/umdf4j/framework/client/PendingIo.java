package org.umdf4j.framework.client;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * An I/O under way, made by {@link DeviceFile}. Its buffers belong to the device until it is done. All methods may be
 * called from any thread.
 */
public final class PendingIo {
    private final Scheduler scheduler;
    private final ClientIrp irp;
    private final Gate ended;

    /** What to tell and what there is to tell; the later of the two fires. */
    private final AtomicReference<Progress> progress = new AtomicReference<>(new Progress(null, null));

    private record Progress(
            @Nullable Consumer<IoResult> listener, @Nullable IoResult result) {}

    private final class ClientIrp extends Irp {
        private Optional<UUID> activityId = Optional.empty();

        ClientIrp(
                FileObject file,
                IrpParameters parameters,
                @Nullable MemorySegment input,
                @Nullable MemorySegment output) {
            super(file, parameters, input, output);
        }

        @Override
        public Optional<UUID> activityId() {
            return activityId;
        }

        @Override
        protected void onCompleted(HResult status, long information) {
            // The name lets a simulation check that no framework lock is held here.
            scheduler.point("callback.program.completed", parameters());
            complete(new IoResult(status, information));
        }
    }

    PendingIo(
            Scheduler scheduler,
            FileObject file,
            IrpParameters parameters,
            @Nullable MemorySegment input,
            @Nullable MemorySegment output) {
        this.scheduler = scheduler;
        this.irp = new ClientIrp(file, parameters, input, output);
        scheduler.access(irp, /* write= */ true);
        this.ended = scheduler.newGate("end of " + parameters + " on " + file);
    }

    /** Before it is submitted. */
    void setActivityId(Optional<UUID> activityId) {
        irp.activityId = activityId;
    }

    Irp irp() {
        return irp;
    }

    /**
     * Gives up on the I/O. The framework or the driver ends it early if it can; it still ends exactly once, perhaps with
     * success, and only then are the buffers free again. Does nothing if it has ended or been cancelled before.
     */
    public void cancel() {
        scheduler.access(irp, /* write= */ true);
        irp.cancel();
    }

    /** Whether it has ended. */
    public boolean isDone() {
        return ended.isOpen();
    }

    /** How it ended; empty while it is under way. */
    public Optional<IoResult> result() {
        scheduler.access(irp, /* write= */ false);
        return Optional.ofNullable(progress.get().result());
    }

    /** Blocks until the I/O has ended. Must not be called from a driver callback the I/O depends on. */
    public IoResult await() {
        ended.await();
        return result().orElseThrow(() -> new IllegalStateException("the end was announced without a result"));
    }

    /**
     * Has {@code listener} told when the I/O ends, at once if it has ended already. Told once, on the thread that ends
     * the I/O or on the caller's; it must be quick and must not throw or wait for another I/O.
     *
     * @return this
     * @throws IllegalStateException if there is a listener already
     */
    public PendingIo whenDone(Consumer<IoResult> listener) {
        scheduler.access(irp, /* write= */ true);
        Progress before =
                progress.getAndUpdate(now -> now.listener() == null ? new Progress(listener, now.result()) : now);
        if (before.listener() != null) {
            throw new IllegalStateException("an I/O has one listener; this one has it already");
        }
        if (before.result() != null) {
            listener.accept(before.result());
        }
        return this;
    }

    private void complete(IoResult result) {
        scheduler.access(irp, /* write= */ true);
        Progress before = progress.getAndUpdate(now -> new Progress(now.listener(), result));
        if (before.result() != null) {
            throw new IllegalStateException("ended twice: " + before.result() + ", then " + result);
        }
        try {
            if (before.listener() != null) {
                before.listener().accept(result);
            }
        } finally {
            ended.open();
        }
    }

    @Override
    public String toString() {
        return irp.parameters() + " on " + irp.file() + ": "
                + result().map(IoResult::toString).orElse("under way");
    }
}
