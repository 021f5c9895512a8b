package org.umdf4j.samples.echo;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A first-in first-out buffer of bytes with a fixed capacity. Not thread-safe; its device's callback lock guards it. */
final class ByteRing {
    private final byte[] bytes;
    private int first;
    private int size;

    ByteRing(int capacity) {
        bytes = new byte[capacity];
    }

    /** How many bytes wait. */
    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isFull() {
        return size == bytes.length;
    }

    /**
     * Appends as much of the source's beginning as there is room for.
     *
     * @return how many bytes that was
     */
    int put(MemorySegment source) {
        int count = (int) Math.min(source.byteSize(), bytes.length - size);
        int end = (first + size) % bytes.length;
        int beforeWrap = Math.min(count, bytes.length - end);
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, 0, bytes, end, beforeWrap);
        MemorySegment.copy(source, ValueLayout.JAVA_BYTE, beforeWrap, bytes, 0, count - beforeWrap);
        size += count;
        return count;
    }

    /**
     * Moves the oldest bytes to the target's beginning, as many as wait and fit.
     *
     * @return how many bytes that was
     */
    int take(MemorySegment target) {
        int count = (int) Math.min(target.byteSize(), size);
        int beforeWrap = Math.min(count, bytes.length - first);
        MemorySegment.copy(bytes, first, target, ValueLayout.JAVA_BYTE, 0, beforeWrap);
        MemorySegment.copy(bytes, 0, target, ValueLayout.JAVA_BYTE, beforeWrap, count - beforeWrap);
        drop(count);
        return count;
    }

    /** Forgets the oldest bytes, at most {@code limit} of them. */
    void drop(int limit) {
        int count = Math.min(limit, size);
        first = (first + count) % bytes.length;
        size -= count;
    }
}
