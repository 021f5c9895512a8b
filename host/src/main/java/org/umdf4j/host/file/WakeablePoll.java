package org.umdf4j.host.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * A wait for a descriptor that another thread can end. One thread waits; any thread wakes. Whoever made it closes it when
 * nobody waits any more.
 */
public final class WakeablePoll implements AutoCloseable {
    private static final int DRAINED_BYTES = 64;

    private final int fd;
    private final short events;
    private final int wake;
    private final int wakeUp;
    private final MemorySegment drained = Arena.ofAuto().allocate(DRAINED_BYTES);

    /**
     * @param fd remains the caller's
     * @param events what to wait for: {@link Linux#POLLIN} or {@link Linux#POLLOUT}
     * @throws IOException if there is no descriptor left to be woken by
     */
    public WakeablePoll(int fd, short events) throws IOException {
        int[] ends = new int[2];
        int made = Linux.pipe2(ends, Linux.O_CLOEXEC | Linux.O_NONBLOCK);
        if (made < 0) {
            throw new IOException("no pipe to be woken by: errno " + -made);
        }
        this.fd = fd;
        this.events = events;
        this.wake = ends[0];
        this.wakeUp = ends[1];
    }

    /**
     * Blocks until the descriptor is ready, has an error or has lost its other end, or {@link #wake} is called, perhaps
     * before.
     *
     * @return whether the descriptor was not the reason
     */
    public boolean awaitOrWake() {
        int[] descriptors = {fd, wake};
        short[] wanted = {events, Linux.POLLIN};
        boolean[] ready = new boolean[2];
        int result;
        do {
            result = Linux.poll(descriptors, wanted, ready);
        } while (result == -Errno.EINTR);
        if (result < 0) {
            throw new IllegalStateException("poll: errno " + -result); // of our own descriptors it can only be a bug
        }
        if (ready[1]) {
            var _ = Linux.read(wake, drained, DRAINED_BYTES);
        }
        return ready[1];
    }

    /** Ends the wait, or the next one. */
    public void wake() {
        long written = Linux.write(wakeUp, drained, 1);
        assert written == 1 || written == -Errno.EAGAIN : "a full pipe wakes as well: " + written;
    }

    @Override
    public void close() {
        var _ = Linux.close(wake);
        var _ = Linux.close(wakeUp);
    }
}
