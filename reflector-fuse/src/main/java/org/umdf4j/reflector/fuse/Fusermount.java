package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/** The setuid program {@code fusermount3}, which mounts for users who may not. */
final class Fusermount {
    private static final String PROGRAM = "fusermount3";
    /** The descriptor the program finds its end of the socket at; 2 is its standard error. */
    private static final int SOCKET_IN_CHILD = 3;
    /** More of an error message nobody wants to read. */
    private static final int MESSAGE_BYTES = 1024;

    private Fusermount() {}

    /**
     * Mounts on {@code target}.
     *
     * @return the descriptor of the connection
     */
    static int mount(String target, String options) throws IOException {
        int[] socket = new int[2];
        int[] errors = new int[2];
        check(Linux.socketpair(Linux.SOCK_STREAM, socket), "socketpair");
        int piped = Linux.pipe2(errors, Linux.O_CLOEXEC);
        if (piped < 0) {
            Linux.close(socket[0]);
            Linux.close(socket[1]);
            check(piped, "pipe2");
        }
        int pid =
                Linux.posix_spawnp(List.of(PROGRAM, "-o", options, "--", target), environment(), errors[1], socket[1]);
        Linux.close(errors[1]);
        Linux.close(socket[1]);
        try {
            if (pid < 0) {
                throw new IOException(pid == -Errno.ENOENT ? PROGRAM + " is not installed" : failed(pid, PROGRAM));
            }
            int descriptor = Linux.recvmsg(socket[0]);
            String message = readMessage(errors[0]);
            int status = Linux.waitpid(pid);
            if (descriptor >= 0 && status == 0) {
                return descriptor;
            }
            if (descriptor >= 0) {
                Linux.close(descriptor);
            }
            throw new IOException(message.isEmpty() ? failed(descriptor, PROGRAM) : message);
        } finally {
            Linux.close(errors[0]);
            Linux.close(socket[0]);
        }
    }

    /** Detaches a mount of this user. */
    static void unmount(String target) throws IOException {
        Process process = new ProcessBuilder(PROGRAM, "-u", "-z", "--", target)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String message = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(message);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException(PROGRAM + " was interrupted", stop);
        }
    }

    private static List<String> environment() {
        String path = System.getenv("PATH");
        return List.of("_FUSE_COMMFD=" + SOCKET_IN_CHILD, "PATH=" + (path == null ? "/usr/bin:/bin" : path));
    }

    /** What the program wrote to its standard error until it ended. */
    private static String readMessage(int pipe) {
        StringBuilder message = new StringBuilder();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(MESSAGE_BYTES);
            long got = Linux.read(pipe, buffer, MESSAGE_BYTES);
            while (got > 0 || got == -Errno.EINTR) {
                if (got > 0 && message.length() < MESSAGE_BYTES) {
                    message.append(new String(buffer.asSlice(0, got).toArray(JAVA_BYTE), StandardCharsets.UTF_8));
                }
                got = Linux.read(pipe, buffer, MESSAGE_BYTES);
            }
        }
        return message.toString().trim();
    }

    private static void check(int result, String call) throws IOException {
        if (result < 0) {
            throw new IOException(failed(result, call));
        }
    }

    private static String failed(int result, String what) {
        return what + " failed with errno " + -result;
    }
}
