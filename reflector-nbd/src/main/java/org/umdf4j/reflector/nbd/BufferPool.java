package org.umdf4j.reflector.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connection's buffers, in power-of-two sizes. It is also the limit on the connection's memory: handed out and kept
 * buffers together never exceed {@link #LIMIT} bytes of payload. Any thread.
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
            if (lentBytes + capacity > LIMIT) {
                return Optional.empty();
            }
            lentBytes += capacity;
            PooledBuffer buffer = kept.get(sizeClass).pollLast();
            if (buffer != null) {
                keptBytes -= capacity;
                return Optional.of(buffer);
            }
            if (lentBytes + keptBytes > LIMIT) {
                dropped = dropLocked(lentBytes + keptBytes - LIMIT);
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
            return lentBytes + capacity(sizeClass(length)) <= LIMIT;
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

    /** Frees what is kept. Called when nothing is lent any more. */
    void close() {
        List<PooledBuffer> dropped;
        lock.lock();
        try {
            if (lentBytes != 0) {
                throw new IllegalStateException(lentBytes + " bytes are still lent");
            }
            dropped = dropLocked(keptBytes);
        } finally {
            lock.unlock();
        }
        dropped.forEach(PooledBuffer::free);
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
