package org.umdf4j.framework.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.framework.request.RequestList;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.StopPhase;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Gate;

/**
 * One queue's way through a power transition: which requests have had their OnIoStop or OnIoResume, what the driver
 * answered, how many verdicts are missing. Everything here is guarded by the queue's lock.
 */
final class StopRound {
    private static final Set<WDF_REQUEST_STOP_ACTION_FLAGS> SUSPEND = Set.of(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND);
    private static final Set<WDF_REQUEST_STOP_ACTION_FLAGS> SUSPEND_CANCELABLE =
            Set.of(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND, WDF_REQUEST_STOP_ACTION_FLAGS.REQUEST_CANCELABLE);
    private static final Set<WDF_REQUEST_STOP_ACTION_FLAGS> PURGE = Set.of(WDF_REQUEST_STOP_ACTION_FLAGS.PURGE);
    private static final Set<WDF_REQUEST_STOP_ACTION_FLAGS> PURGE_CANCELABLE =
            Set.of(WDF_REQUEST_STOP_ACTION_FLAGS.PURGE, WDF_REQUEST_STOP_ACTION_FLAGS.REQUEST_CANCELABLE);

    PowerGate gate = PowerGate.ON;

    /** Opened when the present step is done. */
    @Nullable
    Gate reached;

    /** Requests without a verdict: the queue waits for them. */
    int awaited;

    /** How many OnIoStop calls there were. */
    long stopped;

    /** How many OnIoResume calls there were. */
    long resumed;

    /** The request whose OnIoStop or OnIoResume is running. */
    @Nullable
    WdfIoRequest notifying;

    private WDF_REQUEST_STOP_ACTION_FLAGS action = WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND;
    private final ArrayDeque<WdfIoRequest> pending = new ArrayDeque<>(0);
    private final ArrayList<WdfIoRequest> acknowledged = new ArrayList<>(0);

    /** Takes the snapshot of what the driver owns now; the order is that in which it got them (STOP-3). */
    void begin(WDF_REQUEST_STOP_ACTION_FLAGS why, RequestList owned, Gate whenDone) {
        gate = PowerGate.STOP_ROUND;
        reached = whenDone;
        action = why;
        awaited = 0;
        pending.clear();
        for (WdfIoRequest request : owned.snapshot()) {
            request.setStopPhase(StopPhase.LISTED);
            pending.add(request);
        }
    }

    void beginResume(RequestList owned, Gate whenDone) {
        gate = PowerGate.RESUME_ROUND;
        reached = whenDone;
        pending.clear();
        for (WdfIoRequest request : owned.snapshot()) {
            if (request.stopPhase() == StopPhase.PAUSED) {
                pending.add(request);
            }
        }
    }

    /** Whether the next step of a round may call the driver; it may turn out that it need not. */
    boolean callbackDue(QueueCallbacks callbacks) {
        if (notifying != null || pending.isEmpty()) {
            return false;
        }
        return switch (gate) {
            case STOP_ROUND -> callbacks.ioStop() != null;
            case RESUME_ROUND -> callbacks.ioResume() != null;
            case ON, CLOSING, DRAINED, STOP_WAIT, OFF, RESUMED, SHUT -> false;
        };
    }

    /** The next request to offer to OnIoStop, marked as being offered; null when the round is over. */
    @Nullable
    WdfIoRequest nextToStop(boolean offer) {
        WdfIoRequest request = pending.poll();
        while (request != null) {
            if (request.stopPhase() == StopPhase.LISTED) { // otherwise it has left meanwhile (STOP-4)
                if (offer && mayBeOffered(request)) {
                    request.setStopPhase(StopPhase.NOTIFYING);
                    notifying = request;
                    stopped++;
                    return request;
                }
                request.setStopPhase(StopPhase.AWAITED); // STOP-5, STOP-10
                awaited++;
            }
            request = pending.poll();
        }
        return null;
    }

    /**
     * Whether the driver can still decide about a request: not if its cancellation is on (STOP-5), and not if it has been
     * completed or moved and only its leaving the list is outstanding (STOP-4).
     */
    private static boolean mayBeOffered(WdfIoRequest request) {
        return switch (request.state()) {
            case DELIVERED, CANCELABLE -> true;
            case SENT -> !request.isSentCancelRequested();
            case ARRIVED, STORED, CANCEL_PENDING, CANCEL_CALLED, FORGOTTEN, MOVING, COMPLETED, ENDED, TERMINATED ->
                false;
        };
    }

    Set<WDF_REQUEST_STOP_ACTION_FLAGS> flagsFor(WdfIoRequest request) {
        boolean cancelable = request.state() == RequestState.CANCELABLE;
        if (action == WDF_REQUEST_STOP_ACTION_FLAGS.PURGE) {
            return cancelable ? PURGE_CANCELABLE : PURGE;
        }
        return cancelable ? SUSPEND_CANCELABLE : SUSPEND;
    }

    /**
     * The driver's answer inside OnIoStop; a later one replaces an earlier one (STOP-28).
     *
     * @return the rule it breaks, or an empty string
     */
    String acknowledge(WdfIoRequest request, boolean requeue) {
        if (gate != PowerGate.STOP_ROUND) {
            return "STOP-29";
        }
        RequestState state = request.state();
        switch (state) {
            case COMPLETED, ENDED, FORGOTTEN, MOVING, TERMINATED -> {
                return ""; // over already, in this same OnIoStop or on another thread (STOP-29)
            }
            case SENT -> {
                if (requeue) {
                    return "STOP-21";
                }
            }
            case ARRIVED, STORED, DELIVERED, CANCELABLE, CANCEL_PENDING, CANCEL_CALLED -> {
                if (requeue && state != RequestState.DELIVERED) {
                    return "STOP-18";
                }
            }
        }
        request.setStopPhase(requeue ? StopPhase.ACKNOWLEDGED_REQUEUE : StopPhase.PAUSED);
        return "";
    }

    /** OnIoStop or OnIoResume has returned. */
    void endNotification(WdfIoRequest request, boolean stillOwned) {
        notifying = null;
        if (gate == PowerGate.STOP_ROUND && stillOwned) {
            switch (request.stopPhase()) {
                case NOTIFYING -> {
                    request.setStopPhase(StopPhase.AWAITED);
                    awaited++;
                }
                case ACKNOWLEDGED_REQUEUE -> acknowledged.add(request);
                case NONE, LISTED, PAUSED, NOT_RESUMED, AWAITED -> {}
            }
        }
    }

    /** The requests acknowledged with requeue, in the order of the round (STOP-12, STOP-16). */
    List<WdfIoRequest> takeAcknowledged() {
        var taken = List.copyOf(acknowledged);
        acknowledged.clear();
        return taken;
    }

    /** The next paused request to offer to OnIoResume; null when the round is over. */
    @Nullable
    WdfIoRequest nextToResume(RequestList owned, boolean offer) {
        WdfIoRequest request = pending.poll();
        while (request != null) {
            if (owned.contains(request) && request.stopPhase() == StopPhase.PAUSED) {
                request.setStopPhase(offer ? StopPhase.NONE : StopPhase.NOT_RESUMED);
                if (offer && mayBeOffered(request)) {
                    notifying = request;
                    resumed++;
                    return request;
                }
            }
            request = pending.poll();
        }
        return null;
    }

    PowerGate afterStop() {
        return action == WDF_REQUEST_STOP_ACTION_FLAGS.PURGE ? PowerGate.SHUT : PowerGate.OFF;
    }

    /** The present step is done: goes on to {@code next} and tells the one who waits for it. */
    Step reach(PowerGate next) {
        gate = next;
        Gate open = reached;
        reached = null;
        return Step.internal(_ -> {
            if (open != null) {
                open.open();
            }
        });
    }

    /** The device is terminated: nothing more comes, nobody need wait. */
    void abandon(List<Gate> gates) {
        if (reached != null) {
            gates.add(reached);
        }
        reached = null;
        pending.clear();
        acknowledged.clear();
        awaited = 0;
    }
}
