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
    static final MethodHandle GETPAGESIZE = Native.plainFunction("getpagesize", FunctionDescriptor.of(JAVA_INT));

    /** {@code int close(int fd)}. */
    static final MethodHandle CLOSE = Native.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** {@code ssize_t read(int fd, void *buf, size_t count)}. */
    static final MethodHandle READ =
            Native.function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    /** {@code ssize_t write(int fd, const void *buf, size_t count)}. */
    static final MethodHandle WRITE =
            Native.function("write", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    /** {@code ssize_t pread(int fd, void *buf, size_t count, off_t offset)}. */
    static final MethodHandle PREAD =
            Native.function("pread", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));

    /** {@code ssize_t pwrite(int fd, const void *buf, size_t count, off_t offset)}. */
    static final MethodHandle PWRITE =
            Native.function("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));

    /** {@code off_t lseek(int fd, off_t offset, int whence)}. */
    static final MethodHandle LSEEK =
            Native.function("lseek", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT));

    /** {@code int fdatasync(int fd)}. */
    static final MethodHandle FDATASYNC = Native.function("fdatasync", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** {@code int dup3(int oldfd, int newfd, int flags)}. */
    static final MethodHandle DUP3 =
            Native.function("dup3", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

    /** {@code int pipe2(int pipefd[2], int flags)}. */
    static final MethodHandle PIPE2 = Native.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));

    /** {@code uid_t geteuid(void)}. */
    static final MethodHandle GETEUID = Native.plainFunction("geteuid", FunctionDescriptor.of(JAVA_INT));

    /** {@code gid_t getegid(void)}. */
    static final MethodHandle GETEGID = Native.plainFunction("getegid", FunctionDescriptor.of(JAVA_INT));

    /** {@code pid_t gettid(void)}. */
    static final MethodHandle GETTID = Native.plainFunction("gettid", FunctionDescriptor.of(JAVA_INT));

    private Unistd() {}
}
