package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <sys/eventfd.h>}. */
final class Eventfd {
    static final int EFD_CLOEXEC = 0x80000;

    /** {@code int eventfd(unsigned count, int flags)}. */
    static final class eventfd {
        static final MethodHandle HANDLE =
                Native.function("eventfd", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    }

    /** {@code int eventfd_write(int fd, eventfd_t value)}. */
    static final class eventfd_write {
        static final MethodHandle HANDLE =
                Native.function("eventfd_write", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG));
    }

    private Eventfd() {}
}
