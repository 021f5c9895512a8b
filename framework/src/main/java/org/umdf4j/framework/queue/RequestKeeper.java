package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.recorder.Recorder;
import org.umdf4j.framework.request.RequestOwner;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.StopPhase;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Scheduler;

/** What a queue does with what its requests tell it: they leave, are cancelled, move on or are given back. */
final class RequestKeeper implements RequestOwner {
    private final WdfIoQueue queue;
    private final QueueHome home;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;
    private final QueueContents contents;
    private final EventLoop loop;
    private final Scheduler scheduler;
    private final Recorder recorder;

    /** The one cancel callback object (CAN-7). Set once, under the lock. */
    private volatile @Nullable IRequestCallbackCancel cancelCallback;

    RequestKeeper(
            WdfIoQueue queue,
            QueueHome home,
            WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
            QueueContents contents,
            EventLoop loop) {
        this.queue = queue;
        this.home = home;
        this.dispatchType = dispatchType;
        this.contents = contents;
        this.loop = loop;
        this.scheduler = home.space().calls().scheduler();
        this.recorder = home.space().calls().recorder();
    }

    @Override
    public IWDFIoQueue queue() {
        return queue;
    }

    @Override
    public void requestLeft(WdfIoRequest request) {
        Turn turn;
        contents.lock.lock();
        try {
            if (contents.terminated) {
                return;
            }
            contents.leaveCompleted(request);
            turn = loop.nextLocked(/* arrival= */ false);
        } finally {
            contents.lock.unlock();
        }
        // Not a request that is completed in its callback: it keeps the compiler from inlining the loop into itself.
        if (turn != null) {
            loop.take(turn);
        }
    }

    // ------------------------------------------------------------------------------------------- cancellation

    @Override
    public void cancelStored(WdfIoRequest request) {
        boolean ends;
        contents.lock.lock();
        try {
            if (!contents.stored.contains(request)) {
                return;
            }
            ends = contents.takeCanceled(request);
        } finally {
            contents.lock.unlock();
        }
        if (ends) {
            QueueContents.endAborted(request);
        }
        loop.run(/* arrival= */ false);
    }

    @Override
    public void cancelClaimed(WdfIoRequest request) {
        Turn turn;
        contents.lock.lock();
        try {
            if (contents.terminated) {
                return;
            }
            contents.cancelClaimed(request);
            turn = loop.nextLocked(/* arrival= */ false);
        } finally {
            contents.lock.unlock();
        }
        loop.take(turn);
    }

    @Override
    public boolean acceptsCancelCallback(IRequestCallbackCancel callback) {
        scheduler.access(this, /* write= */ false);
        IRequestCallbackCancel known = cancelCallback;
        if (known == null) {
            contents.lock.lock();
            try {
                if (cancelCallback == null) {
                    scheduler.access(this, /* write= */ true);
                    cancelCallback = callback;
                }
                known = cancelCallback;
            } finally {
                contents.lock.unlock();
            }
        }
        return known == callback;
    }

    @Override
    public IRequestCallbackCancel cancelCallback() {
        IRequestCallbackCancel known = cancelCallback;
        if (known == null) {
            throw new IllegalStateException("no request of " + queue + " was ever marked cancelable");
        }
        return known;
    }

    @Override
    public boolean isPurging() {
        contents.lock.lock();
        try {
            return contents.purging;
        } finally {
            contents.lock.unlock();
        }
    }

    // ------------------------------------------------------------------------------------------- moving

    @Override
    public void requeue(WdfIoRequest request) {
        if (dispatchType != WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION,
                    "requeue works on manual queues only, " + queue + " is not (FWD-8)");
        }
        boolean ends;
        contents.lock.lock();
        try {
            requireNotTerminatedLocked();
            ends = contents.storeFirst(request);
        } finally {
            contents.lock.unlock();
        }
        if (ends) {
            QueueContents.endAborted(request);
        }
        loop.run(/* arrival= */ false);
    }

    @Override
    public void forward(WdfIoRequest request, IWDFIoQueue destination) {
        if (!(destination instanceof WdfIoQueue other) || other == queue || other.keeper().home != home) {
            request.transition(RequestState.MOVING, RequestState.DELIVERED);
            throw request.violation(
                    "FWD-2",
                    "forwardToIoQueue",
                    "the driver forwarded a request to its own queue or to a queue of another device",
                    "Forward to another queue of the same device; use requeue for the same (manual) queue.");
        }
        if (request.wasRetrieved()) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION,
                    "a request obtained by retrieveNextRequest cannot be forwarded (FWD-3)");
        }
        other.keeper().reserve();
        boolean gone;
        contents.lock.lock();
        try {
            gone = contents.terminated;
            if (!gone) {
                contents.leave(request);
            }
        } finally {
            contents.lock.unlock();
        }
        if (gone) {
            other.keeper().unreserve();
            return;
        }
        other.keeper().receive(request);
        loop.run(/* arrival= */ false);
    }

    /** Accepts a request that is about to come, so that its own queue need not let go of it in vain (FWD-4). */
    private void reserve() {
        contents.lock.lock();
        try {
            requireNotTerminatedLocked();
            if (!contents.accepts) {
                throw new WdfException(HResult.STATUS_WDF_BUSY, queue + " does not accept requests (QS-4)");
            }
            contents.incoming++;
        } finally {
            contents.lock.unlock();
        }
    }

    private void unreserve() {
        contents.lock.lock();
        try {
            contents.cancelIncoming();
        } finally {
            contents.lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    private void receive(WdfIoRequest request) {
        boolean late;
        boolean ends = false;
        boolean powerless = false;
        contents.lock.lock();
        try {
            contents.incoming--;
            late = contents.terminated;
            if (!late) {
                recorder.request(queue.waiting(), request.requestId());
                request.setOwner(this);
                ends = contents.storeLast(request, RequestState.MOVING);
                powerless = queue.isPowerlessLocked();
            }
        } finally {
            contents.lock.unlock();
        }
        if (late) {
            request.terminate();
            return;
        }
        queue.stored(request, ends, powerless);
        loop.run(/* arrival= */ false);
    }

    @GuardedBy("contents.lock")
    private void requireNotTerminatedLocked() {
        if (contents.terminated) {
            throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
    }

    // ------------------------------------------------------------------------------------------- stopping

    @Override
    public void stopAcknowledge(WdfIoRequest request, boolean requeue) {
        String rule;
        boolean late;
        contents.lock.lock();
        try {
            late = request.stopPhase() == StopPhase.AWAITED; // its OnIoStop has returned (STOP-30)
            if (contents.terminated || (contents.round.notifying == request && !contents.owned.contains(request))) {
                return; // completed in the same OnIoStop (STOP-29)
            }
            rule = contents.round.notifying == request ? contents.round.acknowledge(request, requeue) : "STOP-29";
        } finally {
            contents.lock.unlock();
        }
        if (!rule.isEmpty()) {
            throw wrongAcknowledgement(request, rule, late);
        }
    }

    private static RuntimeException wrongAcknowledgement(WdfIoRequest request, String rule, boolean late) {
        return request.violation(
                rule,
                "stopAcknowledge",
                switch (rule) {
                    case "STOP-18" -> "the driver gave back a request that is cancelable";
                    case "STOP-21" -> "the driver gave back a request that an I/O target holds";
                    default ->
                        late
                                ? "the driver acknowledged a stop after the request's OnIoStop had returned (STOP-30)"
                                : "the driver acknowledged a stop outside the request's OnIoStop";
                },
                switch (rule) {
                    case "STOP-18" ->
                        "Call unmarkCancelable first; if it answers false, return and let OnCancel complete.";
                    case "STOP-21" -> "Acknowledge with requeue false, or cancel the sent request and complete it.";
                    default -> "Call stopAcknowledge inside OnIoStop, for the request that was passed in.";
                });
    }
}
