package org.umdf4j.samples.disk;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which requests have begun and which still wait. Any thread.
 *
 * <p>Whoever gets a request out of here, by {@link #next} or by {@link #withdraw}, alone decides what becomes of it.
 *
 * @param <R> the request
 */
final class Backlog<R> {
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final LinkedHashSet<R> waiting = new LinkedHashSet<>();

    @GuardedBy("lock")
    private int free;

    /** @param depth how many requests may be in service before others have to wait */
    Backlog(int depth) {
        free = depth;
    }

    /** Returns true if the request may begin, and {@link #end} must follow; false if it waits here now. */
    boolean begin(R request) {
        lock.lock();
        try {
            if (free > 0) {
                free--;
                return true;
            }
            waiting.add(request);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** A request that was let in by {@link #begin} is finished. */
    void end() {
        lock.lock();
        try {
            free++;
        } finally {
            lock.unlock();
        }
    }

    /** Takes out the request that waits longest. */
    Optional<R> next() {
        lock.lock();
        try {
            return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeFirst());
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if the request was waiting and has been taken out; false if it has begun. */
    boolean withdraw(R request) {
        lock.lock();
        try {
            return waiting.remove(request);
        } finally {
            lock.unlock();
        }
    }
}
