package org.umdf4j.framework.irp;

import java.lang.foreign.MemorySegment;

/** What a buffer must be to travel with a request. */
public final class Buffers {
    /** Stands for the threads that may serve a request; never started. */
    private static final Thread ANOTHER_THREAD = Thread.ofVirtual().unstarted(() -> {});

    private Buffers() {}

    /**
     * Whether any thread may touch the buffer, as it must be: a driver may serve a request on another thread than the one
     * that brought it in (LCK-5). False for a buffer of a confined arena. Any thread.
     */
    public static boolean areForAnyThread(MemorySegment buffer) {
        return buffer.isAccessibleBy(ANOTHER_THREAD);
    }
}
