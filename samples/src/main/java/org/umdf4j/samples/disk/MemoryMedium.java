package org.umdf4j.samples.disk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Bytes in memory. They outlive a stop, for a rebalance must not lose data; they end with the device. */
final class MemoryMedium implements Medium {
    private final Arena arena = Arena.ofShared();
    private final MemorySegment bytes;

    /** @throws OutOfMemoryError if the machine has not that much */
    MemoryMedium(long sizeBytes) {
        bytes = arena.allocate(sizeBytes);
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public void dispose() {
        arena.close();
    }

    @Override
    public long sizeBytes() {
        return bytes.byteSize();
    }

    @Override
    public void read(long offset, MemorySegment target) {
        MemorySegment.copy(bytes, offset, target, 0, target.byteSize());
    }

    @Override
    public void write(long offset, MemorySegment source) {
        MemorySegment.copy(source, 0, bytes, offset, source.byteSize());
    }

    @Override
    public void flush() {}

    @Override
    public void zero(long offset, long length) {
        bytes.asSlice(offset, length).fill((byte) 0);
    }

    @Override
    public void trim(long offset, long length) {
        zero(offset, length);
    }
}
