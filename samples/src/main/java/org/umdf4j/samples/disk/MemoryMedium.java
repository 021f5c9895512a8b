package org.umdf4j.samples.disk;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in memory. They outlive a stop, for a rebalance must not lose data; they end with the device.
 *
 * <p>Memory is taken in chunks as they are first written; a chunk that never was reads as zeros. So a disk costs what is on
 * it, and starts at once however large it is. The price: memory may run out at a write.
 */
final class MemoryMedium implements Medium {
    static final int CHUNK_BYTES = 256 * 1024;

    private final Arena arena = Arena.ofShared();
    private final long sizeBytes;
    private final AtomicReferenceArray<@Nullable MemorySegment> chunks;

    /** @throws OutOfMemoryError if the machine has not even room for the table of chunks */
    MemoryMedium(long sizeBytes) {
        this.sizeBytes = sizeBytes;
        long count = Math.ceilDiv(sizeBytes, CHUNK_BYTES);
        if (count > Integer.MAX_VALUE) {
            throw new OutOfMemoryError(sizeBytes + " bytes");
        }
        chunks = new AtomicReferenceArray<>((int) count);
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
        return sizeBytes;
    }

    @Override
    public void read(long offset, MemorySegment target) {
        long end = offset + target.byteSize();
        for (long at = offset; at < end; at = nextChunk(at)) {
            long length = Math.min(nextChunk(at), end) - at;
            MemorySegment chunk = chunks.get(index(at));
            if (chunk == null) {
                target.asSlice(at - offset, length).fill((byte) 0);
            } else {
                MemorySegment.copy(chunk, at % CHUNK_BYTES, target, at - offset, length);
            }
        }
    }

    @Override
    public void write(long offset, MemorySegment source) throws IOException {
        long end = offset + source.byteSize();
        for (long at = offset; at < end; at = nextChunk(at)) {
            long length = Math.min(nextChunk(at), end) - at;
            MemorySegment chunk = chunks.get(index(at));
            MemorySegment target = chunk == null ? take(index(at)) : chunk;
            MemorySegment.copy(source, at - offset, target, at % CHUNK_BYTES, length);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void zero(long offset, long length) {
        long end = offset + length;
        for (long at = offset; at < end; at = nextChunk(at)) {
            MemorySegment chunk = chunks.get(index(at));
            if (chunk != null) {
                long part = Math.min(nextChunk(at), end) - at;
                chunk.asSlice(at % CHUNK_BYTES, part).fill((byte) 0);
            }
        }
    }

    @Override
    public void trim(long offset, long length) {
        zero(offset, length);
    }

    /** Takes memory for a chunk, unless another thread has meanwhile. */
    private MemorySegment take(int index) throws IOException {
        synchronized (chunks) {
            MemorySegment chunk = chunks.get(index);
            if (chunk == null) {
                try {
                    chunk = arena.allocate(CHUNK_BYTES);
                } catch (OutOfMemoryError none) {
                    throw new IOException("no memory for more of the disk: " + none.getMessage(), none);
                }
                chunks.set(index, chunk);
            }
            return chunk;
        }
    }

    private static int index(long offset) {
        return (int) (offset / CHUNK_BYTES);
    }

    private static long nextChunk(long offset) {
        return (offset / CHUNK_BYTES + 1) * CHUNK_BYTES;
    }
}
