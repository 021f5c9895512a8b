package org.umdf4j.reflector.fuse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel says a thread is doing. */
final class ThreadState {
    private ThreadState() {}

    /**
     * Whether the kernel still has a thread of this process. A Java thread has ended a little before.
     *
     * @param threadId the kernel's number of it
     */
    static boolean exists(int threadId) {
        return Files.exists(Path.of("/proc/self/task/" + threadId));
    }

    /**
     * Whether a thread of this process sleeps, as opposed to running or wanting to. Java's own thread states do not tell:
     * a thread that waits in a system call is "runnable" to Java.
     *
     * @param threadId the kernel's number of it
     */
    static boolean isAsleep(int threadId) {
        try {
            // "number (name) state …"; the name may hold anything, parentheses included.
            byte[] line = Files.readAllBytes(Path.of("/proc/self/task/" + threadId + "/stat"));
            String text = new String(line, StandardCharsets.ISO_8859_1);
            return text.charAt(text.lastIndexOf(')') + 2) != 'R';
        } catch (IOException ended) {
            return false;
        }
    }
}
