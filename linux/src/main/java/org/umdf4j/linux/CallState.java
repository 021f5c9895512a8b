package org.umdf4j.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * Where the linker leaves {@code errno}: one small segment a thread, made on the thread's first call and freed with the
 * thread, so that no call allocates.
 */
final class CallState {
    private static final StructLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = LAYOUT.varHandle(PathElement.groupElement("errno"));
    private static final ThreadLocal<MemorySegment> SEGMENT =
            ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(LAYOUT));

    private CallState() {}

    /** The calling thread's segment. */
    static MemorySegment segment() {
        return SEGMENT.get();
    }

    /** The result as it is, or {@code -errno} if it is negative. */
    static int result(MemorySegment state, int result) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }

    /** The result as it is, or {@code -errno} if it is negative. */
    static long result(MemorySegment state, long result) {
        return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
    }
}
