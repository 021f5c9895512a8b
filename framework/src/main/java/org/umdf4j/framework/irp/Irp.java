package org.umdf4j.framework.irp;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;

/**
 * One request of a program, as a reflector hands it to the framework. A reflector extends this class with what it needs
 * to send the answer.
 *
 * <p>Life: {@link DevicePort#submit} passes the IRP and its buffers to the framework; {@link #onCompleted} gives both
 * back, exactly once, on whatever thread completes it, possibly before {@code submit} returns. In between any thread may
 * call {@link #cancel}. An IRP is used once and never pooled; its buffers may be.
 */
public abstract class Irp {
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Irp.class, "ended", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final FileObject file;
    private final IrpParameters parameters;

    /** That of the parameters, which everybody on an IRP's way asks for several times. */
    private final WDF_REQUEST_TYPE type;

    private final @Nullable MemorySegment input;
    private final @Nullable MemorySegment output;

    @SuppressWarnings("unused") // through ENDED
    private volatile boolean ended;

    /** Written by the one thread that submits; whoever ends the IRP got it from there. */
    private boolean entered;

    private @Nullable Runnable whenFailed;

    private volatile boolean canceled;
    private volatile @Nullable IrpOwner owner;

    /**
     * @param file the open it belongs to
     * @param parameters what it asks for
     * @param input what the program sends: data to write, control input; null for none
     * @param output where the answer goes: data read, control output; null for none. Its size is the request's length.
     */
    protected Irp(
            FileObject file, IrpParameters parameters, @Nullable MemorySegment input, @Nullable MemorySegment output) {
        this.file = file;
        this.parameters = parameters;
        this.type = parameters.type();
        this.input = input;
        this.output = output;
    }

    /** The open it belongs to. */
    public final FileObject file() {
        return file;
    }

    /** What it asks for. */
    public final IrpParameters parameters() {
        return parameters;
    }

    /** The request type a driver sees. */
    public final WDF_REQUEST_TYPE type() {
        return type;
    }

    /** What the program sends, or null. Valid until the IRP ends. */
    public final @Nullable MemorySegment input() {
        return input;
    }

    /** Where the answer goes, or null. Valid until the IRP ends. */
    public final @Nullable MemorySegment output() {
        return output;
    }

    /** Who asks. By default whoever opened the file; a reflector that knows better overrides it. */
    public Requestor requestor() {
        return file.requestor();
    }

    /** Whether the process that asks is a 32-bit one. A reflector that can know overrides it. */
    public boolean isFrom32BitProcess() {
        return false;
    }

    /** Framework only: whether a user-mode driver asks on its own behalf. */
    public boolean isFromUserModeDriver() {
        return false;
    }

    /**
     * Framework only: whether what lies below is to be opened with the rights of {@link #requestor} instead of the host's
     * (SND-17).
     */
    public boolean actsAsRequestor() {
        return false;
    }

    /** The activity the IRP is part of, for traces. A reflector whose programs can name one overrides it. */
    public Optional<UUID> activityId() {
        return Optional.empty();
    }

    /**
     * The program no longer waits for this IRP. The framework or the driver ends it early if it can; {@link
     * #onCompleted} still comes exactly once, perhaps with success. Calling it again or after the end does nothing.
     */
    public final void cancel() {
        canceled = true;
        IrpOwner current = owner;
        if (current != null) {
            current.irpCanceled(this);
        }
    }

    /** Whether {@link #cancel} has been called. */
    public final boolean isCanceled() {
        return canceled;
    }

    /** Whether the IRP has ended. */
    public final boolean isEnded() {
        return ended;
    }

    /**
     * Framework only: names who is told of a cancellation from now on. The caller checks {@link #isCanceled} afterwards:
     * a cancellation that came earlier has told the owner before.
     */
    public final void setOwner(IrpOwner newOwner) {
        owner = newOwner;
    }

    /**
     * Framework only: the IRP enters a device stack and counts as outstanding for its file until it ends.
     *
     * @return false if the file is closed and done with: the IRP must not go on
     */
    public final boolean enter() {
        entered = file.irpStarted();
        return entered;
    }

    /**
     * Framework only: as {@link #enter()}, for the create of a file.
     *
     * @param action run if the IRP ends with a failure, so that the file never was open
     */
    public final boolean enter(Runnable action) {
        whenFailed = action;
        return enter();
    }

    /**
     * Framework only: ends the IRP, whether or not it has entered a stack.
     *
     * @param information bytes transferred, or the size of the answer
     * @return false if it had ended before; nothing happens then
     */
    public final boolean end(HResult status, long information) {
        if (!ENDED.compareAndSet(this, false, true)) {
            return false;
        }
        tellReflector(status, information);
        if (entered) {
            file.irpCompleted();
        }
        Runnable failed = whenFailed;
        if (failed != null && status.failed()) {
            failed.run();
        }
        return true;
    }

    /** A fault of the reflector must reach neither the driver that completes nor the queue that goes on. */
    private void tellReflector(HResult status, long information) {
        try {
            if (LentIdentity.isLent()) {
                LentIdentity.without(() -> onCompleted(status, information));
            } else {
                onCompleted(status, information);
            }
        } catch (RuntimeException | Error fault) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
        }
    }

    /**
     * The IRP has ended; its buffers are the reflector's again. Called exactly once, on any thread, never with a
     * framework lock held. Must be quick, must not throw and must not wait for another IRP.
     *
     * @param status how it ended, as the driver said; a cancelled one usually ends with {@link
     *     HResult#ERROR_OPERATION_ABORTED}
     * @param information bytes transferred (read, write) or bytes of the answer (control, query); never more than the
     *     buffer holds when the status is a success
     */
    protected abstract void onCompleted(HResult status, long information);
}
