package org.umdf4j.framework.target;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpOwner;
import org.umdf4j.framework.request.SentIrp;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * One target's state and the IRPs it has: those sent, until the driver has heard of their end, and those held for its
 * start, first in first out (table of section 16). Any thread, no lock held.
 */
final class TargetRequests implements IrpOwner {
    /** Somebody who waits until these have returned. */
    private record Wait(Set<SentIrp> missing, Gate over) {}

    private final Scheduler scheduler;
    private final String name;
    private final Consumer<SentIrp> send;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final Set<SentIrp> sent = new LinkedHashSet<>();

    @GuardedBy("lock")
    private final ArrayDeque<SentIrp> held = new ArrayDeque<>();

    @GuardedBy("lock")
    private final List<Wait> waits = new ArrayList<>();

    @GuardedBy("lock")
    private WDF_IO_TARGET_STATE state;

    /** Whether a thread is sending what was held; later ones queue up behind (TGT-11). */
    @GuardedBy("lock")
    private boolean draining;

    /** The device has been terminated: nobody waits here any more. */
    @GuardedBy("lock")
    private boolean abandoned;

    /**
     * @param name the target's name, for diagnostics
     * @param send passes an IRP on that was held
     */
    TargetRequests(Scheduler scheduler, String name, WDF_IO_TARGET_STATE initial, Consumer<SentIrp> send) {
        this.scheduler = scheduler;
        this.name = name;
        this.send = send;
        this.state = initial;
        this.lock = scheduler.newLock("requests of " + name);
    }

    WDF_IO_TARGET_STATE state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the target is started or stopped; the table has nothing to do in any other state. */
    private static boolean isOpen(WDF_IO_TARGET_STATE state) {
        return state == WDF_IO_TARGET_STATE.STARTED || state == WDF_IO_TARGET_STATE.STOPPED;
    }

    /** Takes an IRP in; true if it is to be passed on now. */
    boolean admit(SentIrp irp, boolean ignoreState) {
        boolean now;
        irp.setOwner(this);
        lock.lock();
        try {
            if (abandoned) {
                throw new WdfException(HResult.STATUS_DRIVER_PROCESS_TERMINATED, "the device has been terminated");
            }
            if (!isOpen(state)) {
                throw new WdfException(
                        HResult.STATUS_INVALID_DEVICE_STATE, "the " + name + " is " + state + " (section 16)");
            }
            now = ignoreState || (state == WDF_IO_TARGET_STATE.STARTED && !draining && held.isEmpty());
            if (now) {
                sent.add(irp);
            } else {
                held.add(irp);
            }
        } finally {
            lock.unlock();
        }
        if (!now && irp.isCanceled()) {
            irpCanceled(irp); // its owner may have looked for it too early
        }
        return now;
    }

    /** An IRP that may still be held is cancelled: ends it (SND-12). */
    @Override
    public void irpCanceled(Irp canceled) {
        boolean taken;
        lock.lock();
        try {
            taken = canceled instanceof SentIrp irp && held.remove(irp) && sent.add(irp);
        } finally {
            lock.unlock();
        }
        if (taken) {
            canceled.end(HResult.ERROR_OPERATION_ABORTED, 0);
        }
    }

    /** The driver has heard of the IRP's end. */
    void returned(SentIrp irp) {
        List<Gate> over;
        lock.lock();
        try {
            sent.remove(irp);
            over = waits.isEmpty() ? List.of() : overWithoutLocked(irp);
        } finally {
            lock.unlock();
        }
        over.forEach(Gate::open);
    }

    /** What to open after the lock for those who have waited for this one last. */
    @GuardedBy("lock")
    private List<Gate> overWithoutLocked(SentIrp irp) {
        var over = new ArrayList<Gate>();
        waits.removeIf(wait -> {
            boolean last = wait.missing.remove(irp) && wait.missing.isEmpty();
            if (last) {
                over.add(wait.over);
            }
            return last;
        });
        return over;
    }

    /** Start, for an open target; false if it is not open. {@link #drain} must follow. */
    boolean start() {
        lock.lock();
        try {
            if (!isOpen(state)) {
                return false;
            }
            state = WDF_IO_TARGET_STATE.STARTED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is held while the target is started, unless another thread is doing that. */
    void drain() {
        boolean mine = false;
        while (true) {
            SentIrp next;
            lock.lock();
            try {
                if (draining && !mine) {
                    return;
                }
                next = state == WDF_IO_TARGET_STATE.STARTED ? held.poll() : null;
                draining = next != null;
                mine = draining;
                if (next == null) {
                    return;
                }
                sent.add(next);
            } finally {
                lock.unlock();
            }
            send.accept(next);
        }
    }

    /** Stop, for an open target; false if it is not open. */
    boolean stop() {
        lock.lock();
        try {
            if (!isOpen(state)) {
                return false;
            }
            state = WDF_IO_TARGET_STATE.STOPPED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a target that is closed.
     *
     * @return false if it is not in {@code from}
     */
    boolean open(WDF_IO_TARGET_STATE from) {
        lock.lock();
        try {
            if (state != from) {
                return false;
            }
            state = WDF_IO_TARGET_STATE.STARTED;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes the target: nothing more is sent, what is held ends with {@code statusOfHeld}, what is sent is cancelled, and
     * all of it is waited for. A deleted target stays so.
     */
    void close(WDF_IO_TARGET_STATE closed, HResult statusOfHeld) {
        List<SentIrp> unsent;
        lock.lock();
        try {
            if (state != WDF_IO_TARGET_STATE.DELETED) {
                state = closed;
            }
            unsent = List.copyOf(held);
            held.clear();
            sent.addAll(unsent);
        } finally {
            lock.unlock();
        }
        unsent.forEach(irp -> irp.end(statusOfHeld, 0));
        cancel(_ -> true);
        awaitReturn();
    }

    /** Cancels what is sent or held and fits. */
    void cancel(Predicate<SentIrp> which) {
        var canceled = new ArrayList<SentIrp>();
        lock.lock();
        try {
            canceled.addAll(sent);
            canceled.addAll(held);
        } finally {
            lock.unlock();
        }
        canceled.stream().filter(which).forEach(Irp::cancel);
    }

    /**
     * Blocks until everything that is sent now has returned, but for a completion callback that this very thread is in.
     */
    void awaitReturn() {
        Gate over = scheduler.newGate("return of what was sent to the " + name);
        lock.lock();
        try {
            Set<SentIrp> missing = new LinkedHashSet<>(sent);
            missing.removeIf(SentIrp::isCompletingHere);
            if (missing.isEmpty() || abandoned) {
                return;
            }
            waits.add(new Wait(missing, over));
        } finally {
            lock.unlock();
        }
        over.await();
    }

    /** Whether the calling thread is in the completion callback of a request that was sent here. */
    boolean isCompletingHere() {
        lock.lock();
        try {
            return sent.stream().anyMatch(SentIrp::isCompletingHere);
        } finally {
            lock.unlock();
        }
    }

    /** The device is terminated: nobody waits any more, and what is elsewhere is cancelled. */
    void terminate() {
        List<Gate> gates;
        var left = new ArrayList<SentIrp>();
        lock.lock();
        try {
            state = WDF_IO_TARGET_STATE.DELETED;
            abandoned = true;
            left.addAll(sent);
            left.addAll(held);
            gates = waits.stream().map(Wait::over).toList();
            waits.clear();
        } finally {
            lock.unlock();
        }
        left.forEach(SentIrp::abandon);
        gates.forEach(Gate::open);
    }
}
