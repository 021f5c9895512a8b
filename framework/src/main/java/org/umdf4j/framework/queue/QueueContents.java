package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.framework.request.RequestList;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.StopPhase;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.RequestTally;

/**
 * What is in a queue and what its gates say: everything the queue's one lock guards, and the list surgery on it.
 *
 * <p>A request is in {@link #stored} (waiting) or in {@link #owned} (the driver's), or has left. Nothing here calls the
 * driver, completes a request or takes another lock.
 */
final class QueueContents {
    final FrameworkLock lock;
    private final boolean keepsCanceled;

    /** Waiting for delivery or retrieval. */
    @GuardedBy("lock")
    final RequestList stored = new RequestList();

    /** Delivered from this queue and not back, completed or moved on. */
    @GuardedBy("lock")
    final RequestList owned = new RequestList();

    /** Cancelable requests whose OnCancel is due; all of them in {@link #owned}. */
    @GuardedBy("lock")
    final ArrayDeque<WdfIoRequest> cancelDue = new ArrayDeque<>(1);

    /** Requests cancelled while stored whose OnIoCanceledOnQueue is due; all of them in {@link #owned}. */
    @GuardedBy("lock")
    final ArrayDeque<WdfIoRequest> canceledOnQueueDue = new ArrayDeque<>(1);

    /** Requests on their way here from another queue: accepted, not linked yet. */
    @GuardedBy("lock")
    int incoming;

    @GuardedBy("lock")
    boolean accepts = true;

    @GuardedBy("lock")
    boolean dispatches = true;

    /** Accepts nothing ever again. */
    @GuardedBy("lock")
    boolean shutDown;

    /** A purge is in progress (SDP-11). */
    @GuardedBy("lock")
    boolean purging;

    /** The device was terminated; the lists are empty and stay so. */
    @GuardedBy("lock")
    boolean terminated;

    /** A manual queue's ready notification is due once the queue may deliver (RET-8). */
    @GuardedBy("lock")
    boolean readyDue;

    /** Where the queue stands in the device's power transitions. */
    @GuardedBy("lock")
    final StopRound round = new StopRound();

    /** The clock of a queue whose emptiness counts for its device's idleness; null for all others. */
    private final @Nullable Scheduler idleClock;

    /** When the queue ran empty last. */
    @GuardedBy("lock")
    private long emptySinceNanos;

    /** Somebody found the queue busy and wants to know when it is empty (PWR-11). */
    @GuardedBy("lock")
    boolean tellWhenEmpty;

    @GuardedBy("lock")
    private long delivered;

    @GuardedBy("lock")
    private long completed;

    @GuardedBy("lock")
    private long requeued;

    @GuardedBy("lock")
    private long canceled;

    /**
     * @param keepsCanceled whether the driver wants OnIoCanceledOnQueue for requests it has seen before (CAN-2)
     * @param idleClock says when the queue ran empty; null if that does not matter
     */
    QueueContents(FrameworkLock lock, boolean keepsCanceled, @Nullable Scheduler idleClock) {
        this.lock = lock;
        this.keepsCanceled = keepsCanceled;
        this.idleClock = idleClock;
        this.emptySinceNanos = idleClock == null ? 0 : idleClock.nanoTime();
    }

    /** Since when there is no request; empty if there is one, and then {@link #tellWhenEmpty} is set. */
    @GuardedBy("lock")
    OptionalLong idleSince() {
        if (isEmpty()) {
            return OptionalLong.of(emptySinceNanos);
        }
        tellWhenEmpty = true;
        return OptionalLong.empty();
    }

    /** After a request has left: the clock is read once each time the queue runs empty, and only if that matters. */
    @GuardedBy("lock")
    private void noteIfEmpty() {
        if (idleClock != null && isEmpty()) {
            emptySinceNanos = idleClock.nanoTime();
        }
    }

    /**
     * Puts a request into the waiting list.
     *
     * @return whether it turned out to be cancelled, and {@link #endAborted} must follow after the lock
     */
    @GuardedBy("lock")
    boolean storeLast(WdfIoRequest request, RequestState from) {
        boolean purged = purging && from != RequestState.ARRIVED;
        readyDue |= stored.isEmpty();
        stored.addLast(request);
        boolean ends = stored(request, from, purged);
        endPurgeIfDone();
        return ends;
    }

    /** As {@link #storeLast}, at the head of the queue: the request has been here before (FWD-6, STOP-15). */
    @GuardedBy("lock")
    boolean storeFirst(WdfIoRequest request) {
        boolean purged = purging; // leaving may end the purge, but this request was there during it
        leave(request);
        requeued++;
        readyDue |= stored.isEmpty();
        stored.addFirst(request);
        return stored(request, RequestState.MOVING, purged);
    }

    @GuardedBy("lock")
    private boolean stored(WdfIoRequest request, RequestState from, boolean purged) {
        request.mustTransition(from, RequestState.STORED);
        // A cancellation sets the IRP's flag and then looks for STORED; here it is the other way round, so that one of
        // the two sees the other.
        return (purged || request.isIrpCanceled()) && takeCanceled(request);
    }

    /**
     * Takes a stored request out as cancelled, to OnIoCanceledOnQueue if the driver has seen it before (CAN-2).
     *
     * @return whether it has not, and {@link #endAborted} must follow after the lock (CAN-1)
     */
    @GuardedBy("lock")
    boolean takeCanceled(WdfIoRequest request) {
        canceled++;
        if (keepsCanceled && request.wasSeenByDriver()) {
            stored.remove(request);
            request.mustTransition(RequestState.STORED, RequestState.CANCEL_PENDING);
            owned.addLast(request);
            canceledOnQueueDue.add(request);
            return false;
        }
        takeStored(request);
        return true;
    }

    /** Takes a stored request out for the framework to end it after the lock, from state MOVING. */
    @GuardedBy("lock")
    WdfIoRequest takeStored(WdfIoRequest request) {
        stored.remove(request);
        request.mustTransition(RequestState.STORED, RequestState.MOVING);
        noteIfEmpty();
        return request;
    }

    /** Ends a request that has been taken as cancelled. Without the lock. */
    static void endAborted(WdfIoRequest taken) {
        taken.end(RequestState.MOVING, HResult.ERROR_OPERATION_ABORTED, 0);
    }

    @GuardedBy("lock")
    void giveToDriver(WdfIoRequest request, boolean byRetrieval) {
        stored.remove(request);
        request.mustTransition(RequestState.STORED, RequestState.DELIVERED);
        request.markSeen(byRetrieval);
        request.setStopPhase(StopPhase.NONE);
        owned.addLast(request);
        delivered++;
    }

    /** The driver has completed a request, or sent and forgotten it. */
    @GuardedBy("lock")
    void leaveCompleted(WdfIoRequest request) {
        completed++;
        leave(request);
    }

    /** The driver does not own the request any more. */
    @GuardedBy("lock")
    void leave(WdfIoRequest request) {
        owned.remove(request);
        if (request.stopPhase() == StopPhase.AWAITED) {
            round.awaited--;
        }
        request.setStopPhase(StopPhase.NONE);
        noteIfEmpty();
        endPurgeIfDone();
    }

    /** A request that was expected from another queue does not come. */
    @GuardedBy("lock")
    void cancelIncoming() {
        incoming--;
        noteIfEmpty();
        endPurgeIfDone();
    }

    /** SDP-11: a purge is over when the driver owns nothing more; that of a removal never is. */
    @GuardedBy("lock")
    private void endPurgeIfDone() {
        if (owned.isEmpty() && incoming == 0) {
            purging = shutDown;
        }
    }

    /** A cancelable request's OnCancel is due. */
    @GuardedBy("lock")
    void cancelClaimed(WdfIoRequest request) {
        canceled++;
        cancelDue.add(request);
    }

    /**
     * Takes all stored requests that fit out as cancelled.
     *
     * @param toEnd gets those for which {@link #endAborted} must follow after the lock
     */
    @GuardedBy("lock")
    void takeCanceled(Predicate<WdfIoRequest> which, List<WdfIoRequest> toEnd) {
        for (WdfIoRequest request : stored.snapshot()) {
            if (which.test(request) && takeCanceled(request)) {
                toEnd.add(request);
            }
        }
    }

    /**
     * Purge: accepts nothing, cancels what is stored, claims what is cancelable.
     *
     * @param toEnd as above
     */
    @GuardedBy("lock")
    void purge(List<WdfIoRequest> toEnd) {
        accepts = false;
        purging = true;
        for (WdfIoRequest request : owned.snapshot()) {
            if (request.transition(RequestState.CANCELABLE, RequestState.CANCEL_PENDING)) {
                cancelClaimed(request);
            }
        }
        takeCanceled(_ -> true, toEnd);
        endPurgeIfDone();
    }

    /** Empties everything because the device is terminated. */
    @GuardedBy("lock")
    List<WdfIoRequest> terminate() {
        terminated = true;
        accepts = false;
        var all = new ArrayList<>(stored.snapshot());
        stored.snapshot().forEach(stored::remove);
        all.addAll(owned.snapshot());
        owned.snapshot().forEach(owned::remove);
        cancelDue.clear();
        canceledOnQueueDue.clear();
        return all;
    }

    /** Requests that wait here, those on their way included. */
    @GuardedBy("lock")
    int waiting() {
        return stored.size() + incoming;
    }

    @GuardedBy("lock")
    boolean isEmpty() {
        return waiting() == 0 && owned.isEmpty();
    }

    /** The bits of WDF_IO_QUEUE_STATE, without PnpHeld (section 4). */
    @GuardedBy("lock")
    int stateBits() {
        return (accepts ? WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS.value() : 0)
                | (dispatches ? WDF_IO_QUEUE_STATE.DISPATCH_REQUESTS.value() : 0)
                | (waiting() == 0 ? WDF_IO_QUEUE_STATE.NO_REQUESTS.value() : 0)
                | (owned.isEmpty() ? WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS.value() : 0);
    }

    /** The state in words. */
    @GuardedBy("lock")
    String describe() {
        String gates = dispatches ? "ready" : "stopped";
        if (!accepts) {
            gates = isEmpty() ? "purged" : "draining";
        }
        return round.gate == PowerGate.ON ? gates : gates + ", " + round.gate.text();
    }

    @GuardedBy("lock")
    RequestTally tally() {
        return new RequestTally(
                delivered, completed, round.stopped, round.resumed, requeued, canceled, waiting(), owned.size());
    }

    /** The first stored request that belongs to {@code file}, any if that is null; null if there is none. */
    @GuardedBy("lock")
    @Nullable
    WdfIoRequest firstOf(@Nullable Object file) {
        WdfIoRequest request = stored.first();
        while (request != null && file != null && request.getFileObject().orElse(null) != file) {
            request = RequestList.after(request);
        }
        return request;
    }
}
