package org.umdf4j.reflector.fuse;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/** An IRP of the reflector's own, whose end one can wait for. */
final class PortCall extends Irp {
    private final CompletableFuture<Completion> completion = new CompletableFuture<>();

    /** How the IRP ended. */
    record Completion(HResult status, long information) {}

    private PortCall(FileObject file, IrpParameters parameters, @Nullable MemorySegment output) {
        super(file, parameters, null, output);
    }

    /** Submits an IRP on the calling thread. */
    static PortCall submit(DevicePort port, FileObject file, IrpParameters parameters, @Nullable MemorySegment output) {
        PortCall call = new PortCall(file, parameters, output);
        port.submit(call);
        return call;
    }

    /** Waits for the end; after half of the time the IRP is cancelled. Empty if it has not ended even so. */
    Optional<Completion> await(long waitMillis) {
        Optional<Completion> end = awaitUncanceled(waitMillis / 2);
        if (end.isPresent()) {
            return end;
        }
        cancel();
        return awaitUncanceled(waitMillis / 2);
    }

    /** Runs {@code action} when the IRP has ended, perhaps at once. */
    void whenCompleted(Consumer<Completion> action) {
        var _ = completion.thenAccept(action);
    }

    private Optional<Completion> awaitUncanceled(long waitMillis) {
        try {
            return Optional.of(completion.get(waitMillis, TimeUnit.MILLISECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException impossible) {
            throw new AssertionError("never completed with an exception", impossible);
        }
    }

    @Override
    protected void onCompleted(HResult status, long information) {
        completion.complete(new Completion(status, information));
    }
}
