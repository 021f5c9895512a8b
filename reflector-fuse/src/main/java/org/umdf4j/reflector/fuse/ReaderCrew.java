package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The reader threads of a session. A few are enough as long as callbacks return: more would only take the processor from
 * each other in the middle of a request. So another one starts only when none waits for a request and some are blocked
 * ({@link ReaderWatch}), up to a limit; and one that finds enough others waiting ends. Any thread.
 */
final class ReaderCrew implements ReaderWatch.Crew {
    private final FuseSession session;
    private final int first;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final ReaderWatch watch = new ReaderWatch(this);

    @GuardedBy("lock")
    private final Set<Reader> readers = new HashSet<>();

    @GuardedBy("lock")
    private int started;

    private volatile boolean stopping;

    /** Whether as many readers run as may; spares them the watch. */
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
        if (most > first) {
            watch.start();
        }
    }

    /** A reader is about to wait for a request; false if it should end instead. */
    boolean beginWaiting() {
        while (!stopping) {
            int others = waiting.get();
            if (others >= first) {
                return false;
            }
            if (waiting.compareAndSet(others, others + 1)) {
                return true;
            }
        }
        return false;
    }

    /** A reader has got a request, or the end. */
    void endWaiting() {
        if (waiting.decrementAndGet() == 0 && !full) {
            watch.lookSoon();
        }
    }

    @Override
    public boolean isServed() {
        return waiting.get() > 0 || full || stopping;
    }

    /** Starts readers for those that are blocked, so that as many can run as there were at first. */
    @Override
    public void relieve() {
        List<Reader> all;
        lock.lock();
        try {
            all = List.copyOf(readers);
        } finally {
            lock.unlock();
        }
        long able = all.stream().filter(reader -> !reader.isBlocked()).count();
        for (long i = able; i < first && !isServed(); i++) {
            startOne();
        }
    }

    /** Readers end instead of waiting for another request. */
    void stop() {
        stopping = true;
        watch.stop();
    }

    /** A reader's last act. */
    void ended(Reader reader) {
        boolean last;
        lock.lock();
        try {
            readers.remove(reader);
            full = readers.size() >= most;
            last = readers.isEmpty();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
        if (last) {
            watch.stop();
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
            while (!readers.isEmpty() && left > 0) {
                try {
                    left = ended.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            return readers.isEmpty();
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
            if (!stopping && readers.size() < most) {
                Reader reader = new Reader(session, this, buffer);
                thread = Thread.ofPlatform()
                        .name("umdf4j-fuse-reader-" + ++started)
                        .daemon()
                        .unstarted(reader);
                readers.add(reader);
            }
            full = readers.size() >= most;
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
