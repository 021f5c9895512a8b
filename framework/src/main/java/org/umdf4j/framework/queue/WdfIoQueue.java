package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IQueueCallbackStateChange;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.IoQueueState;
import org.umdf4j.ddi.RetrievedRequest;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_IO_QUEUE_STATE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.queue.QueueOperation.Kind;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.request.RequestFile;
import org.umdf4j.framework.request.RequestState;
import org.umdf4j.framework.request.WdfIoRequest;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.HeldRequest;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;

/**
 * An I/O queue of a device.
 *
 * <p>{@link QueueContents} holds the requests and the gates under the queue's one lock. {@link Dispatch} decides what is
 * next; {@link EventLoop} acts on it. {@link RequestKeeper} hears what becomes of the requests. What remains here is what
 * a driver and the device ask of a queue. Any thread.
 */
public final class WdfIoQueue extends WdfObject implements IWDFIoQueue {
    private final QueueHome home;
    private final String name;
    private final WDF_IO_QUEUE_DISPATCH_TYPE dispatchType;
    private final boolean powerManaged;
    private final QueueCallbacks callbacks;
    private final Scheduler scheduler;
    private final DriverCalls calls;
    private final QueueContents contents;
    private final Dispatch dispatch;
    private final EventLoop loop;
    private final QueueOperations operations;
    private final RequestKeeper keeper;
    private final Retrieval retrieval;

    /** For the device's record, as the next. */
    private final Label label;

    private final Label waiting;

    /** Whether the queue may be deleted: neither default nor configured. */
    private volatile boolean deletable;

    WdfIoQueue(QueueHome home, WdfObject device, QueueConfiguration configuration) {
        super(home.space(), device);
        this.home = home;
        this.name = configuration.name();
        this.dispatchType = configuration.dispatchType();
        this.powerManaged = configuration.powerManaged();
        this.callbacks = configuration.callbacks();
        this.deletable = !configuration.isDefault();
        this.calls = home.space().calls();
        this.scheduler = calls.scheduler();
        this.label = Label.of(name);
        this.waiting = Label.of("waits in " + name);
        this.contents = new QueueContents(
                scheduler.newLock(name),
                callbacks.ioCanceledOnQueue() != null,
                powerManaged && home.countsIdleness() ? scheduler : null);
        this.dispatch = new Dispatch(this, home, configuration, contents);
        this.loop = dispatch.loop();
        this.operations = dispatch.operations();
        this.keeper = new RequestKeeper(this, home, dispatchType, contents, loop);
        this.retrieval = new Retrieval(this, dispatchType, contents, dispatch);
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
        var request = new WdfIoRequest(space(), irp, file, keeper);
        HResult refused;
        boolean ends = false;
        boolean waits = false;
        boolean powerless = false;
        Turn turn = null;
        contents.lock.lock();
        try {
            refused = refusalLocked();
            if (refused == null) {
                ends = contents.storeLast(request, RequestState.ARRIVED);
                waits = !ends && !dispatch.deliveryDueLocked();
                powerless = isPowerlessLocked();
                turn = ends || powerless ? null : loop.nextLocked(/* arrival= */ true);
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
        if (ends || powerless) {
            stored(request, ends, powerless);
            loop.run(/* arrival= */ true);
        } else {
            loop.take(turn);
        }
    }

    /** Why a new request does not come in; null if it does. */
    @GuardedBy("contents.lock")
    private @Nullable HResult refusalLocked() {
        if (contents.terminated) {
            return HResult.STATUS_DRIVER_PROCESS_TERMINATED;
        }
        return contents.accepts ? null : HResult.ERROR_OPERATION_ABORTED; // QS-3
    }

    /** Whether what is stored waits for the device to come back to D0. */
    @SuppressWarnings("GuardedBy") // the queue's lock is held; the checker cannot know
    boolean isPowerlessLocked() {
        return powerManaged && contents.round.gate != PowerGate.ON;
    }

    /** A request has been stored in a way that others have to hear of. Without the lock. */
    void stored(WdfIoRequest request, boolean ends, boolean powerless) {
        if (powerless) {
            home.requestWaits(this);
        }
        if (ends) {
            QueueContents.endAborted(request);
        }
    }

    /** Cancels what is stored of a file whose last handle was closed (FIL-4, FIL-5). */
    public void cancelStoredOf(FileObject file) {
        var toEnd = new ArrayList<WdfIoRequest>();
        contents.lock.lock();
        try {
            contents.takeCanceled(request -> request.isOf(file), toEnd);
        } finally {
            contents.lock.unlock();
        }
        toEnd.forEach(QueueContents::endAborted);
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

    /** What this queue has counted. */
    RequestTally tally() {
        contents.lock.lock();
        try {
            return contents.tally();
        } finally {
            contents.lock.unlock();
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
        RetrievedRequest retrieved = retrieval.retrieve(file);
        scheduler.point("return");
        return retrieved;
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
        return dispatch.power();
    }

    /** What hears of its requests. */
    RequestKeeper keeper() {
        return keeper;
    }

    /** Its name in the device's record. */
    Label label() {
        return label;
    }

    /** What the device's record says of a request that is not delivered at once. */
    Label waiting() {
        return waiting;
    }

    // ------------------------------------------------------------------------------------------- end

    /** Ends everything at once: the device is terminated. */
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
        power().shut();
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
