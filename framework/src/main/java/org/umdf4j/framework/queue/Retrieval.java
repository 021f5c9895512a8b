package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.WdfIoRequest;

/** A driver's RetrieveNextRequest on one queue (section 6). Any thread, without the lock. */
final class Retrieval {
    private static final Label RETRIEVE = Label.of("retrieveNextRequest", Label.Detail.DELIVERY);

    private final WdfIoQueue queue;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;
    private final QueueContents contents;
    private final DriverCalls calls;
    private final Dispatch dispatch;

    Retrieval(WdfIoQueue queue, WDF_IO_QUEUE_DISPATCH_TYPE dispatchType, QueueContents contents, Dispatch dispatch) {
        this.queue = queue;
        this.dispatchType = dispatchType;
        this.contents = contents;
        this.calls = queue.space().calls();
        this.dispatch = dispatch;
    }

    /** Gives the driver the first request of a file, or of any if that is null. */
    RetrievedRequest retrieve(@Nullable IWDFFile file) {
        if (dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL) {
            throw new WdfException(HResult.STATUS_INVALID_DEVICE_STATE, "a parallel queue delivers by itself (RET-4)");
        }
        List<WdfIoRequest> empty;
        WdfIoRequest found;
        boolean paused;
        boolean races;
        contents.lock.lock();
        try {
            paused = !contents.dispatches || contents.round.gate.isOff();
            races = dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL && contents.owned.isEmpty();
            empty = paused ? List.of() : takeEmptyLocked(file);
            found = paused ? null : takeFirstLocked(file);
        } finally {
            contents.lock.unlock();
        }
        // What a program submits from inside these ends is for the next call, or this one might never return.
        if (!empty.isEmpty()) {
            empty.forEach(request -> request.end(RequestState.MOVING, HResult.S_OK, 0));
            dispatch.loop().run(/* arrival= */ false);
        }
        if (found == null) {
            return paused ? RetrievedRequest.paused() : RetrievedRequest.empty();
        }
        if (races) {
            remarkRace(found);
        }
        return RetrievedRequest.of(found);
    }

    /** Takes the transfers of nothing before the first that is something, for the caller to end (DSP-8). */
    @GuardedBy("contents.lock")
    private List<WdfIoRequest> takeEmptyLocked(@Nullable IWDFFile file) {
        WdfIoRequest first = contents.firstOf(file);
        if (first == null || !dispatch.isEmptyTransfer(first)) {
            return List.of();
        }
        var empty = new ArrayList<WdfIoRequest>();
        while (first != null && dispatch.isEmptyTransfer(first)) {
            empty.add(contents.takeStored(first));
            first = contents.firstOf(file);
        }
        return empty;
    }

    @GuardedBy("contents.lock")
    private @Nullable WdfIoRequest takeFirstLocked(@Nullable IWDFFile file) {
        WdfIoRequest first = contents.firstOf(file);
        if (first != null) {
            contents.giveToDriver(first, /* byRetrieval= */ true);
            calls.recorder().retrieved(RETRIEVE, first.requestId(), first.getType(), queue.label());
        }
        return first;
    }

    private void remarkRace(WdfIoRequest retrieved) {
        calls.verifier()
                .remark(
                        "RET-7",
                        "IWDFIoQueue.retrieveNextRequest",
                        "the driver retrieved from " + queue + ", which is sequential, while it owned none of its"
                                + " requests: that races with the delivery",
                        "Retrieve further requests while you own one, or make the queue manual.",
                        retrieved);
    }
}
