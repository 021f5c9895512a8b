package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The reader threads of a session. Another one starts whenever none is left waiting for a request, up to a limit, so that
 * callbacks that block do not starve the device. Any thread.
 */
final class ReaderCrew {
    private final FuseSession session;
    private final int first;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    @GuardedBy("lock")
    private final Set<Thread> threads = new HashSet<>();

    @GuardedBy("lock")
    private int started;

    private volatile boolean stopping;

    /** Whether as many readers run as may; spares them the lock. */
    private volatile boolean full;

    ReaderCrew(FuseSession session, FuseOptions options) {
        this.session = session;
        first = options.firstReaders();
        most = options.maxReaders();
    }

    /** Starts the first readers. */
    void start() {
        for (int i = 0; i < first; i++) {
            startOne();
        }
    }

    /** A reader is about to wait for a request; false if it should end instead. */
    boolean beginWaiting() {
        waiting.incrementAndGet();
        return !stopping;
    }

    /** A reader has got a request, or the end. */
    void endWaiting() {
        if (waiting.decrementAndGet() == 0 && !full && !stopping) {
            startOne();
        }
    }

    /** Readers end instead of waiting for another request. */
    void stop() {
        stopping = true;
    }

    /** A reader's last act. */
    void ended(Thread reader) {
        lock.lock();
        try {
            threads.remove(reader);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the readers' end.
     *
     * @return false if some were left in time: in a driver's callback that does not return, or waiting for a request
     */
    boolean awaitEnd(long waitMillis) {
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        boolean interrupted = false;
        lock.lock();
        try {
            while (!threads.isEmpty() && left > 0) {
                try {
                    left = ended.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            return threads.isEmpty();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void startOne() {
        RequestBuffer buffer = session.pool().take(0);
        if (buffer == null) {
            return;
        }
        Thread thread = null;
        lock.lock();
        try {
            if (!stopping && threads.size() < most) {
                thread = Thread.ofPlatform()
                        .name("umdf4j-fuse-reader-" + ++started)
                        .daemon()
                        .unstarted(new Reader(session, this, buffer));
                threads.add(thread);
            }
            full = threads.size() >= most;
        } finally {
            lock.unlock();
        }
        if (thread == null) {
            session.pool().put(buffer);
        } else {
            thread.start();
        }
    }
}
