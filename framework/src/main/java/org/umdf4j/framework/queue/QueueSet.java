package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_STOP_ACTION_FLAGS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.object.WdfObject;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.RequestTally;

/**
 * All queues of one device, in creation order, and their common steps of a power transition. The blocking methods are
 * called by the device's power machine only, one at a time.
 */
public final class QueueSet {
    private final QueueHome home;
    private final WdfObject device;
    private final long madeNanos;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final ArrayList<WdfIoQueue> queues = new ArrayList<>();

    @GuardedBy("lock")
    private int created;

    /** Whether the device's power-managed queues deliver; a new one joins them as they are. */
    @GuardedBy("lock")
    private boolean powerOn;

    @GuardedBy("lock")
    private boolean powerManagedShut;

    @GuardedBy("lock")
    private boolean othersShut;

    public QueueSet(QueueHome home, WdfObject device, Scheduler scheduler) {
        this.home = home;
        this.device = device;
        this.madeNanos = scheduler.nanoTime();
        this.lock = scheduler.newLock("queue list");
    }

    /** Whether the calling thread is in a request handler of one of the queues. */
    public boolean isInHandler() {
        return all().stream().anyMatch(WdfIoQueue::isInHandler);
    }

    /**
     * CreateIoQueue.
     *
     * @throws WdfException
     */
    public WdfIoQueue create(
            @Nullable Object callbackObject,
            boolean isDefault,
            WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
            boolean powerManaged,
            boolean allowZeroLength) {
        if (dispatchType == WDF_IO_QUEUE_DISPATCH_TYPE.MAXIMUM) {
            throw new WdfException(HResult.E_INVALIDARG, "no such dispatch type: " + dispatchType + " (Q-6)");
        }
        QueueCallbacks callbacks = QueueCallbacks.of(callbackObject);
        callbacks.requireFitFor(dispatchType);
        int number;
        lock.lock();
        try {
            number = ++created;
        } finally {
            lock.unlock();
        }
        String name = isDefault ? "default queue" : "queue " + number;
        var queue = new WdfIoQueue(
                home,
                device,
                new QueueConfiguration(
                        name, callbackObject, callbacks, isDefault, dispatchType, powerManaged, allowZeroLength));
        lock.lock();
        try {
            if (powerManaged ? powerManagedShut : othersShut) {
                queue.power().startShut();
            }
            if (powerManaged && !powerOn) {
                queue.power().startHeld();
            }
            queues.add(queue);
        } finally {
            lock.unlock();
        }
        return queue;
    }

    /** A deleted queue takes part in nothing any more. */
    public void remove(WdfIoQueue queue) {
        lock.lock();
        try {
            queues.remove(queue);
        } finally {
            lock.unlock();
        }
    }

    /** All queues in creation order. */
    public List<WdfIoQueue> all() {
        lock.lock();
        try {
            return List.copyOf(queues);
        } finally {
            lock.unlock();
        }
    }

    private List<WdfIoQueue> those(Predicate<WdfIoQueue> which) {
        return all().stream().filter(which).toList();
    }

    /** Leaving D0: PQ-1 to PQ-3. Returns when every owned request of every power-managed queue has its verdict. */
    public void hold() {
        lock.lock();
        try {
            powerOn = false;
        } finally {
            lock.unlock();
        }
        List<WdfIoQueue> held = those(WdfIoQueue::isPowerManaged);
        List<Gate> drained = held.stream().map(queue -> queue.power().close()).toList();
        drained.forEach(Gate::await);
        held.forEach(queue -> queue.power().stopRound(WDF_REQUEST_STOP_ACTION_FLAGS.SUSPEND));
    }

    /** Back in D0: every OnIoResume of every queue first, then delivery (RES-2). */
    public void resume() {
        lock.lock();
        try {
            powerOn = true;
        } finally {
            lock.unlock();
        }
        List<WdfIoQueue> held = those(WdfIoQueue::isPowerManaged);
        held.forEach(queue -> queue.power().resumeRound());
        held.forEach(queue -> queue.power().open());
    }

    /** Since when no power-managed queue has a request; empty if one has (PWR-11). Of a power policy owner. */
    public OptionalLong idleSince() {
        OptionalLong latest = OptionalLong.of(madeNanos);
        for (WdfIoQueue queue : those(WdfIoQueue::isPowerManaged)) {
            OptionalLong since = queue.idleSince();
            latest = since.isEmpty() || latest.isEmpty() ? OptionalLong.empty() : later(latest, since);
        }
        return latest;
    }

    /** The later of two times; a clock's origin may be anywhere. */
    private static OptionalLong later(OptionalLong one, OptionalLong other) {
        return one.getAsLong() - other.getAsLong() > 0 ? one : other;
    }

    /** Whether this thread is inside a callback of a power-managed queue. */
    public boolean isInPowerManagedCallback() {
        return those(WdfIoQueue::isPowerManaged).stream().anyMatch(WdfIoQueue::isInCallback);
    }

    /** The purge step of removal for power-managed queues (PNP-22 step 7). */
    public void purgePowerManaged() {
        lock.lock();
        try {
            powerManagedShut = true;
        } finally {
            lock.unlock();
        }
        purge(those(WdfIoQueue::isPowerManaged));
    }

    /** The purge step of removal for all other queues (PNP-22 step 9). */
    public void purgeOthers() {
        lock.lock();
        try {
            othersShut = true;
        } finally {
            lock.unlock();
        }
        purge(those(queue -> !queue.isPowerManaged()));
    }

    private static void purge(List<WdfIoQueue> purged) {
        purged.forEach(queue -> queue.power().shut());
        List<Gate> drained = purged.stream().map(queue -> queue.power().close()).toList();
        drained.forEach(Gate::await);
        purged.forEach(queue -> queue.power().stopRound(WDF_REQUEST_STOP_ACTION_FLAGS.PURGE));
    }

    /** Cancels what is stored of a closed file in every queue (FIL-4). */
    public void cancelStoredOf(FileObject file) {
        all().forEach(queue -> queue.cancelStoredOf(file));
    }

    /** Ends everything at once. */
    public void terminate() {
        all().forEach(WdfIoQueue::terminate);
    }

    /** The sum over all queues. */
    public RequestTally tally() {
        return all().stream().map(WdfIoQueue::tally).reduce(RequestTally.NONE, RequestTally::plus);
    }

    /** Whether the calling thread is in a callback of one of the queues. Any thread, no lock held. */
    public boolean isInCallback() {
        return all().stream().anyMatch(WdfIoQueue::isInCallback);
    }
}
