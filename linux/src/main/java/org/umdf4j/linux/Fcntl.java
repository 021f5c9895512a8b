package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <fcntl.h>}. */
final class Fcntl {
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_ACCMODE = 3;
    static final int O_NONBLOCK = 0x800;
    static final int O_DSYNC = 0x1000;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;

    /** {@code int open(const char *pathname, int flags, ...)}. */
    static final MethodHandle OPEN =
            Native.variadicFunction("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    private Fcntl() {}
}
