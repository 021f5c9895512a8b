package org.umdf4j.benchmarks.inprocess;

import java.lang.foreign.MemorySegment;

/** A handler's own work, the same whoever calls it: a sector of a small disk in memory is read. */
final class Sectors {
    static final int SECTOR_BYTES = 512;
    private static final int DISK_BYTES = 1 << 20;

    private final MemorySegment disk = MemorySegment.ofArray(new byte[DISK_BYTES]);

    /** Reads a sector; the offset is a multiple of the sector's size inside the disk. */
    long read(MemorySegment into, long offset) {
        MemorySegment.copy(disk, offset, into, 0, SECTOR_BYTES);
        return SECTOR_BYTES;
    }

    /** Where the sector after the one at {@code offset} begins, round and round. */
    static long after(long offset) {
        return (offset + SECTOR_BYTES) & (DISK_BYTES - 1);
    }
}
