package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.Set;
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
    private final Step onIoStop = Step.callback("OnIoStop", this::callOnIoStop);
    private final Step onIoResume = Step.callback("OnIoResume", this::callOnIoResume);

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
        toEnd.forEach(QueueContents::endAborted);
        loop.run(/* arrival= */ false);
    }

    private Gate gate(String event) {
        return calls.scheduler().newGate(queue.name() + ": " + event);
    }

    /** Takes the next step of the power transition; false if there is none now. */
    @SuppressWarnings("GuardedBy") // the queue holds the same lock; the checker cannot know
    boolean nextLocked(Turn turn) {
        StopRound round = contents.round;
        return switch (round.gate) {
            case CLOSING -> loop.isQuietLocked() && turn.takes(round.reach(PowerGate.DRAINED));
            case STOP_ROUND -> round.notifying == null && nextStopLocked(turn);
            case STOP_WAIT -> round.awaited == 0 && turn.takes(round.reach(round.afterStop()));
            case RESUME_ROUND -> round.notifying == null && nextResumeLocked(turn);
            case ON, DRAINED, OFF, RESUMED, SHUT -> false;
        };
    }

    @GuardedBy("contents.lock")
    private boolean nextStopLocked(Turn turn) {
        StopRound round = contents.round;
        WdfIoRequest request = round.nextToStop(callbacks.ioStop() != null);
        if (request != null) {
            return turn.takes(onIoStop, request);
        }
        var toEnd = new ArrayList<WdfIoRequest>();
        for (WdfIoRequest acknowledged : round.takeAcknowledged()) {
            if (giveBackLocked(acknowledged)) {
                toEnd.add(acknowledged);
            }
        }
        round.gate = PowerGate.STOP_WAIT;
        return turn.takes(Step.internal(_ -> toEnd.forEach(QueueContents::endAborted)));
    }

    @SuppressWarnings("GuardedBy") // a round's action does not change between its beginning and its end
    private void callOnIoStop(Turn turn) {
        WdfIoRequest request = turn.request();
        var callback = callbacks.ioStop();
        if (callback != null) {
            Set<WDF_REQUEST_STOP_ACTION_FLAGS> flags = contents.round.flagsFor(request);
            calls.callCritical("OnIoStop", request, () -> callback.onIoStop(queue, request, flags));
        }
        endNotification(request);
    }

    /**
     * STOP-14 to STOP-17, STOP-20: an acknowledged request goes to the head of the queue, or is cancelled.
     *
     * @return whether it is cancelled, and {@link QueueContents#endAborted} must follow after the lock
     */
    @GuardedBy("contents.lock")
    private boolean giveBackLocked(WdfIoRequest request) {
        if (!contents.owned.contains(request)) {
            return false; // completed or moved after it had been acknowledged
        }
        if (!request.transition(RequestState.DELIVERED, RequestState.MOVING)) {
            request.setStopPhase(StopPhase.AWAITED);
            contents.round.awaited++;
            return false;
        }
        return contents.storeFirst(request);
    }

    @GuardedBy("contents.lock")
    private boolean nextResumeLocked(Turn turn) {
        StopRound round = contents.round;
        WdfIoRequest request = round.nextToResume(contents.owned, callbacks.ioResume() != null);
        return request == null ? turn.takes(round.reach(PowerGate.RESUMED)) : turn.takes(onIoResume, request);
    }

    private void callOnIoResume(Turn turn) {
        WdfIoRequest request = turn.request();
        var callback = callbacks.ioResume();
        if (callback != null) {
            calls.callCritical("OnIoResume", request, () -> callback.onIoResume(queue, request));
        }
        endNotification(request);
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
