package org.umdf4j.testkit.contract;

import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/**
 * The set-up of the tests of I/O targets: a lower driver that keeps whatever comes, and an upper one that opens it, sends
 * it requests of its own and traces their completion as {@code "done r1: S_OK 0x00000000"}.
 */
final class TargetRig {
    static final int LENGTH = 16;
    private static final Set<WDF_REQUEST_SEND_OPTIONS_FLAGS> NO_FLAGS = Set.of();

    final DriverBench bench;
    final ScriptedDriver lower;
    final ScriptedDriver upper;

    /** The lower driver's queue. */
    final ScriptedQueue below;

    private @Nullable IWDFDriverCreatedFile file;
    private boolean cancelable;

    TargetRig(DriverBench bench) {
        this.bench = bench;
        lower = bench.driver("lower");
        upper = bench.driver("upper");
        below = lower.queue("L", PARALLEL).asDefault();
        below.onDefaultIoHandler((_, request) -> bench.hold(request));
        upper.doing("OnPrepareHardware", () -> file = upper.device().createWdfFile(null));
        upper.doing("OnReleaseHardware", () -> file().close());
    }

    /** The lower driver lets its requests be cancelled, and completes cancelled ones at once. */
    TargetRig cancelable() {
        cancelable = true;
        below.onDefaultIoHandler((_, request) -> {
            bench.hold(request);
            request.markCancelable(below.cancel());
        });
        below.onCancel(request -> {
            bench.held().take(bench.trace().nameOf(request));
            request.complete(HResult.ERROR_OPERATION_ABORTED);
        });
        return this;
    }

    TargetRig plugged() {
        bench.plug(lower, upper);
        bench.trace().clear();
        return this;
    }

    IWDFDriverCreatedFile file() {
        IWDFDriverCreatedFile opened = file;
        if (opened == null) {
            throw new IllegalStateException("the upper driver has not opened the lower one");
        }
        return opened;
    }

    IWDFIoTarget target() {
        return upper.device().getDefaultIoTarget();
    }

    IWDFMemory memory() {
        return upper.driver().createWdfMemory(LENGTH, null, upper.device());
    }

    IWDFMemory memory(String text) {
        MemorySegment bytes = MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
        return upper.driver().createPreallocatedWdfMemory(bytes, null, upper.device());
    }

    /** A request of the upper driver's own, formatted as a read at {@code offset} whose completion is traced. */
    IWDFIoRequest readRequest(long offset) {
        IWDFIoRequest request = upper.device().createRequest(null, null);
        format(request, offset);
        return request;
    }

    void format(IWDFIoRequest request, long offset) {
        target().formatRequestForRead(request, file(), memory(), null, offset);
        request.setCompletionCallback(
                (_, _, params, _) -> bench.trace().mark("done r" + offset + ": " + params.getCompletionStatus()), null);
    }

    /** Sends such a read without options. */
    IWDFIoRequest sendRead(long offset) {
        IWDFIoRequest request = readRequest(offset);
        send(request);
        return request;
    }

    void send(IWDFIoRequest request) {
        request.send(target(), NO_FLAGS, 0);
    }

    /** What was traced of completions. */
    List<String> done() {
        return bench.trace().of("done");
    }

    /** The lower driver completes what it holds under this name, unless cancellation is faster. */
    void complete(String name, HResult status) {
        IWDFIoRequest held = bench.held().get(name);
        if (!cancelable || held.unmarkCancelable()) {
            bench.held().take(name);
            held.complete(status);
        }
    }
}
