package org.umdf4j.reflector.fuse;

import static org.umdf4j.reflector.fuse.FuseProtocol.OUT_HEADER_BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * The descriptor of the connection: requests are read from it and replies written to it. Any thread.
 *
 * <p>One descriptor for all readers, not a clone ({@code FUSE_DEV_IOC_CLONE}) for each: what a clone has read dies with
 * the clone, and a successor of this host is to inherit the requests with the descriptor.
 */
final class Descriptor implements Transport {
    private final int fd;
    private final FaultLog faults;
    private final BufferPool pool;

    /** Ready from {@link #stop} on; below 0 if readers wait in {@code read(2)}, where nothing of ours wakes them. */
    private final int stop;

    private volatile boolean polls;

    /**
     * @param fd an open {@code /dev/fuse} of a mount; the descriptor owns it from now on
     * @param maxBuffers the limit of {@link #pool}
     * @param polls whether readers can be woken by {@link #stop}, at the price of a system call more when none is there:
     *     for a connection whose requests may come by rings
     */
    Descriptor(int fd, FaultLog faults, int maxBuffers, boolean polls) {
        this.fd = fd;
        this.faults = faults;
        pool = new BufferPool(this, maxBuffers);
        stop = polls ? Linux.eventfd() : -1;
        this.polls = stop >= 0 && Linux.fcntlNonblock(fd, true) >= 0;
    }

    int fd() {
        return fd;
    }

    /** The buffers that frames are read into. */
    BufferPool pool() {
        return pool;
    }

    /** Waits for the next frame. Returns its length, 0 at the end of a test's socket or the readers', or -errno. */
    long receive(RequestBuffer buffer) {
        MemorySegment incoming = buffer.incoming();
        boolean[] ready = new boolean[0];
        while (true) {
            long result = Linux.read(fd, incoming, incoming.byteSize());
            if (result != -Errno.EAGAIN || stop < 0) {
                return result;
            }
            ready = ready.length == 0 ? new boolean[2] : ready;
            Linux.poll(new int[] {fd, stop}, new short[] {Linux.POLLIN, Linux.POLLIN}, ready);
            if (ready[1]) {
                return 0;
            }
        }
    }

    /** Whether readers wait in {@code poll(2)}, where {@link #stop} wakes them. */
    boolean polls() {
        return polls;
    }

    /** Readers are to wait in {@code read(2)} after all: the cheapest way, if every request comes here. */
    void readOnly() {
        if (polls) {
            polls = false;
            Linux.fcntlNonblock(fd, false);
        }
    }

    /** Wakes the readers that poll, for good. */
    void stop() {
        if (stop >= 0) {
            Linux.eventfd_write(stop);
        }
    }

    @Override
    public boolean send(RequestBuffer buffer, MemorySegment reply, int bytes) {
        return write(reply, bytes);
    }

    @Override
    public boolean sendErrorApart(long unique, int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment reply = arena.allocate(OUT_HEADER_BYTES, Long.BYTES);
            RequestBuffer.header(reply, unique, errno, OUT_HEADER_BYTES);
            return write(reply, OUT_HEADER_BYTES);
        }
    }

    @Override
    public boolean waitsForReaders() {
        return true;
    }

    @Override
    public void put(RequestBuffer buffer) {
        pool.put(buffer);
    }

    @Override
    public void lose(RequestBuffer buffer) {
        pool.lose(buffer);
    }

    /**
     * Makes the descriptor mean nothing: the kernel ends the connection with what is still waiting there, and late
     * replies go nowhere. No reader may be waiting in {@link #receive}.
     */
    void disconnect() {
        int nowhere = Linux.open("/dev/null", Linux.O_RDWR | Linux.O_CLOEXEC);
        if (nowhere >= 0) {
            Linux.dup3(nowhere, fd, Linux.O_CLOEXEC);
            Linux.close(nowhere);
        }
    }

    /** Closes the descriptor. Nobody uses it any more. */
    void close() {
        Linux.close(fd);
        if (stop >= 0) {
            Linux.close(stop);
        }
    }

    private boolean write(MemorySegment reply, int bytes) {
        long result = Linux.write(fd, reply, bytes);
        if (result == bytes) {
            return true;
        }
        // ENOENT: the program was killed or the connection was aborted, nobody waits for this reply. ENODEV and EPERM:
        // the mount is gone. All three are the end of a request's life, not a fault.
        if (result != -Errno.ENOENT && result != -Errno.ENODEV && result != -Errno.EPERM) {
            faults.report(Fault.REPLY_REFUSED, "result " + result + " for " + bytes + " bytes");
        }
        return false;
    }
}
