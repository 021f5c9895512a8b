package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** {@code <poll.h>}. */
final class Poll {
    static final short POLLIN = 1;
    static final short POLLOUT = 4;

    /** {@code struct pollfd { int fd; short events; short revents; }}. */
    static final StructLayout POLLFD$LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("fd"), JAVA_SHORT.withName("events"), JAVA_SHORT.withName("revents"));

    static final long EVENTS$OFFSET = 4;
    static final long REVENTS$OFFSET = 6;

    /** {@code int poll(struct pollfd *fds, nfds_t nfds, int timeout)}. */
    static final class poll {
        static final MethodHandle HANDLE =
                Native.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    }

    private Poll() {}
}
