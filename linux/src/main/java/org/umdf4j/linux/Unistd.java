package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/** {@code <unistd.h>}. */
final class Unistd {
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
