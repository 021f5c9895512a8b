package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <sys/fsuid.h>} and {@code <grp.h>}: the identity of one thread. */
final class Fsuid {
    /** {@code int setfsuid(uid_t fsuid)}. */
    static final class setfsuid {
        static final MethodHandle HANDLE = Native.plainFunction("setfsuid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** {@code int setfsgid(gid_t fsgid)}. */
    static final class setfsgid {
        static final MethodHandle HANDLE = Native.plainFunction("setfsgid", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** {@code int getgroups(int size, gid_t list[])}. */
    static final class getgroups {
        static final MethodHandle HANDLE =
                Native.function("getgroups", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    }

    /**
     * {@code long syscall(long number, ...)} as {@code setgroups}: the function of that name in the C library changes
     * every thread of the process, the system call only its caller.
     */
    static final class syscall_setgroups {
        static final MethodHandle HANDLE =
                Native.variadicFunction("syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
    }

    /** {@code SYS_setgroups} of {@code <sys/syscall.h>}. */
    static final long SYS_SETGROUPS = System.getProperty("os.arch").equals("amd64") ? 116 : 159;

    /** {@code NGROUPS_MAX}. */
    static final int NGROUPS_MAX = 65536;

    private Fsuid() {}
}
