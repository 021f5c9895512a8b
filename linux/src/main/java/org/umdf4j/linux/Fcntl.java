package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <fcntl.h>}. */
final class Fcntl {
    static final int O_RDONLY = 0;
    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;
    static final int O_ACCMODE = 3;
    static final int O_NOCTTY = 0x100;
    static final int O_NONBLOCK = 0x800;
    static final int O_DSYNC = 0x1000;
    static final int O_CLOEXEC = 0x80000;
    static final int O_PATH = 0x200000;

    /** {@code int open(const char *pathname, int flags, ...)}. */
    @SuppressWarnings("NamedLikeContextualKeyword") // C's name
    static final class open {
        static final MethodHandle HANDLE =
                Native.variadicFunction("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    static final int FALLOC_FL_KEEP_SIZE = 1;
    static final int FALLOC_FL_PUNCH_HOLE = 2;
    static final int FALLOC_FL_ZERO_RANGE = 0x10;

    /** {@code int fallocate(int fd, int mode, off_t offset, off_t len)}. */
    static final class fallocate {
        static final MethodHandle HANDLE =
                Native.function("fallocate", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG));
    }

    static final int AT_FDCWD = -100;
    static final int AT_EACCESS = 0x200;

    /** {@code SYS_faccessat2} of {@code <sys/syscall.h>}. */
    static final long SYS_FACCESSAT2 = 439;

    /**
     * {@code long syscall(long number, ...)} as {@code faccessat2}: the C library's {@code faccessat} may compare the
     * process's user itself, the system call asks for the thread's.
     */
    static final class syscall_faccessat2 {
        static final MethodHandle HANDLE = Native.variadicFunction(
                "syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
    }

    static final int F_GETFL = 3;
    static final int F_SETFL = 4;

    /** {@code int fcntl(int fd, int cmd, ...)}. */
    static final class fcntl {
        static final MethodHandle HANDLE =
                Native.variadicFunction("fcntl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    private Fcntl() {}
}
