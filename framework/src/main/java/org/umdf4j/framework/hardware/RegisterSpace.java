package org.umdf4j.framework.hardware;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * A range of registers or ports. The caller has checked offset and width: 1, 2, 4 or 8, the offset a multiple of it, all of
 * it in the range. Any thread.
 */
public interface RegisterSpace {
    /** Reads with exactly one access of this width; later accesses come after it. The value is unsigned. */
    long read(long offset, int width);

    /** Writes the low bytes of the value with exactly one access of this width, after all accesses before it. */
    void write(long offset, int width, long value);

    /** The range as memory, if it is memory of this process. */
    Optional<MemorySegment> memory();
}
