package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
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
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.queue.QueueOperation.Kind;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.request.RequestFile;
import org.umdf4j.framework.request.RequestOwner;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.StopPhase;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.HeldRequest;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;

/**
 * An I/O queue of a device.
 *
 * <p>{@link QueueContents} holds the requests and the gates under the queue's one lock. {@link #nextLocked} decides what
 * is next, in the order of DSP-7; {@link EventLoop} acts on it; {@link QueuePower} and {@link QueueOperations} add
 * the steps of a power transition and of the driver's Stop, Drain and Purge.
 * What remains here is what a driver and a request ask of a queue. Any thread.
 */
public final class WdfIoQueue extends WdfObject implements IWDFIoQueue, RequestOwner, EventLoop.Steps {
    private static final Label RETRIEVE = Label.of("retrieveNextRequest", Label.Detail.DELIVERY);

    private final QueueHome home;
    private final String name;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;
    private final boolean powerManaged;
    private final boolean allowZeroLength;
    private final QueueCallbacks callbacks;
    private final Scheduler scheduler;
    private final DriverCalls calls;
    private final QueueContents contents;
    private final EventLoop loop;
    private final QueuePower power;
    private final QueueOperations operations;

    /** For the device's record, as the next. */
    private final Label label;

    private final Label waiting;

    /** The one cancel callback object (CAN-7). Set once, under the lock. */
    private volatile @Nullable IRequestCallbackCancel cancelCallback;

    /** Whether the queue may be deleted: neither default nor configured. */
    private volatile boolean deletable;

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
        this.contents = new QueueContents(
                scheduler.newLock(name),
                callbacks.ioCanceledOnQueue() != null,
                powerManaged && home.countsIdleness() ? scheduler : null);
        this.loop = new EventLoop(
                calls, contents.lock, this, home.space().callbackLock().orElse(null));
        this.power = new QueuePower(this, contents, callbacks, calls, loop);
        this.operations = new QueueOperations(this, contents, calls, loop);
        this.label = Label.of(name);
        this.waiting = Label.of("waits in " + name);
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
        var toEnd = new ArrayList<WdfIoRequest>(0);
        HResult refused = null;
        boolean waits = false;
        boolean powerless = false;
        contents.lock.lock();
        try {
            if (contents.terminated) {
                refused = HResult.STATUS_DRIVER_PROCESS_TERMINATED;
            } else if (!contents.accepts) {
                refused = HResult.ERROR_OPERATION_ABORTED; // QS-3
            } else {
                contents.storeLast(request, RequestState.ARRIVED, toEnd);
                waits = toEnd.isEmpty() && !deliveryDueLocked();
                powerless = powerManaged && contents.round.gate != PowerGate.ON;
            }
        } finally {
            contents.lock.unlock();
        }
        if (refused != null) {
            request.end(RequestState.ARRIVED, refused, 0);
            return;
        }
        if (waits) {
            calls.recorder().request(waiting, request.requestId());
        }
        if (powerless) {
            home.requestWaits(this);
        }
        QueueContents.endAborted(toEnd);
        loop.run(/* arrival= */ true);
    }

    /** Cancels what is stored of a file whose last handle was closed (FIL-4, FIL-5). */
    public void cancelStoredOf(FileObject file) {
        var toEnd = new ArrayList<WdfIoRequest>();
        contents.lock.lock();
        try {
            for (WdfIoRequest request : contents.stored.snapshot()) {
                if (request.isOf(file)) {
                    contents.takeCanceled(request, toEnd);
                }
            }
        } finally {
            contents.lock.unlock();
        }
        QueueContents.endAborted(toEnd);
        loop.run(/* arrival= */ false);
    }

    /**
     * Since when the queue has no request, stored or owned; empty if it has one, and then {@link QueueHome#queueEmptied} is
     * called once when that ends (PWR-11).
     */
    OptionalLong idleSince() {
        contents.lock.lock();
        try {
            return contents.idleSince();
        } finally {
            contents.lock.unlock();
        }
    }

    /** Whether this thread is inside a callback of the queue. */
    boolean isInCallback() {
        return loop.isInCallback();
    }

    /** A snapshot for people. */
    public QueueStatus status() {
        contents.lock.lock();
        try {
            return new QueueStatus(
                    name,
                    dispatchType.name().toLowerCase(Locale.ROOT),
                    powerManaged,
                    contents.describe(),
                    contents.waiting(),
                    contents.owned.size());
        } finally {
            contents.lock.unlock();
        }
    }

    /** What the driver owns of this queue, and why. */
    public List<HeldRequest> heldRequests() {
        return new Withheld(contents, callbacks).list(calls.verifier().driver(), name);
    }

    /** The callbacks of this queue that are running now, with their requests. */
    public List<String> runningCallbacks() {
        return loop.runningCallbacks();
    }

    /** Whether the calling thread is in one of the queue's request handlers. */
    boolean isInHandler() {
        return loop.isInHandler();
    }

    boolean isCallbackHere() {
        return loop.isCallbackHere();
    }

    /** What this queue has counted. */
    RequestTally tally() {
        contents.lock.lock();
        try {
            return contents.tally();
        } finally {
            contents.lock.unlock();
        }
    }

    // ------------------------------------------------------------------------------------------- event loop

    @Override
    @GuardedBy("contents.lock")
    public boolean isCallbackDueLocked() {
        if (contents.terminated) {
            return false;
        }
        boolean quiet = !contents.round.gate.isRound();
        if (quiet && (!contents.cancelDue.isEmpty() || !contents.canceledOnQueueDue.isEmpty())) {
            return true;
        }
        if (operations.isCallbackDueLocked()) {
            return true;
        }
        if (deliveryDueLocked() && !headNeedsNoDriverLocked()) {
            return true;
        }
        return contents.round.callbackDue(callbacks) || readyNotificationDueLocked();
    }

    /** The next thing to do, in the order of DSP-7. */
    @Override
    @GuardedBy("contents.lock")
    public @Nullable Step nextLocked() {
        if (contents.terminated) {
            return null;
        }
        if (!contents.round.gate.isRound()) {
            WdfIoRequest canceled = contents.cancelDue.poll();
            if (canceled != null) {
                return Step.callback("OnCancel", canceled, () -> callOnCancel(canceled));
            }
            WdfIoRequest canceledOnQueue = contents.canceledOnQueueDue.poll();
            if (canceledOnQueue != null) {
                return Step.callback(
                        "OnIoCanceledOnQueue", canceledOnQueue, () -> callOnIoCanceledOnQueue(canceledOnQueue));
            }
        }
        Step operationStep = operations.nextLocked();
        if (operationStep != null) {
            return operationStep;
        }
        if (contents.tellWhenEmpty && contents.isEmpty()) {
            contents.tellWhenEmpty = false;
            return Step.internal(home::queueEmptied);
        }
        Step powerStep = power.nextLocked();
        if (powerStep != null) {
            return powerStep;
        }
        if (readyNotificationDueLocked()) {
            contents.readyDue = false;
            return Step.callback("OnStateChange", null, this::callReady);
        }
        return deliveryDueLocked() ? takeHeadLocked() : null;
    }

    // ------------------------------------------------------------------------------------------- delivery

    @GuardedBy("contents.lock")
    private boolean deliveryDueLocked() {
        if (!contents.dispatches || contents.round.gate != PowerGate.ON || contents.stored.isEmpty()) {
            return false;
        }
        return switch (dispatchType) {
            case SEQUENTIAL -> contents.owned.isEmpty() && loop.isQuietLocked(); // DSP-1, DSP-5
            case PARALLEL -> true;
            case MANUAL, MAXIMUM -> false;
        };
    }

    @GuardedBy("contents.lock")
    private boolean headNeedsNoDriverLocked() {
        WdfIoRequest head = contents.stored.first();
        return head != null && (isEmptyTransfer(head) || !callbacks.handles(head.getType()));
    }

    /** The head of the queue: to be delivered, or to be ended by the framework. */
    @GuardedBy("contents.lock")
    private Step takeHeadLocked() {
        WdfIoRequest head = contents.stored.first();
        if (head == null) {
            throw new IllegalStateException("delivery from an empty queue");
        }
        if (headNeedsNoDriverLocked()) {
            contents.takeStored(head);
            HResult answer = isEmptyTransfer(head) ? HResult.S_OK : HResult.STATUS_INVALID_DEVICE_REQUEST; // RT-5
            return Step.internal(() -> head.end(RequestState.MOVING, answer, 0));
        }
        contents.giveToDriver(head, /* byRetrieval= */ false);
        return Step.delivery(callbacks.nameFor(head.getType()), head, () -> deliver(head));
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
        if (calls.isEnded()) {
            return;
        }
        Label callback = callbacks.labelFor(request.getType());
        calls.recorder().delivered(callback, request.requestId(), request.getType(), label);
        try {
            callbacks.deliver(this, request);
        } catch (Throwable thrown) {
            calls.escaped(callback.text(), thrown, request);
        } finally {
            calls.recorder().callbackEnds(callback, request.requestId());
        }
    }

    @GuardedBy("contents.lock")
    private boolean readyNotificationDueLocked() {
        return contents.readyDue
                && contents.dispatches
                && contents.round.gate == PowerGate.ON
                && !contents.stored.isEmpty()
                && callbacks.stateChange() != null;
    }

    private void callReady() {
        IQueueCallbackStateChange ready = callbacks.stateChange();
        if (ready != null) {
            calls.call(
                    "OnStateChange", () -> ready.onStateChange(this, getState().flags()));
        }
    }

    // ------------------------------------------------------------------------------------------- RequestOwner

    @Override
    public IWDFIoQueue queue() {
        return this;
    }

    @Override
    public void requestLeft(WdfIoRequest request) {
        contents.lock.lock();
        try {
            if (contents.terminated) {
                return;
            }
            contents.leaveCompleted(request);
        } finally {
            contents.lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    @Override
    public void cancelStored(WdfIoRequest request) {
        var toEnd = new ArrayList<WdfIoRequest>(1);
        contents.lock.lock();
        try {
            if (!contents.stored.contains(request)) {
                return;
            }
            contents.takeCanceled(request, toEnd);
        } finally {
            contents.lock.unlock();
        }
        QueueContents.endAborted(toEnd);
        loop.run(/* arrival= */ false);
    }

    @Override
    public void cancelClaimed(WdfIoRequest request) {
        contents.lock.lock();
        try {
            if (contents.terminated) {
                return;
            }
            contents.cancelClaimed(request);
        } finally {
            contents.lock.unlock();
        }
        loop.run(/* arrival= */ false);
    }

    @Override
    public boolean acceptsCancelCallback(IRequestCallbackCancel callback) {
        access(/* write= */ false);
        IRequestCallbackCancel known = cancelCallback;
        if (known == null) {
            contents.lock.lock();
            try {
                if (cancelCallback == null) {
                    access(/* write= */ true);
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
            throw new IllegalStateException("no request of " + name + " was ever marked cancelable");
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

    private void callOnCancel(WdfIoRequest request) {
        if (request.transition(RequestState.CANCEL_PENDING, RequestState.CANCEL_CALLED)) {
            calls.call("OnCancel", request, () -> cancelCallback().onCancel(request));
        }
    }

    private void callOnIoCanceledOnQueue(WdfIoRequest request) {
        var callback = callbacks.ioCanceledOnQueue();
        if (callback != null && request.transition(RequestState.CANCEL_PENDING, RequestState.CANCEL_CALLED)) {
            calls.call("OnIoCanceledOnQueue", request, () -> callback.onIoCanceledOnQueue(this, request));
        }
    }

    @Override
    public void requeue(WdfIoRequest request) {
        if (dispatchType != WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION,
                    "requeue works on manual queues only, " + name + " is not (FWD-8)");
        }
        var toEnd = new ArrayList<WdfIoRequest>(0);
        contents.lock.lock();
        try {
            requireNotTerminatedLocked();
            contents.storeFirst(request, toEnd);
        } finally {
            contents.lock.unlock();
        }
        QueueContents.endAborted(toEnd);
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
            other.unreserve();
            return;
        }
        other.receive(request);
        loop.run(/* arrival= */ false);
    }

    /** Accepts a request that is about to come, so that its own queue need not let go of it in vain (FWD-4). */
    private void reserve() {
        contents.lock.lock();
        try {
            requireNotTerminatedLocked();
            if (!contents.accepts) {
                throw new WdfException(HResult.STATUS_WDF_BUSY, name + " does not accept requests (QS-4)");
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
        var toEnd = new ArrayList<WdfIoRequest>(0);
        boolean late;
        boolean powerless = false;
        contents.lock.lock();
        try {
            contents.incoming--;
            late = contents.terminated;
            if (!late) {
                calls.recorder().request(waiting, request.requestId());
                request.setOwner(this);
                contents.storeLast(request, RequestState.MOVING, toEnd);
                powerless = powerManaged && contents.round.gate != PowerGate.ON;
            }
        } finally {
            contents.lock.unlock();
        }
        if (late) {
            request.terminate();
            return;
        }
        if (powerless) {
            home.requestWaits(this);
        }
        QueueContents.endAborted(toEnd);
        loop.run(/* arrival= */ false);
    }

    @GuardedBy("contents.lock")
    private void requireNotTerminatedLocked() {
        if (contents.terminated) {
            throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
        }
    }

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
            throw request.violation(
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
        entry("queue.retrieve");
        if (dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL) {
            throw new WdfException(HResult.STATUS_INVALID_DEVICE_STATE, "a parallel queue delivers by itself (RET-4)");
        }
        var empty = new ArrayList<WdfIoRequest>();
        RetrievedRequest retrieved;
        boolean races;
        contents.lock.lock();
        try {
            races = dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL && contents.owned.isEmpty();
            retrieved = takeFirstLocked(file, empty);
        } finally {
            contents.lock.unlock();
        }
        // What a program submits from inside these ends is for the next call, or this one might never return.
        if (!empty.isEmpty()) {
            empty.forEach(request -> request.end(RequestState.MOVING, HResult.S_OK, 0));
            loop.run(/* arrival= */ false);
        }
        if (races && retrieved.request().orElse(null) instanceof WdfIoRequest request) {
            calls.verifier()
                    .remark(
                            "RET-7",
                            "IWDFIoQueue.retrieveNextRequest",
                            "the driver retrieved from " + name + ", which is sequential, while it owned none of its"
                                    + " requests: that races with the delivery",
                            "Retrieve further requests while you own one, or make the queue manual.",
                            request);
        }
        scheduler.point("return");
        return retrieved;
    }

    /**
     * Gives the first request to the driver.
     *
     * @param empty gets the transfers of nothing before it, for the caller to end (DSP-8)
     */
    @GuardedBy("contents.lock")
    private RetrievedRequest takeFirstLocked(@Nullable IWDFFile file, List<WdfIoRequest> empty) {
        if (!contents.dispatches || contents.round.gate.isOff()) {
            return RetrievedRequest.paused();
        }
        WdfIoRequest found = contents.firstOf(file);
        while (found != null && isEmptyTransfer(found)) {
            empty.add(contents.takeStored(found));
            found = contents.firstOf(file);
        }
        if (found == null) {
            return RetrievedRequest.empty();
        }
        contents.giveToDriver(found, /* byRetrieval= */ true);
        calls.recorder().retrieved(RETRIEVE, found.requestId(), found.getType(), label);
        return RetrievedRequest.of(found);
    }

    // ------------------------------------------------------------------------------------------- start, stop, …

    @Override
    public IoQueueState getState() {
        contents.lock.lock();
        try {
            boolean held = powerManaged && contents.round.gate != PowerGate.ON;
            int bits = contents.stateBits() | (held ? WDF_IO_QUEUE_STATE.PNP_HELD.value() : 0);
            return new IoQueueState(WDF_IO_QUEUE_STATE.of(bits), contents.waiting(), contents.owned.size());
        } finally {
            contents.lock.unlock();
        }
    }

    @Override
    public void start() {
        entry("queue.start");
        operations.start();
        scheduler.point("return");
    }

    @Override
    public void stop(@Nullable IQueueCallbackStateChange stopComplete) {
        entry("queue.stop");
        operations.begin(Kind.STOP, stopComplete);
        scheduler.point("return");
    }

    @Override
    public void stopSynchronously() {
        entry("queue.stopSynchronously");
        operations.beginAndWait(Kind.STOP);
        scheduler.point("return");
    }

    @Override
    public void drain(@Nullable IQueueCallbackStateChange drainComplete) {
        entry("queue.drain");
        operations.begin(Kind.DRAIN, drainComplete);
        scheduler.point("return");
    }

    @Override
    public void drainSynchronously() {
        entry("queue.drainSynchronously");
        operations.beginAndWait(Kind.DRAIN);
        scheduler.point("return");
    }

    @Override
    public void purge(@Nullable IQueueCallbackStateChange purgeComplete) {
        entry("queue.purge");
        operations.begin(Kind.PURGE, purgeComplete);
        scheduler.point("return");
    }

    @Override
    public void purgeSynchronously() {
        entry("queue.purgeSynchronously");
        operations.beginAndWait(Kind.PURGE);
        scheduler.point("return");
    }

    /** Whether the queue has been deleted while its device goes on. */
    boolean isDeleted() {
        return isDisposed() && !calls.isEnded();
    }

    /** What takes the queue through power transitions. */
    QueuePower power() {
        return power;
    }

    // ------------------------------------------------------------------------------------------- end

    /** Ends everything at once: the device is contents.terminated. */
    void terminate() {
        List<WdfIoRequest> all;
        var gates = new ArrayList<Gate>();
        contents.lock.lock();
        try {
            all = contents.terminate();
            operations.abandonLocked(gates);
            contents.round.abandon(gates);
        } finally {
            contents.lock.unlock();
        }
        all.forEach(WdfIoRequest::terminate);
        gates.forEach(Gate::open);
    }

    /** blocks until the driver owns nothing of this queue any more. */
    @Override
    protected void onDisposed() {
        power.shut();
        operations.awaitEmpty();
        home.queueDeleted(this);
    }

    @Override
    protected String describe() {
        return name;
    }

    @Override
    public String toString() {
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
