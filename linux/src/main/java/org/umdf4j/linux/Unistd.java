package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <unistd.h>}. */
final class Unistd {
    static final int SEEK_CUR = 1;
    static final int R_OK = 4;
    static final int W_OK = 2;

    /** {@code int getpagesize(void)}. */
    static final class getpagesize {
        static final MethodHandle HANDLE = Native.plainFunction("getpagesize", FunctionDescriptor.of(JAVA_INT));
    }

    /** {@code int close(int fd)}. */
    static final class close {
        static final MethodHandle HANDLE = Native.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** {@code ssize_t read(int fd, void *buf, size_t count)}. */
    static final class read {
        static final MethodHandle HANDLE =
                Native.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    }

    /** {@code ssize_t write(int fd, const void *buf, size_t count)}. */
    static final class write {
        static final MethodHandle HANDLE =
                Native.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    }

    /** {@code ssize_t pread(int fd, void *buf, size_t count, off_t offset)}. */
    static final class pread {
        static final MethodHandle HANDLE =
                Native.function("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    }

    /** {@code ssize_t pwrite(int fd, const void *buf, size_t count, off_t offset)}. */
    static final class pwrite {
        static final MethodHandle HANDLE =
                Native.function("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    }

    /** {@code off_t lseek(int fd, off_t offset, int whence)}. */
    static final class lseek {
        static final MethodHandle HANDLE =
                Native.function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));
    }

    /** {@code int fdatasync(int fd)}. */
    static final class fdatasync {
        static final MethodHandle HANDLE = Native.function("fdatasync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    }

    /** {@code int dup3(int oldfd, int newfd, int flags)}. */
    static final class dup3 {
        static final MethodHandle HANDLE =
                Native.function("dup3", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    }

    /** {@code int pipe2(int pipefd[2], int flags)}. */
    static final class pipe2 {
        static final MethodHandle HANDLE = Native.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    }

    /** {@code uid_t geteuid(void)}. */
    static final class geteuid {
        static final MethodHandle HANDLE = Native.plainFunction("geteuid", FunctionDescriptor.of(JAVA_INT));
    }

    /** {@code gid_t getegid(void)}. */
    static final class getegid {
        static final MethodHandle HANDLE = Native.plainFunction("getegid", FunctionDescriptor.of(JAVA_INT));
    }

    /** {@code pid_t gettid(void)}. */
    static final class gettid {
        static final MethodHandle HANDLE = Native.plainFunction("gettid", FunctionDescriptor.of(JAVA_INT));
    }

    private Unistd() {}
}
