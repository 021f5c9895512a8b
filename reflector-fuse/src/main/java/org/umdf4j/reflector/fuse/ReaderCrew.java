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
 *
 * <p>While requests come one at a time, one reader is enough, and it need not sleep between them: then it is
 * <i>alone</i>, and the others of the few stand by. It calls them back when requests are waiting, and the watch does when
 * it is stuck.
 */
final class ReaderCrew implements ReaderWatch.Crew {
    private final FuseSession session;
    private final int first;
    private final int most;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private final Condition company = lock.newCondition();
    private final ReaderWatch watch = new ReaderWatch(this);

    @GuardedBy("lock")
    private final Set<Reader> readers = new HashSet<>();

    @GuardedBy("lock")
    private int started;

    @GuardedBy("lock")
    private int standingBy;

    private volatile boolean alone;

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
        if (most > 1) {
            watch.start();
        }
    }

    /** A reader is about to wait for a request; false if it should end instead. */
    boolean beginWaiting() {
        while (!stopping) {
            int others = waiting.get();
            if (others >= first || (others > 0 && alone)) {
                if (!standBy()) {
                    return false;
                }
            } else if (waiting.compareAndSet(others, others + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Waits until the reader is wanted again; false if enough others stand by, or wait for requests. */
    private boolean standBy() {
        lock.lock();
        try {
            if (!alone || standingBy >= first - 1) {
                return waiting.get() < first && !alone;
            }
            standingBy++;
            while (alone && !stopping) {
                company.awaitUninterruptibly();
            }
            standingBy--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** How many readers wait until the one that is alone calls them. */
    int standingBy() {
        lock.lock();
        try {
            return standingBy;
        } finally {
            lock.unlock();
        }
    }

    /** Whether one reader serves for all. It sleeps only when there is nothing to do for a moment. */
    boolean isAlone() {
        return alone;
    }

    /** The caller is to serve alone, until it calls for company: if another processor runs the programs meanwhile. */
    void tryAlone() {
        alone = Runtime.getRuntime().availableProcessors() > 1
                && !session.descriptor().polls();
    }

    /** Those that stand by are to help. */
    void callCompany() {
        lock.lock();
        try {
            alone = false;
            company.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A reader has got a request, or the end. */
    void endWaiting() {
        if (waiting.decrementAndGet() == 0 && (!full || alone)) {
            watch.lookSoon();
        }
    }

    @Override
    public boolean isServed() {
        return waiting.get() > 0 || (full && !alone) || stopping;
    }

    /**
     * Starts readers for those that are blocked, so that as many can run as there were at first. Those that stand by are
     * called first.
     */
    @Override
    public void relieve() {
        List<Reader.Progress> looks = readers().stream().map(Reader::look).toList();
        if (alone) {
            if (!looks.contains(Reader.Progress.SERVES)) {
                callCompany();
            }
            return;
        }
        // One that computes has a processor, and more readers would only take it away.
        long able =
                looks.stream().filter(look -> look != Reader.Progress.BLOCKED).count();
        for (long i = able; i < first && !isServed(); i++) {
            startOne();
        }
    }

    /** Those that have not ended. */
    List<Reader> readers() {
        lock.lock();
        try {
            return List.copyOf(readers);
        } finally {
            lock.unlock();
        }
    }

    /** Readers end instead of waiting for another request. */
    void stop() {
        stopping = true;
        callCompany();
        watch.stop();
    }

    /** A reader's last act. */
    void ended(Reader reader) {
        boolean last;
        lock.lock();
        try {
            readers.remove(reader);
            // It may have been alone, and the end of the connection is the others' too.
            callCompany();
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
