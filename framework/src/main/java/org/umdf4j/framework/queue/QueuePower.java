package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.StopPhase;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Gate;

/**
 * Takes one queue through its device's power transitions, as steps of the queue's event loop.
 *
 * <p>The methods without "Locked" are called by the device's power machine, one at a time, and may block.
 */
final class QueuePower {
    private final WdfIoQueue queue;
    private final QueueContents contents;
    private final QueueCallbacks callbacks;
    private final DriverCalls calls;
    private final EventLoop loop;

    QueuePower(WdfIoQueue queue, QueueContents contents, QueueCallbacks callbacks, DriverCalls calls, EventLoop loop) {
        this.queue = queue;
        this.contents = contents;
        this.callbacks = callbacks;
        this.calls = calls;
        this.loop = loop;
    }

    /** A queue made while its device is not in D0 starts held. Before anything has entered it. */
    void startHeld() {
        contents.lock.lock();
        try {
            contents.round.gate = PowerGate.OFF;
        } finally {
            contents.lock.unlock();
        }
    }

    /** A queue made after the purge step of removal accepts nothing. */
    void startShut() {
        contents.lock.lock();
        try {
            contents.accepts = false;
            contents.shutDown = true;
            contents.purging = true;
        } finally {
            contents.lock.unlock();
        }
    }

    /**
     * Begins to close: the queue delivers nothing new from now on.
     *
     * @return opened when no callback of the queue is running
     */
    Gate close() {
        Gate drained = gate("drained of running callbacks");
        boolean over;
        contents.lock.lock();
        try {
            over = contents.terminated;
            if (!over) {
                contents.round.gate = PowerGate.CLOSING;
                contents.round.reached = drained;
            }
        } finally {
            contents.lock.unlock();
        }
        if (over) {
            drained.open();
        }
        loop.run(/* arrival= */ false);
        return drained;
    }

    /** The stop round, after {@link #close}: returns when every owned request has its verdict. */
    void stopRound(WDF_REQUEST_STOP_ACTION_FLAGS action) {
        Gate verdicts = gate("every request stopped");
        Label label = Label.of("stop round of " + queue.name(), Label.Detail.OWNED);
        contents.lock.lock();
        try {
            if (contents.terminated) {
                return;
            }
            calls.recorder().begins(label, contents.owned.size());
            contents.round.begin(action, contents.owned, verdicts);
        } finally {
            contents.lock.unlock();
        }
        loop.run(/* arrival= */ false);
        verdicts.await();
        calls.recorder().ends(label, queue.tally().owned());
    }

    /** The resume round: returns when OnIoResume has been called for every paused request. */
    void resumeRound() {
        Gate resumed = gate("every request resumed");
        contents.lock.lock();
        try {
            if (contents.terminated || contents.round.gate == PowerGate.SHUT) {
                return;
            }
            contents.round.beginResume(contents.owned, resumed);
        } finally {
            contents.lock.unlock();
        }
        loop.run(/* arrival= */ false);
        resumed.await();
    }

    /** Delivers again, on another thread: the caller has a power transition to finish. */
    void open() {
        contents.lock.lock();
        try {
            if (contents.terminated || contents.round.gate == PowerGate.SHUT) {
                return;
            }
            contents.round.gate = PowerGate.ON;
            contents.readyDue = true; // RES-8
        } finally {
            contents.lock.unlock();
        }
        calls.scheduler().execute("delivery", () -> loop.run(/* arrival= */ true));
    }

    /** The first half of the purge step: accepts nothing ever again, cancels what is stored, calls OnCancel. */
    void shut() {
        var toEnd = new ArrayList<WdfIoRequest>();
        contents.lock.lock();
        try {
            contents.shutDown = true;
            contents.purge(toEnd);
        } finally {
            contents.lock.unlock();
        }
        QueueContents.endAborted(toEnd);
        loop.run(/* arrival= */ false);
    }

    private Gate gate(String event) {
        return calls.scheduler().newGate(queue.name() + ": " + event);
    }

    /** The next step of the power transition, taken; null if there is none now. */
    @SuppressWarnings("GuardedBy") // the queue holds the same lock; the checker cannot know
    @Nullable
    Step nextLocked() {
        StopRound round = contents.round;
        return switch (round.gate) {
            case CLOSING -> loop.isQuietLocked() ? round.reach(PowerGate.DRAINED) : null;
            case STOP_ROUND -> round.notifying == null ? nextStopLocked() : null;
            case STOP_WAIT -> round.awaited == 0 ? round.reach(round.afterStop()) : null;
            case RESUME_ROUND -> round.notifying == null ? nextResumeLocked() : null;
            case ON, DRAINED, OFF, RESUMED, SHUT -> null;
        };
    }

    @GuardedBy("contents.lock")
    private Step nextStopLocked() {
        StopRound round = contents.round;
        var callback = callbacks.ioStop();
        WdfIoRequest request = round.nextToStop(callback != null);
        if (request != null && callback != null) {
            Set<WDF_REQUEST_STOP_ACTION_FLAGS> flags = round.flagsFor(request);
            return Step.callback("OnIoStop", request, () -> {
                calls.callCritical("OnIoStop", request, () -> callback.onIoStop(queue, request, flags));
                endNotification(request);
            });
        }
        var toEnd = new ArrayList<WdfIoRequest>();
        for (WdfIoRequest acknowledged : round.takeAcknowledged()) {
            giveBackLocked(acknowledged, toEnd);
        }
        round.gate = PowerGate.STOP_WAIT;
        return Step.internal(() -> QueueContents.endAborted(toEnd));
    }

    /** STOP-14 to STOP-17, STOP-20: an acknowledged request goes to the head of the queue, or is cancelled. */
    @GuardedBy("contents.lock")
    private void giveBackLocked(WdfIoRequest request, List<WdfIoRequest> toEnd) {
        if (!contents.owned.contains(request)) {
            return; // completed or moved after it had been acknowledged
        }
        if (!request.transition(RequestState.DELIVERED, RequestState.MOVING)) {
            request.setStopPhase(StopPhase.AWAITED);
            contents.round.awaited++;
            return;
        }
        contents.storeFirst(request, toEnd);
    }

    @GuardedBy("contents.lock")
    private @Nullable Step nextResumeLocked() {
        StopRound round = contents.round;
        var callback = callbacks.ioResume();
        WdfIoRequest request = round.nextToResume(contents.owned, callback != null);
        if (request == null || callback == null) {
            return round.reach(PowerGate.RESUMED);
        }
        return Step.callback("OnIoResume", request, () -> {
            calls.callCritical("OnIoResume", request, () -> callback.onIoResume(queue, request));
            endNotification(request);
        });
    }

    private void endNotification(WdfIoRequest request) {
        contents.lock.lock();
        try {
            contents.round.endNotification(request, contents.owned.contains(request));
        } finally {
            contents.lock.unlock();
        }
    }
}
