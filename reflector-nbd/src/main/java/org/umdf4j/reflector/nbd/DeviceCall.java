package org.umdf4j.reflector.nbd;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;

/** An IRP of the reflector itself whose end a thread waits for. */
final class DeviceCall extends Irp {
    /** How a call ended. */
    record Result(HResult status, long information) {}

    private final CompletableFuture<Result> result = new CompletableFuture<>();

    private DeviceCall(
            FileObject file, IrpParameters parameters, @Nullable MemorySegment input, @Nullable MemorySegment output) {
        super(file, parameters, input, output);
    }

    @Override
    protected void onCompleted(HResult status, long information) {
        result.complete(new Result(status, information));
    }

    /** Submits it; the caller may wait with {@link #await}. The buffers must live until the call has ended. */
    static DeviceCall submit(
            DevicePort port,
            FileObject file,
            IrpParameters parameters,
            @Nullable MemorySegment input,
            @Nullable MemorySegment output) {
        DeviceCall call = new DeviceCall(file, parameters, input, output);
        port.submit(call);
        return call;
    }

    /**
     * Waits for the end, cancels after {@code seconds}, then waits as long again. Empty if the driver holds on to it
     * even so.
     */
    java.util.Optional<Result> await(long seconds) throws InterruptedException {
        for (int attempt = 0; attempt < 2; attempt++) {
            try {
                return java.util.Optional.of(result.get(seconds, TimeUnit.SECONDS));
            } catch (TimeoutException late) {
                cancel();
            } catch (ExecutionException never) {
                throw new AssertionError("a call never ends exceptionally", never);
            }
        }
        return java.util.Optional.empty();
    }

    /** Runs {@code action} with the result when the call ends, perhaps now. */
    void whenEnded(java.util.function.Consumer<Result> action) {
        var _ = result.thenAccept(action);
    }
}
