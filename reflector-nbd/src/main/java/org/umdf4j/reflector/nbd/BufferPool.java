package org.umdf4j.reflector.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection's buffers, in power-of-two sizes. It is also the limit on the connection's memory: handed out, kept and
 * lost buffers together never exceed {@link #LIMIT} bytes of payload. Any thread.
 */
final class BufferPool {
    /** As much as the largest single command needs. */
    static final int LIMIT = Wire.MAX_PAYLOAD;

    private static final int SMALLEST = 512;
    private static final int CLASSES = 1 + Integer.numberOfTrailingZeros(LIMIT / SMALLEST);

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final List<ArrayDeque<PooledBuffer>> kept = new ArrayList<>(CLASSES);

    @GuardedBy("lock")
    private long keptBytes;

    @GuardedBy("lock")
    private long lentBytes;

    /** Buffers of terminated drivers that could not be freed yet. */
    @GuardedBy("lock")
    private final ArrayDeque<PooledBuffer> lost = new ArrayDeque<>();

    @GuardedBy("lock")
    private long lostBytes;

    BufferPool() {
        for (int i = 0; i < CLASSES; i++) {
            kept.add(new ArrayDeque<>());
        }
    }

    /** Lends a buffer for at least {@code length} bytes, or none while that would exceed the limit. */
    Optional<PooledBuffer> take(int length) {
        int sizeClass = sizeClass(length);
        List<PooledBuffer> dropped = List.of();
        lock.lock();
        try {
            long capacity = capacity(sizeClass);
            if (!fitsLocked(capacity)) {
                return Optional.empty();
            }
            lentBytes += capacity;
            PooledBuffer buffer = kept.get(sizeClass).pollLast();
            if (buffer != null) {
                keptBytes -= capacity;
                return Optional.of(buffer);
            }
            if (lentBytes + lostBytes + keptBytes > LIMIT) {
                dropped = dropLocked(lentBytes + lostBytes + keptBytes - LIMIT);
            }
        } finally {
            lock.unlock();
        }
        dropped.forEach(PooledBuffer::free);
        return Optional.of(new PooledBuffer(sizeClass, capacity(sizeClass)));
    }

    /** Whether {@link #take} would lend one now. */
    boolean canTake(int length) {
        lock.lock();
        try {
            return fitsLocked(capacity(sizeClass(length)));
        } finally {
            lock.unlock();
        }
    }

    /** Takes a lent buffer back. */
    void give(PooledBuffer buffer) {
        long capacity = capacity(buffer.sizeClass());
        lock.lock();
        try {
            lentBytes -= capacity;
            keptBytes += capacity;
            kept.get(buffer.sizeClass()).addLast(buffer);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A terminated driver may still write to this lent buffer: nobody gets it again. It is freed now, or when the system
     * call that uses it has ended.
     *
     * @return a small one for the reply in its place, lent; it does not wait for room, and cannot bring more over the limit
     *     than the smallest buffer for each command
     */
    PooledBuffer lose(PooledBuffer buffer) {
        long capacity = capacity(buffer.sizeClass());
        lock.lock();
        try {
            lentBytes += SMALLEST - capacity;
            lostBytes += capacity;
            lost.addLast(buffer);
            freeLostLocked();
        } finally {
            lock.unlock();
        }
        return new PooledBuffer(0, SMALLEST);
    }

    /** Frees what is kept. Called when nothing is lent any more. What a system call still uses stays where it is. */
    void close() {
        List<PooledBuffer> dropped;
        lock.lock();
        try {
            if (lentBytes != 0) {
                throw new IllegalStateException(lentBytes + " bytes are still lent");
            }
            dropped = dropLocked(keptBytes);
            freeLostLocked();
        } finally {
            lock.unlock();
        }
        dropped.forEach(PooledBuffer::free);
    }

    @GuardedBy("lock")
    private boolean fitsLocked(long capacity) {
        if (lentBytes + lostBytes + capacity > LIMIT) {
            freeLostLocked();
        }
        return lentBytes + lostBytes + capacity <= LIMIT;
    }

    @GuardedBy("lock")
    private void freeLostLocked() {
        for (Iterator<PooledBuffer> each = lost.iterator(); each.hasNext(); ) {
            PooledBuffer buffer = each.next();
            if (buffer.free()) {
                each.remove();
                lostBytes -= capacity(buffer.sizeClass());
            }
        }
    }

    /** Drops kept buffers, large ones first, until {@code bytes} are free; the caller frees them after the lock. */
    @GuardedBy("lock")
    private List<PooledBuffer> dropLocked(long bytes) {
        List<PooledBuffer> dropped = new ArrayList<>();
        long missing = bytes;
        for (int sizeClass = CLASSES - 1; sizeClass >= 0 && missing > 0; sizeClass--) {
            PooledBuffer buffer = kept.get(sizeClass).pollFirst();
            while (buffer != null) {
                dropped.add(buffer);
                keptBytes -= capacity(sizeClass);
                missing -= capacity(sizeClass);
                buffer = missing > 0 ? kept.get(sizeClass).pollFirst() : null;
            }
        }
        return dropped;
    }

    private static int sizeClass(int length) {
        int blocks = (Math.max(length, 1) + SMALLEST - 1) / SMALLEST;
        return Integer.SIZE - Integer.numberOfLeadingZeros(blocks - 1);
    }

    private static int capacity(int sizeClass) {
        return SMALLEST << sizeClass;
    }
}
