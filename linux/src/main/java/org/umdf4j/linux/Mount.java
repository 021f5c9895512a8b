package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <sys/mount.h>} and {@code <sys/statfs.h>}. */
final class Mount {
    static final long MS_NOSUID = 2;
    static final long MS_NODEV = 4;

    static final int MNT_FORCE = 1;
    static final int MNT_DETACH = 2;

    /** {@code sizeof(struct statfs)} on 64-bit machines. */
    static final long STATFS_BYTES = 120;

    /** {@code int mount(const char *source, const char *target, const char *type, unsigned long, const void *data)}. */
    static final class mount {
        static final MethodHandle HANDLE = Native.function(
                "mount", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS));
    }

    /** {@code int umount2(const char *target, int flags)}. */
    static final class umount2 {
        static final MethodHandle HANDLE =
                Native.function("umount2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    /** {@code int fstatfs(int fd, struct statfs *buf)}. */
    static final class fstatfs {
        static final MethodHandle HANDLE =
                Native.function("fstatfs", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    }

    private Mount() {}
}
