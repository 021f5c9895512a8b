package org.umdf4j.reflector.fuse;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.umdf4j.linux.Linux;

/**
 * One thread's work for a {@link RingQueue}: own it, serve its requests on the spot. While it is in a callback the queue
 * is nobody's and another server may take it; then this one waits until it is wanted again.
 */
final class RingServer implements Runnable {
    private final FuseSession session;
    private final Rings rings;
    private final RingQueue queue;
    private final boolean first;

    private volatile boolean idle;

    /** The kernel's number of this server's thread; 0 before it runs. */
    private volatile int threadId;

    /** Counts the requests served, for the watch: written by one thread. */
    private final AtomicInteger served = new AtomicInteger();

    /** What {@link #served} was at the watch's last look. */
    private int servedBefore;

    /** @param first whether it is the queue's first, which gives the queue's entries to the kernel */
    RingServer(FuseSession session, Rings rings, RingQueue queue, boolean first) {
        this.session = session;
        this.rings = rings;
        this.queue = queue;
        this.first = first;
    }

    RingQueue queue() {
        return queue;
    }

    int threadId() {
        return threadId;
    }

    /** Whether it waits until it is wanted. */
    boolean isIdle() {
        return idle;
    }

    /** Whether it sleeps in a callback, or has not ended one since this was last asked. The watch's. */
    boolean isStuck() {
        int now = served.getAcquire();
        boolean same = now == servedBefore;
        servedBefore = now;
        return same || ThreadState.isAsleep(threadId);
    }

    @Override
    public void run() {
        threadId = Linux.gettid();
        try {
            if (first && queue.own(this)) {
                rings.registered(queue.register());
                serveAsOwner();
            }
            while (awaitTurn()) {
                serveAsOwner();
            }
        } finally {
            rings.ended(this);
        }
    }

    private boolean awaitTurn() {
        idle = true;
        while (!queue.hasEnded()) {
            if (queue.own(this)) {
                idle = false;
                return true;
            }
            LockSupport.park(this);
        }
        idle = false;
        return false;
    }

    private void serveAsOwner() {
        while (!queue.hasEnded()) {
            queue.await();
            for (RingEntry entry = queue.next(); entry != null; entry = queue.next()) {
                if (!serve(entry)) {
                    return;
                }
            }
        }
        queue.flush();
        queue.release();
    }

    /** Serves a request. Returns whether this server is still, or again, the owner. */
    private boolean serve(RingEntry entry) {
        RequestBuffer buffer = entry.buffer();
        if (queue.isLast() && FileOperations.keepsBuffer(buffer.frame().opcode())) {
            session.refuse(buffer, Fault.TOO_MANY_REQUESTS);
            queue.commit(entry);
            return true;
        }
        queue.release();
        rings.lookSoon();
        boolean mine = session.serve(buffer);
        served.setRelease(served.getPlain() + 1);
        if (!queue.own(this)) {
            if (mine) {
                entry.put(buffer);
            }
            return false;
        }
        if (mine) {
            queue.commit(entry);
        }
        return true;
    }
}
