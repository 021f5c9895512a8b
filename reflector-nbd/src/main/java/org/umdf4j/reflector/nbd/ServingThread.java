package org.umdf4j.reflector.nbd;

import java.util.concurrent.atomic.AtomicLong;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.Irp;

/**
 * Which thread serves a connection. It runs the driver's callbacks; one that a callback keeps is replaced, and finds out
 * when the driver lets it go.
 */
final class ServingThread {
    /** Threads of one connection that a driver may keep at once before the connection waits with them. */
    private static final int MAX_REPLACEMENTS = 16;

    /** Which visit to the driver the thread is on; 0 if none. */
    private final AtomicLong visit = new AtomicLong();

    private volatile Thread current = Thread.currentThread();

    // Of the serving thread, and of the watcher:
    private long lastVisit;
    private long visitSeen;
    private int replacements;

    /** Whether the calling thread serves the connection, now. */
    boolean isCurrent() {
        return Thread.currentThread() == current;
    }

    /** Serving thread only: hands an IRP to the device. Afterwards {@link #isCurrent} may have become false. */
    void submit(DevicePort port, Irp irp) {
        long mine = ++lastVisit;
        visit.set(mine);
        port.submit(irp);
        if (!visit.compareAndSet(mine, 0)) {
            awaitSuccessor();
        }
    }

    /** Waits out the moment between losing the connection and being named its thread no longer. */
    private synchronized void awaitSuccessor() {
        if (isCurrent()) {
            throw new IllegalStateException("lost the connection to nobody");
        }
    }

    /**
     * Watcher only: whether the thread is on the visit to the driver that it was on at the last call, and may be replaced.
     */
    boolean isStuck() {
        long now = visit.get();
        boolean stuck = now != 0 && now == visitSeen;
        visitSeen = now;
        return stuck && replacements < MAX_REPLACEMENTS;
    }

    /**
     * Watcher only: replaces the thread that was stuck at the last {@link #isStuck}, if it still is.
     *
     * @param successor not yet started
     */
    synchronized boolean replace(Thread successor) {
        if (!visit.compareAndSet(visitSeen, 0)) {
            return false;
        }
        replacements++;
        current = successor;
        return true;
    }
}
