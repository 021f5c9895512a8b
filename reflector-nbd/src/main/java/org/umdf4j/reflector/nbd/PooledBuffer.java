package org.umdf4j.reflector.nbd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Memory for one command: room for a reply header right before the payload, so that a reply is one piece.
 *
 * <pre>
 *  0         HEADER                HEADER + capacity
 *  |  … header | payload …                |
 * </pre>
 *
 * Whoever holds it owns it; {@link BufferPool#give} or {@link BufferPool#lose} ends that.
 */
final class PooledBuffer {
    /** Room for the longest reply header, and a cache line, so that payloads are aligned. */
    static final int HEADER = 64;

    private final Arena arena;
    private final MemorySegment payload;
    private final ByteBuffer bytes;
    private final int sizeClass;

    PooledBuffer(int sizeClass, int capacity) {
        this.arena = Arena.ofShared();
        this.sizeClass = sizeClass;
        MemorySegment all = arena.allocate(HEADER + capacity, HEADER);
        this.payload = all.asSlice(HEADER);
        this.bytes = all.asByteBuffer();
    }

    int sizeClass() {
        return sizeClass;
    }

    /** Bytes of payload it has room for. */
    int capacity() {
        return (int) payload.byteSize();
    }

    /** The payload's memory, the first {@code length} bytes of it. */
    MemorySegment payload(int length) {
        return length == payload.byteSize() ? payload : payload.asSlice(0, length);
    }

    /** Everything, big-endian, for the socket; payload byte n is at {@code HEADER + n}. */
    ByteBuffer bytes() {
        return bytes;
    }

    /**
     * Ends the memory: whoever still uses it gets an exception instead of somebody else's data. Only the pool calls it.
     *
     * @return false if a system call uses it, and it is still there
     */
    boolean free() {
        try {
            arena.close();
            return true;
        } catch (IllegalStateException inUse) {
            return false;
        }
    }
}
