package org.umdf4j.framework.pnp;

import java.util.OptionalLong;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * What keeps a device in D0 apart from its requests: StopIdle calls and pending queries.
 *
 * <p>Whether the device is in D0 is kept here beside the count, under one lock, so that a reference is either there when the
 * device decides to leave, and keeps it, or finds that it has left. Any thread.
 */
final class PowerReferences {
    private enum Phase {
        UNPOWERED,
        D0,
        AWAY,
        /** The stack was terminated: nothing is waited for any more. */
        ENDED
    }

    private final Scheduler scheduler;
    private final FrameworkLock lock;

    /** Guarded by {@link #lock}, as everything below: the compiler's check knows the JDK's locks only. */
    private Phase phase = Phase.UNPOWERED;

    /** Opened when the device leaves {@link Phase#AWAY}. */
    private Gate back;

    private int stops;
    private int pins;
    private long freeSinceNanos;
    private boolean tellWhenFree;

    PowerReferences(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.lock = scheduler.newLock("power references");
        this.back = scheduler.newGate("return to D0");
        this.freeSinceNanos = scheduler.nanoTime();
    }

    /**
     * StopIdle.
     *
     * @return whether the device is in D0
     * @throws WdfException STATUS_POWER_STATE_INVALID if it has no power and is not getting it; nothing was taken
     */
    boolean take() {
        lock.lock();
        try {
            if (phase == Phase.UNPOWERED || phase == Phase.ENDED) {
                throw new WdfException(
                        HResult.STATUS_POWER_STATE_INVALID, "the device has failed or is not powered up (PWR-17)");
            }
            stops++;
            return phase == Phase.D0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Blocks until the device is in D0. The caller has taken a reference.
     *
     * @throws WdfException STATUS_POWER_STATE_INVALID if it does not get there; the reference is dropped (PWR-18)
     */
    void awaitD0() {
        while (true) {
            Gate returned;
            lock.lock();
            try {
                switch (phase) {
                    case D0 -> {
                        return;
                    }
                    case AWAY -> returned = back;
                    case UNPOWERED, ENDED -> {
                        stops--;
                        throw new WdfException(
                                HResult.STATUS_POWER_STATE_INVALID, "the device did not return to D0 (PWR-18)");
                    }
                    default -> throw new IllegalStateException("phase " + phase);
                }
            } finally {
                lock.unlock();
            }
            returned.await();
        }
    }

    /** What a ResumeIdle did. */
    enum Dropped {
        SURPLUS,
        OTHERS_LEFT,
        /** The device may have become idle, and somebody wants to know. */
        FREE
    }

    /** ResumeIdle. */
    Dropped drop() {
        lock.lock();
        try {
            if (stops == 0) {
                return Dropped.SURPLUS;
            }
            stops--;
            return released();
        } finally {
            lock.unlock();
        }
    }

    private Dropped released() {
        if (stops > 0 || pins > 0) {
            return Dropped.OTHERS_LEFT;
        }
        freeSinceNanos = scheduler.nanoTime();
        boolean tell = tellWhenFree;
        tellWhenFree = false;
        return tell ? Dropped.FREE : Dropped.OTHERS_LEFT;
    }

    /** A query is pending: the device stays in D0 (PNP-16). Pins do not add up. */
    void pin() {
        lock.lock();
        try {
            pins = 1;
        } finally {
            lock.unlock();
        }
    }

    /** The query has ended. Answers whether somebody wants to know. */
    boolean unpin() {
        lock.lock();
        try {
            pins = 0;
            return released() == Dropped.FREE;
        } finally {
            lock.unlock();
        }
    }

    /** Since when nothing keeps the device; empty if something does, and then its end is told once. */
    OptionalLong freeSince() {
        lock.lock();
        try {
            if (stops > 0 || pins > 0) {
                tellWhenFree = true;
                return OptionalLong.empty();
            }
            return OptionalLong.of(freeSinceNanos);
        } finally {
            lock.unlock();
        }
    }

    /** The first OnD0Entry of a start begins (PWR-19). */
    void powerUpBegins() {
        lock.lock();
        try {
            if (phase == Phase.UNPOWERED) {
                phase = Phase.AWAY;
                back = scheduler.newGate("return to D0");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Leaves D0 unless a reference keeps the device there. */
    boolean leaveIfFree() {
        lock.lock();
        try {
            if (stops > 0 || pins > 0) {
                return false;
            }
            away();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves D0 whatever keeps the device: the system sleeps. */
    void leave() {
        lock.lock();
        try {
            away();
        } finally {
            lock.unlock();
        }
    }

    private void away() {
        if (phase == Phase.D0) {
            phase = Phase.AWAY;
            back = scheduler.newGate("return to D0");
        }
    }

    /** The device is in D0. */
    void arrive() {
        change(Phase.D0);
    }

    /** The device has lost its power, or will. */
    void gone() {
        change(Phase.UNPOWERED);
    }

    /** The stack was terminated. */
    void end() {
        change(Phase.ENDED);
    }

    private void change(Phase next) {
        Gate released;
        lock.lock();
        try {
            if (phase == Phase.ENDED) {
                return;
            }
            phase = next;
            released = back;
        } finally {
            lock.unlock();
        }
        released.open();
    }

    boolean isEnded() {
        lock.lock();
        try {
            return phase == Phase.ENDED;
        } finally {
            lock.unlock();
        }
    }
}
