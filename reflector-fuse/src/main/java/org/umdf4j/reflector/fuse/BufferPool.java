package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of a session: made on demand up to a limit, unmapped when the session ends. A buffer's memory costs nothing
 * until it has been used, so an idle device costs two pages a reader. Any thread.
 */
final class BufferPool {
    /** A request that begins between two looks at those in flight is seen by the next one. */
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final Transport transport;
    private final int limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final ArrayDeque<RequestBuffer> home = new ArrayDeque<>();

    /** Buffers of terminated drivers that could not be unmapped yet. */
    @GuardedBy("lock")
    private final ArrayDeque<RequestBuffer> lost = new ArrayDeque<>();

    /** Buffers whose memory is mapped: what the limit is about. */
    @GuardedBy("lock")
    private int mapped;

    @GuardedBy("lock")
    private @Nullable Runnable whenAllHome;

    /** Every buffer that is not lost; the array is replaced, never changed. */
    private volatile RequestBuffer[] all = {};

    /** Whether somebody waits for requests to end; spares the others the lock. */
    private volatile boolean draining;

    /**
     * @param transport the way requests come to its buffers, as long as nobody says otherwise
     * @param limit the most buffers there will be, lost ones included
     */
    BufferPool(Transport transport, int limit) {
        this.transport = transport;
        this.limit = limit;
    }

    /** A buffer for the caller, waiting for one at most this long; null if there was none. Not interruptible. */
    @Nullable
    RequestBuffer take(long waitMillis) {
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        boolean interrupted = false;
        lock.lock();
        try {
            while (home.isEmpty() && isFullLocked() && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            RequestBuffer buffer = home.pollLast();
            return buffer == null && !isFullLocked() ? makeLocked() : buffer;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Gives a buffer back that no request uses. */
    void put(RequestBuffer buffer) {
        buffer.makeOwned();
        Runnable release;
        lock.lock();
        try {
            home.addLast(buffer);
            changed.signalAll();
            release = home.size() == all.length ? whenAllHome : null;
        } finally {
            lock.unlock();
        }
        if (release != null) {
            release.run();
        }
    }

    /**
     * A terminated driver may still write to this buffer: unmaps it now, or when the system call that uses it has ended,
     * so that another may take its place.
     */
    void lose(RequestBuffer buffer) {
        Runnable release;
        lock.lock();
        try {
            all = Arrays.stream(all).filter(other -> other != buffer).toArray(RequestBuffer[]::new);
            lost.addLast(buffer);
            freeLostLocked();
            changed.signalAll();
            release = home.size() == all.length ? whenAllHome : null;
        } finally {
            lock.unlock();
        }
        if (release != null) {
            release.run();
        }
    }

    /** Every buffer there is; some of them carry a {@link RequestBuffer#request}. */
    RequestBuffer[] all() {
        return all;
    }

    /** A request has ended. */
    void requestEnded() {
        if (draining) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Cancels the requests in flight and waits for their end, also of those that come meanwhile. Not interruptible.
     *
     * @return whether none was left in time
     */
    boolean drain(long waitMillis) {
        draining = true;
        for (long left = waitMillis; left > 0; left -= LOOK_AGAIN_MILLIS) {
            for (RequestBuffer buffer : all) {
                FuseRequest request = buffer.request();
                if (request != null) {
                    request.cancel();
                }
            }
            if (awaitNoRequest(LOOK_AGAIN_MILLIS)) {
                return true;
            }
        }
        return false;
    }

    private boolean awaitNoRequest(long waitMillis) {
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        boolean interrupted = false;
        lock.lock();
        try {
            while (hasRequest() && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return !hasRequest();
    }

    private boolean hasRequest() {
        for (RequestBuffer buffer : all) {
            if (buffer.request() != null) {
                return true;
            }
        }
        return false;
    }

    /** Runs {@code action} once when every buffer is back, perhaps at once. Nothing is taken from the pool any more. */
    void whenAllHome(Runnable action) {
        boolean now;
        lock.lock();
        try {
            now = home.size() == all.length;
            whenAllHome = now ? null : action;
        } finally {
            lock.unlock();
        }
        if (now) {
            action.run();
        }
    }

    /** Unmaps all buffers; every one is back or lost. One that a system call of a terminated driver uses stays mapped. */
    void close() {
        lock.lock();
        try {
            lost.addAll(home);
            home.clear();
            freeLostLocked();
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private boolean isFullLocked() {
        if (mapped >= limit) {
            freeLostLocked();
        }
        return mapped >= limit;
    }

    @GuardedBy("lock")
    private void freeLostLocked() {
        int before = lost.size();
        lost.removeIf(RequestBuffer::free);
        mapped -= before - lost.size();
    }

    @GuardedBy("lock")
    private RequestBuffer makeLocked() {
        RequestBuffer buffer = new RequestBuffer(this, transport);
        mapped++;
        RequestBuffer[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = buffer;
        all = more;
        return buffer;
    }
}
