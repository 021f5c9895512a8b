package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IRequestCallbackCancel;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IoQueueState;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.request.RequestFile;
import org.umdf4j.framework.request.RequestList;
import org.umdf4j.framework.request.RequestOwner;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.StopPhase;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;

/**
 * An I/O queue of a device.
 *
 * <p>A request is in {@link #stored} (waiting) or in {@link #owned} (the driver's), or has left. {@link #lock} guards
 * both lists and everything else that the event loop decides by; no driver code, no completion and no other lock is
 * reached with it held. {@link #nextLocked} is the loop's one decision, in the order of DSP-7; {@link EventLoop} acts on
 * it. Longer than most classes because all of that is one decision over one set of fields.
 */
public final class WdfIoQueue extends WdfObject implements IWDFIoQueue, RequestOwner, EventLoop.Steps {
    private final QueueHome home;
    private final String name;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;
    private final boolean powerManaged;
    private final boolean allowZeroLength;
    private final QueueCallbacks callbacks;
    private final Scheduler scheduler;
    private final DriverCalls calls;
    private final FrameworkLock lock;
    private final EventLoop loop;

    @GuardedBy("lock")
    private final RequestList stored = new RequestList();

    @GuardedBy("lock")
    private final RequestList owned = new RequestList();

    /** Cancelable requests whose OnCancel is due; all of them in {@link #owned}. */
    @GuardedBy("lock")
    private final ArrayDeque<WdfIoRequest> cancelDue = new ArrayDeque<>(1);

    /** Requests cancelled while stored whose OnIoCanceledOnQueue is due; all of them in {@link #owned}. */
    @GuardedBy("lock")
    private final ArrayDeque<WdfIoRequest> canceledOnQueueDue = new ArrayDeque<>(1);

    /** Requests on their way here from another queue: accepted, not linked yet. */
    @GuardedBy("lock")
    private int incoming;

    @GuardedBy("lock")
    private boolean accepts = true;

    @GuardedBy("lock")
    private boolean dispatches = true;

    /** Accepts nothing ever again. */
    @GuardedBy("lock")
    private boolean shutDown;

    /** A purge is in progress (SDP-11). */
    @GuardedBy("lock")
    private boolean purging;

    /** The device was terminated; the lists are empty and stay so. */
    @GuardedBy("lock")
    private boolean terminated;

    /** A manual queue's ready notification is due once the queue may deliver (RET-8). */
    @GuardedBy("lock")
    private boolean readyDue;

    @GuardedBy("lock")
    private @Nullable QueueOperation operation;

    @GuardedBy("lock")
    private final StopRound round = new StopRound();

    @GuardedBy("lock")
    private final Counters counters = new Counters();

    /** The one cancel callback object (CAN-7). Set once, under the lock. */
    private volatile @Nullable IRequestCallbackCancel cancelCallback;

    /** Whether the queue may be deleted: neither default nor configured. */
    private volatile boolean deletable;

    /** What the queue counts for the device's status. */
    private static final class Counters {
        long delivered;
        long completed;
        long stopped;
        long resumed;
        long requeued;
        long canceled;
    }

    WdfIoQueue(QueueHome home, WdfObject device, QueueConfiguration configuration) {
        super(home.space(), device);
        this.home = home;
        this.name = configuration.name();
        this.dispatchType = configuration.dispatchType();
        this.powerManaged = configuration.powerManaged();
        this.allowZeroLength = configuration.allowZeroLength();
        this.callbacks = configuration.callbacks();
        this.deletable = !configuration.isDefault();
        this.calls = home.space().calls();
        this.scheduler = calls.scheduler();
        this.lock = scheduler.newLock(name);
        this.loop = new EventLoop(calls, lock, this, home.space().callbackLock().orElse(null));
        join(configuration.callbackObject());
    }

    // ------------------------------------------------------------------------------------------- for the device

    /** The name shown to people: "default queue", "queue 2". */
    public String name() {
        return name;
    }

    public boolean isPowerManaged() {
        return powerManaged;
    }

    public WDF_IO_QUEUE_DISPATCH_TYPE dispatchType() {
        return dispatchType;
    }

    /** Whether a request of this type would find a handler; a manual queue takes every type (RT-4). */
    public boolean handles(WDF_REQUEST_TYPE type) {
        return dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL || callbacks.handles(type);
    }

    /** Whether opens come to this queue's OnCreateFile (FIL-2). */
    public boolean handlesCreate() {
        return callbacks.create() != null;
    }

    /** The queue has been configured for a request type and may not be deleted any more. */
    public void markConfigured() {
        deletable = false;
    }

    /** A new IRP for this queue. Runs the driver on this thread if the queue's rules allow it now. */
    public void enqueue(Irp irp, @Nullable RequestFile file) {
        var request = new WdfIoRequest(space(), irp, file, this);
        HResult refused = null;
        WdfIoRequest toEnd = null;
        lock.lock();
        try {
            if (terminated) {
                refused = HResult.STATUS_DRIVER_PROCESS_TERMINATED;
            } else if (!accepts) {
                refused = HResult.ERROR_OPERATION_ABORTED; // QS-3
            } else {
                toEnd = storeLocked(request, RequestState.ARRIVED, /* atHead= */ false);
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            request.end(RequestState.ARRIVED, refused, 0);
            return;
        }
        endCanceled(toEnd);
        loop.run(/* arrival= */ true);
    }

    /** Cancels what is stored of a file whose last handle was closed (FIL-4, FIL-5). */
    public void cancelStoredOf(FileObject file) {
        var toEnd = new ArrayList<WdfIoRequest>();
        lock.lock();
        try {
            for (WdfIoRequest request : stored.snapshot()) {
                if (request.isOf(file)) {
                    takeCanceledLocked(request, toEnd);
                }
            }
        } finally {
            lock.unlock();
        }
        toEnd.forEach(WdfIoQueue::endAborted);
        loop.run(/* arrival= */ false);
    }

    /** A snapshot for people. */
    public QueueStatus status() {
        lock.lock();
        try {
            return new QueueStatus(
                    name,
                    dispatchType.name().toLowerCase(Locale.ROOT),
                    powerManaged,
                    describeStateLocked(),
                    stored.size() + incoming,
                    owned.size());
        } finally {
            lock.unlock();
        }
    }

    /** Adds what this queue has counted. */
    RequestTally tally() {
        lock.lock();
        try {
            return new RequestTally(
                    counters.delivered,
                    counters.completed,
                    counters.stopped,
                    counters.resumed,
                    counters.requeued,
                    counters.canceled,
                    stored.size() + incoming,
                    owned.size());
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private String describeStateLocked() {
        String gate = dispatches ? "ready" : "stopped";
        if (!accepts) {
            gate = stored.isEmpty() && owned.isEmpty() ? "purged" : "draining";
        }
        return round.gate == PowerGate.ON ? gate : gate + ", " + round.gate.text();
    }

    // ------------------------------------------------------------------------------------------- event loop

    @Override
    @GuardedBy("lock")
    public boolean isCallbackDueLocked() {
        if (terminated) {
            return false;
        }
        boolean quiet = !round.gate.isRound();
        if (quiet && (!cancelDue.isEmpty() || !canceledOnQueueDue.isEmpty())) {
            return true;
        }
        if (operation != null && operation.callback() != null && operationDoneLocked(operation)) {
            return true;
        }
        if (deliveryDueLocked() && !headNeedsNoDriverLocked()) {
            return true;
        }
        return round.callbackDue(callbacks) || readyNotificationDueLocked();
    }

    /** The next thing to do, in the order of DSP-7. */
    @Override
    @GuardedBy("lock")
    public @Nullable Step nextLocked() {
        if (terminated) {
            return null;
        }
        if (!round.gate.isRound()) {
            WdfIoRequest canceled = cancelDue.poll();
            if (canceled != null) {
                return Step.callback(() -> callOnCancel(canceled));
            }
            WdfIoRequest canceledOnQueue = canceledOnQueueDue.poll();
            if (canceledOnQueue != null) {
                return Step.callback(() -> callOnIoCanceledOnQueue(canceledOnQueue));
            }
        }
        QueueOperation done = operation;
        if (done != null && operationDoneLocked(done)) {
            operation = null;
            return finishOperationLocked(done);
        }
        Step powerStep = nextPowerStepLocked();
        if (powerStep != null) {
            return powerStep;
        }
        if (readyNotificationDueLocked()) {
            readyDue = false;
            return Step.callback(this::callReady);
        }
        return deliveryDueLocked() ? takeHeadLocked() : null;
    }

    // ------------------------------------------------------------------------------------------- delivery

    @GuardedBy("lock")
    private boolean deliveryDueLocked() {
        if (!dispatches || round.gate != PowerGate.ON || stored.isEmpty()) {
            return false;
        }
        return switch (dispatchType) {
            case SEQUENTIAL -> owned.isEmpty() && loop.isQuietLocked(); // DSP-1, DSP-5
            case PARALLEL -> true;
            case MANUAL, MAXIMUM -> false;
        };
    }

    @GuardedBy("lock")
    private boolean headNeedsNoDriverLocked() {
        WdfIoRequest head = stored.first();
        return head != null && (isEmptyTransfer(head) || !callbacks.handles(head.getType()));
    }

    /** The head of the queue: to be delivered, or to be ended by the framework. */
    @GuardedBy("lock")
    private Step takeHeadLocked() {
        WdfIoRequest head = stored.first();
        if (head == null) {
            throw new IllegalStateException("delivery from an empty queue");
        }
        if (headNeedsNoDriverLocked()) {
            stored.remove(head);
            head.mustTransition(RequestState.STORED, RequestState.MOVING);
            HResult answer = isEmptyTransfer(head) ? HResult.S_OK : HResult.STATUS_INVALID_DEVICE_REQUEST; // RT-5
            return Step.internal(() -> head.end(RequestState.MOVING, answer, 0));
        }
        giveToDriverLocked(head, /* byRetrieval= */ false);
        return Step.callback(() -> deliver(head));
    }

    @GuardedBy("lock")
    private void giveToDriverLocked(WdfIoRequest request, boolean byRetrieval) {
        stored.remove(request);
        request.mustTransition(RequestState.STORED, RequestState.DELIVERED);
        request.markSeen(byRetrieval);
        request.setStopPhase(StopPhase.NONE);
        owned.addLast(request);
        counters.delivered++;
    }

    /** DSP-8: a read or write of nothing is answered here unless the driver asked for them. */
    private boolean isEmptyTransfer(WdfIoRequest request) {
        if (allowZeroLength) {
            return false;
        }
        return switch (request.getType()) {
            case READ -> request.outputLength() == 0;
            case WRITE -> request.inputLength() == 0;
            default -> false;
        };
    }

    private void deliver(WdfIoRequest request) {
        try {
            if (!calls.isEnded()) {
                callbacks.deliver(this, request);
            }
        } catch (Throwable thrown) {
            calls.escaped(callbacks.nameFor(request.getType()), thrown, request.history());
        }
    }

    @GuardedBy("lock")
    private boolean readyNotificationDueLocked() {
        return readyDue
                && dispatches
                && round.gate == PowerGate.ON
                && !stored.isEmpty()
                && callbacks.stateChange() != null;
    }

    private void callReady() {
        IQueueCallbackStateChange ready = callbacks.stateChange();
        if (ready != null) {
            calls.call(
                    "OnStateChange", () -> ready.onStateChange(this, getState().flags()));
        }
    }

    // ------------------------------------------------------------------------------------------- storing

    /**
     * Puts a request into the waiting list.
     *
     * @return the request if it turned out to be cancelled and is to be ended by the caller, otherwise null
     */
    @GuardedBy("lock")
    private @Nullable WdfIoRequest storeLocked(WdfIoRequest request, RequestState from, boolean atHead) {
        boolean wasEmpty = stored.isEmpty();
        if (atHead) {
            stored.addFirst(request);
        } else {
            stored.addLast(request);
        }
        request.mustTransition(from, RequestState.STORED);
        // A cancellation sets the IRP's flag and then looks for STORED; here it is the other way round, so one of us
        // sees it.
        if (request.isIrpCanceled() || (purging && from != RequestState.ARRIVED)) {
            var toEnd = new ArrayList<WdfIoRequest>(1);
            takeCanceledLocked(request, toEnd);
            return toEnd.isEmpty() ? null : toEnd.getFirst();
        }
        if (wasEmpty) {
            readyDue = true;
        }
        return null;
    }

    /**
     * Takes a stored request out as cancelled: to OnIoCanceledOnQueue if the driver has seen it before (CAN-2), otherwise
     * into {@code toEnd} for {@link #endAborted} after the lock (CAN-1).
     */
    @GuardedBy("lock")
    private void takeCanceledLocked(WdfIoRequest request, List<WdfIoRequest> toEnd) {
        stored.remove(request);
        counters.canceled++;
        if (request.wasSeenByDriver() && callbacks.ioCanceledOnQueue() != null) {
            request.mustTransition(RequestState.STORED, RequestState.CANCEL_PENDING);
            owned.addLast(request);
            canceledOnQueueDue.add(request);
        } else {
            request.mustTransition(RequestState.STORED, RequestState.MOVING);
            toEnd.add(request);
        }
    }

    private static void endAborted(WdfIoRequest request) {
        request.end(RequestState.MOVING, HResult.ERROR_OPERATION_ABORTED, 0);
    }

    private static void endCanceled(@Nullable WdfIoRequest request) {
        if (request != null) {
            endAborted(request);
        }
    }

    // ------------------------------------------------------------------------------------------- RequestOwner

    @Override
    public IWDFIoQueue queue() {
        return this;
    }

    @Override
    public void requestLeft(WdfIoRequest request) {
        lock.lock();
        try {
            if (terminated) {
                return;
            }
            counters.completed++;
            leaveOwnedLocked(request);
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    /** The driver does not own the request any more. */
    @GuardedBy("lock")
    private void leaveOwnedLocked(WdfIoRequest request) {
        owned.remove(request);
        if (request.stopPhase() == StopPhase.AWAITED) {
            round.awaited--;
        }
        request.setStopPhase(StopPhase.NONE);
        if (purging && owned.isEmpty()) {
            purging = shutDown; // SDP-11: over when the driver owns nothing more
        }
    }

    @Override
    public void cancelStored(WdfIoRequest request) {
        var toEnd = new ArrayList<WdfIoRequest>(1);
        lock.lock();
        try {
            if (!stored.contains(request)) {
                return;
            }
            takeCanceledLocked(request, toEnd);
        } finally {
            lock.unlock();
        }
        toEnd.forEach(WdfIoQueue::endAborted);
        loop.run(/* arrival= */ false);
    }

    @Override
    public void cancelClaimed(WdfIoRequest request) {
        lock.lock();
        try {
            if (terminated) {
                return;
            }
            counters.canceled++;
            cancelDue.add(request);
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    @Override
    public boolean acceptsCancelCallback(IRequestCallbackCancel callback) {
        IRequestCallbackCancel known = cancelCallback;
        if (known == null) {
            lock.lock();
            try {
                if (cancelCallback == null) {
                    cancelCallback = callback;
                }
                known = cancelCallback;
            } finally {
                lock.unlock();
            }
        }
        return known == callback;
    }

    @Override
    public IRequestCallbackCancel cancelCallback() {
        IRequestCallbackCancel known = cancelCallback;
        if (known == null) {
            throw new IllegalStateException("no request of " + name + " was ever marked cancelable");
        }
        return known;
    }

    @Override
    public boolean isPurging() {
        lock.lock();
        try {
            return purging;
        } finally {
            lock.unlock();
        }
    }

    private void callOnCancel(WdfIoRequest request) {
        if (request.transition(RequestState.CANCEL_PENDING, RequestState.CANCEL_CALLED)) {
            calls.call("OnCancel", () -> cancelCallback().onCancel(request));
        }
    }

    private void callOnIoCanceledOnQueue(WdfIoRequest request) {
        var callback = callbacks.ioCanceledOnQueue();
        if (callback != null && request.transition(RequestState.CANCEL_PENDING, RequestState.CANCEL_CALLED)) {
            calls.call("OnIoCanceledOnQueue", () -> callback.onIoCanceledOnQueue(this, request));
        }
    }

    @Override
    public void requeue(WdfIoRequest request) {
        if (dispatchType != WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION,
                    "requeue works on manual queues only, " + name + " is not (FWD-8)");
        }
        WdfIoRequest toEnd;
        lock.lock();
        try {
            requireNotTerminatedLocked();
            leaveOwnedLocked(request);
            counters.requeued++;
            toEnd = storeLocked(request, RequestState.MOVING, /* atHead= */ true);
        } finally {
            lock.unlock();
        }
        endCanceled(toEnd);
        loop.run(/* arrival= */ false);
    }

    @Override
    public void forward(WdfIoRequest request, IWDFIoQueue destination) {
        if (!(destination instanceof WdfIoQueue other) || other == this || other.home != home) {
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
        other.reserve();
        boolean gone;
        lock.lock();
        try {
            gone = terminated;
            if (!gone) {
                leaveOwnedLocked(request);
            }
        } finally {
            lock.unlock();
        }
        if (gone) {
            other.unreserve();
            return;
        }
        other.receive(request);
        loop.run(/* arrival= */ false);
    }

    /** Accepts a request that is about to come, so that its own queue need not let go of it in vain (FWD-4). */
    private void reserve() {
        lock.lock();
        try {
            requireNotTerminatedLocked();
            if (!accepts) {
                throw new WdfException(HResult.STATUS_WDF_BUSY, name + " does not accept requests (QS-4)");
            }
            incoming++;
        } finally {
            lock.unlock();
        }
    }

    private void unreserve() {
        lock.lock();
        try {
            incoming--;
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    private void receive(WdfIoRequest request) {
        WdfIoRequest toEnd = null;
        boolean late;
        lock.lock();
        try {
            incoming--;
            late = terminated;
            if (!late) {
                request.setOwner(this);
                toEnd = storeLocked(request, RequestState.MOVING, /* atHead= */ false);
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            request.terminate();
            return;
        }
        endCanceled(toEnd);
        loop.run(/* arrival= */ false);
    }

    @GuardedBy("lock")
    private void requireNotTerminatedLocked() {
        if (terminated) {
            throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
    }

    @Override
    public void stopAcknowledge(WdfIoRequest request, boolean requeue) {
        String rule;
        lock.lock();
        try {
            if (terminated || (round.notifying == request && !owned.contains(request))) {
                return; // completed in the same OnIoStop (STOP-29)
            }
            rule = round.notifying == request ? round.acknowledge(request, requeue) : "STOP-29";
        } finally {
            lock.unlock();
        }
        if (!rule.isEmpty()) {
            throw request.violation(
                    rule,
                    "stopAcknowledge",
                    switch (rule) {
                        case "STOP-18" -> "the driver gave back a request that is cancelable";
                        case "STOP-21" -> "the driver gave back a request that an I/O target holds";
                        default -> "the driver acknowledged a stop outside the request's OnIoStop";
                    },
                    switch (rule) {
                        case "STOP-18" ->
                            "Call unmarkCancelable first; if it answers false, return and let OnCancel complete.";
                        case "STOP-21" -> "Acknowledge with requeue false, or cancel the sent request and complete it.";
                        default -> "Call stopAcknowledge inside OnIoStop, for the request that was passed in.";
                    });
        }
    }

    // ------------------------------------------------------------------------------------------- retrieval

    @Override
    public RetrievedRequest retrieveNextRequest() {
        return retrieve(null);
    }

    @Override
    public RetrievedRequest retrieveNextRequestByFileObject(IWDFFile file) {
        return retrieve(file);
    }

    private RetrievedRequest retrieve(@Nullable IWDFFile file) {
        scheduler.point("queue.retrieve");
        if (dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL) {
            throw new WdfException(HResult.STATUS_INVALID_DEVICE_STATE, "a parallel queue delivers by itself (RET-4)");
        }
        var empty = new ArrayList<WdfIoRequest>(0);
        @Nullable WdfIoRequest found = null;
        boolean paused;
        lock.lock();
        try {
            paused = !dispatches || round.gate == PowerGate.OFF || round.gate == PowerGate.SHUT;
            if (!paused) {
                found = takeForRetrievalLocked(file, empty);
            }
        } finally {
            lock.unlock();
        }
        for (WdfIoRequest request : empty) {
            request.end(RequestState.MOVING, HResult.S_OK, 0);
        }
        if (found != null) {
            return RetrievedRequest.of(found);
        }
        if (!empty.isEmpty()) {
            loop.run(/* arrival= */ false);
        }
        return paused ? RetrievedRequest.paused() : RetrievedRequest.empty();
    }

    @GuardedBy("lock")
    private @Nullable WdfIoRequest takeForRetrievalLocked(@Nullable IWDFFile file, List<WdfIoRequest> empty) {
        WdfIoRequest step = stored.first();
        while (step != null) {
            WdfIoRequest after = RequestList.after(step);
            if (file == null || step.getFileObject().orElse(null) == file) {
                if (!isEmptyTransfer(step)) {
                    giveToDriverLocked(step, /* byRetrieval= */ true);
                    return step;
                }
                stored.remove(step);
                step.mustTransition(RequestState.STORED, RequestState.MOVING);
                empty.add(step);
            }
            step = after;
        }
        return null;
    }

    // ------------------------------------------------------------------------------------------- start, stop, …

    @Override
    public IoQueueState getState() {
        lock.lock();
        try {
            int waiting = stored.size() + incoming;
            int bits = (accepts ? WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS.value() : 0)
                    | (dispatches ? WDF_IO_QUEUE_STATE.DISPATCH_REQUESTS.value() : 0)
                    | (waiting == 0 ? WDF_IO_QUEUE_STATE.NO_REQUESTS.value() : 0)
                    | (owned.isEmpty() ? WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS.value() : 0)
                    | (powerManaged && round.gate != PowerGate.ON ? WDF_IO_QUEUE_STATE.PNP_HELD.value() : 0);
            return new IoQueueState(WDF_IO_QUEUE_STATE.of(bits), waiting, owned.size());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        scheduler.point("queue.start");
        lock.lock();
        try {
            accepts = !shutDown;
            dispatches = true;
            purging = shutDown;
            readyDue = true;
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    @Override
    public void stop(@Nullable IQueueCallbackStateChange stopComplete) {
        begin(new QueueOperation(QueueOperation.Kind.STOP, stopComplete, null));
    }

    @Override
    public void stopSynchronously() {
        beginAndWait(QueueOperation.Kind.STOP);
    }

    @Override
    public void drain(@Nullable IQueueCallbackStateChange drainComplete) {
        begin(new QueueOperation(QueueOperation.Kind.DRAIN, drainComplete, null));
    }

    @Override
    public void drainSynchronously() {
        beginAndWait(QueueOperation.Kind.DRAIN);
    }

    @Override
    public void purge(@Nullable IQueueCallbackStateChange purgeComplete) {
        begin(new QueueOperation(QueueOperation.Kind.PURGE, purgeComplete, null));
    }

    @Override
    public void purgeSynchronously() {
        beginAndWait(QueueOperation.Kind.PURGE);
    }

    private void beginAndWait(QueueOperation.Kind kind) {
        Gate done = scheduler.newGate(kind + " of " + name + " complete");
        begin(new QueueOperation(kind, null, done));
        done.await();
    }

    private void begin(QueueOperation begun) {
        scheduler.point("queue." + begun.kind());
        var toEnd = new ArrayList<WdfIoRequest>();
        QueueOperation unfinished;
        boolean over;
        lock.lock();
        try {
            over = terminated;
            unfinished = operation;
            if (unfinished == null && !over) {
                operation = begun;
                switch (begun.kind()) {
                    case STOP -> {
                        accepts = !shutDown;
                        dispatches = false;
                    }
                    case DRAIN -> accepts = false;
                    case PURGE -> purgeLocked(toEnd);
                }
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            if (begun.gate() != null) {
                begun.gate().open();
            }
            return;
        }
        if (unfinished != null) {
            throw calls.verifier()
                    .violation(
                            "SDP-3",
                            "IWDFIoQueue." + begun.kind(),
                            "the driver called %s on %s while a %s of it was not complete"
                                    .formatted(begun.kind(), name, unfinished.kind()),
                            "Wait for the completion of one Stop, Drain or Purge before the next.",
                            "no request");
        }
        toEnd.forEach(WdfIoQueue::endAborted);
        loop.run(/* arrival= */ false);
    }

    @GuardedBy("lock")
    private void purgeLocked(List<WdfIoRequest> toEnd) {
        accepts = false;
        purging = true;
        for (WdfIoRequest request : owned.snapshot()) {
            if (request.transition(RequestState.CANCELABLE, RequestState.CANCEL_PENDING)) {
                counters.canceled++;
                cancelDue.add(request);
            }
        }
        for (WdfIoRequest request : stored.snapshot()) {
            takeCanceledLocked(request, toEnd);
        }
        if (owned.isEmpty()) {
            purging = shutDown;
        }
    }

    @GuardedBy("lock")
    private boolean operationDoneLocked(QueueOperation begun) {
        return switch (begun.kind()) {
            case STOP -> owned.isEmpty() && loop.isQuietLocked();
            case DRAIN, PURGE -> owned.isEmpty() && stored.isEmpty() && incoming == 0;
        };
    }

    @GuardedBy("lock")
    private Step finishOperationLocked(QueueOperation done) {
        Gate gate = done.gate();
        if (gate != null) {
            return Step.internal(gate::open);
        }
        IQueueCallbackStateChange callback = done.callback();
        if (callback == null) {
            return Step.internal(() -> {});
        }
        return Step.callback(() -> calls.call(
                "OnStateChange", () -> callback.onStateChange(this, getState().flags())));
    }

    // ------------------------------------------------------------------------------------------- power

    /** A queue made while its device is not in D0 starts held. Before anything has entered it. */
    void startHeld() {
        lock.lock();
        try {
            round.gate = PowerGate.OFF;
        } finally {
            lock.unlock();
        }
    }

    /** A queue made after the purge step of removal accepts nothing. */
    void startShut() {
        lock.lock();
        try {
            accepts = false;
            shutDown = true;
            purging = true;
        } finally {
            lock.unlock();
        }
    }

    /** Begins to close: delivers nothing new from now on. */
    Gate close() {
        Gate drained = scheduler.newGate(name + " drained of running callbacks");
        move(drained, PowerGate.CLOSING);
        return drained;
    }

    /** The stop round, after {@link #close}: returns when every owned request has its verdict. */
    void stopRound(WDF_REQUEST_STOP_ACTION_FLAGS action) {
        Gate verdicts = scheduler.newGate(name + ": every request stopped");
        lock.lock();
        try {
            if (terminated) {
                return;
            }
            round.begin(action, owned, verdicts);
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
        verdicts.await();
    }

    /** The resume round: returns when OnIoResume has been called for every paused request. */
    void resumeRound() {
        Gate resumed = scheduler.newGate(name + ": every request resumed");
        lock.lock();
        try {
            if (terminated || round.gate == PowerGate.SHUT) {
                return;
            }
            round.beginResume(owned, resumed);
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
        resumed.await();
    }

    /** Delivers again, on another thread: the caller has a power transition to finish. */
    void open() {
        lock.lock();
        try {
            if (terminated || round.gate == PowerGate.SHUT) {
                return;
            }
            round.gate = PowerGate.ON;
            readyDue = true; // RES-8
        } finally {
            lock.unlock();
        }
        scheduler.execute("delivery", () -> loop.run(/* arrival= */ true));
    }

    /** The first half of the purge step: accepts nothing ever again, cancels what is stored, calls OnCancel. */
    void shut() {
        var toEnd = new ArrayList<WdfIoRequest>();
        lock.lock();
        try {
            shutDown = true;
            purgeLocked(toEnd);
        } finally {
            lock.unlock();
        }
        toEnd.forEach(WdfIoQueue::endAborted);
        loop.run(/* arrival= */ false);
    }

    private void move(Gate reached, PowerGate to) {
        lock.lock();
        try {
            if (terminated) {
                reached.open();
                return;
            }
            round.gate = to;
            round.reached = reached;
        } finally {
            lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    /** The next step of the power transition, taken; null if there is none now. */
    @GuardedBy("lock")
    private @Nullable Step nextPowerStepLocked() {
        switch (round.gate) {
            case CLOSING -> {
                if (loop.isQuietLocked()) {
                    round.gate = PowerGate.DRAINED;
                    return round.takeReached();
                }
            }
            case STOP_ROUND -> {
                return nextStopStepLocked();
            }
            case STOP_WAIT -> {
                if (round.awaited == 0) {
                    round.gate = round.afterStop();
                    return round.takeReached();
                }
            }
            case RESUME_ROUND -> {
                return nextResumeStepLocked();
            }
            case ON, DRAINED, OFF, RESUMED, SHUT -> {}
        }
        return null;
    }

    @GuardedBy("lock")
    private @Nullable Step nextStopStepLocked() {
        if (round.notifying != null) {
            return null; // another thread is in OnIoStop
        }
        var callback = callbacks.ioStop();
        WdfIoRequest request = round.nextToStop(callback != null);
        if (request != null && callback != null) {
            Set<WDF_REQUEST_STOP_ACTION_FLAGS> flags = round.flagsFor(request);
            counters.stopped++;
            return Step.callback(() -> {
                calls.callCritical("OnIoStop", () -> callback.onIoStop(this, request, flags));
                endNotification(request);
            });
        }
        var toEnd = new ArrayList<WdfIoRequest>();
        for (WdfIoRequest acknowledged : round.takeAcknowledged()) {
            giveBackLocked(acknowledged, toEnd);
        }
        round.gate = PowerGate.STOP_WAIT;
        return Step.internal(() -> toEnd.forEach(WdfIoQueue::endAborted));
    }

    /** STOP-14 to STOP-17, STOP-20: an acknowledged request goes to the head of the queue, or is cancelled. */
    @GuardedBy("lock")
    private void giveBackLocked(WdfIoRequest request, List<WdfIoRequest> toEnd) {
        if (!owned.contains(request)) {
            return; // completed or moved after it had been acknowledged
        }
        if (!request.transition(RequestState.DELIVERED, RequestState.MOVING)) {
            request.setStopPhase(StopPhase.AWAITED);
            round.awaited++;
            return;
        }
        leaveOwnedLocked(request);
        counters.requeued++;
        if (shutDown) {
            purging = true; // STOP-36
        }
        WdfIoRequest canceled = storeLocked(request, RequestState.MOVING, /* atHead= */ true);
        if (canceled != null) {
            toEnd.add(canceled);
        }
    }

    private void endNotification(WdfIoRequest request) {
        lock.lock();
        try {
            round.endNotification(request, owned.contains(request));
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private @Nullable Step nextResumeStepLocked() {
        if (round.notifying != null) {
            return null;
        }
        var callback = callbacks.ioResume();
        WdfIoRequest request = round.nextToResume(owned, callback != null);
        if (request == null || callback == null) {
            round.gate = PowerGate.RESUMED;
            return round.takeReached();
        }
        counters.resumed++;
        return Step.callback(() -> {
            calls.callCritical("OnIoResume", () -> callback.onIoResume(this, request));
            endNotification(request);
        });
    }

    // ------------------------------------------------------------------------------------------- end

    /** Ends everything at once: the device is terminated. */
    void terminate() {
        var all = new ArrayList<WdfIoRequest>();
        var gates = new ArrayList<Gate>();
        lock.lock();
        try {
            terminated = true;
            accepts = false;
            for (WdfIoRequest request : stored.snapshot()) {
                stored.remove(request);
                all.add(request);
            }
            for (WdfIoRequest request : owned.snapshot()) {
                owned.remove(request);
                all.add(request);
            }
            cancelDue.clear();
            canceledOnQueueDue.clear();
            if (operation != null && operation.gate() != null) {
                gates.add(operation.gate());
            }
            operation = null;
            round.abandon(gates);
        } finally {
            lock.unlock();
        }
        all.forEach(WdfIoRequest::terminate);
        gates.forEach(Gate::open);
    }

    /** blocks until the driver owns nothing of this queue any more. */
    @Override
    protected void onDisposed() {
        shut();
        Gate empty = scheduler.newGate("the driver owns no request of deleted " + name);
        QueueOperation unfinished;
        boolean over;
        lock.lock();
        try {
            over = terminated;
            unfinished = operation;
            operation = over ? null : new QueueOperation(QueueOperation.Kind.PURGE, null, empty);
        } finally {
            lock.unlock();
        }
        if (unfinished != null && unfinished.gate() != null) {
            unfinished.gate().open(); // who waits for a Stop of a deleted queue need not wait for the deletion
        }
        if (over) {
            empty.open();
        }
        loop.run(/* arrival= */ false);
        empty.await();
        home.queueDeleted(this);
    }

    @Override
    protected String describe() {
        return name;
    }

    @Override
    protected boolean isDeletable() {
        return deletable;
    }

    @Override
    public IWDFDevice getDevice() {
        return home.device();
    }

    @Override
    public void configureRequestDispatching(WDF_REQUEST_TYPE requestType, boolean forward) {
        home.configure(this, requestType, forward);
    }

    @Override
    public void acquireLock() {
        acquireCallbackLock();
    }

    @Override
    public void releaseLock() {
        releaseCallbackLock();
    }
}
