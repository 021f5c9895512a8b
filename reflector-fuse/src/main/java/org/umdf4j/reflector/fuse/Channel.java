package org.umdf4j.reflector.fuse;

import static org.umdf4j.reflector.fuse.FuseProtocol.OUT_HEADER_BYTES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * The descriptor requests come from and replies go to. Any thread.
 *
 * <p>One descriptor for all readers, not a clone ({@code FUSE_DEV_IOC_CLONE}) for each: what a clone has read dies with
 * the clone, and a successor of this host is to inherit the requests with the descriptor.
 */
final class Channel {
    private final int fd;
    private final FaultLog faults;

    /** @param fd an open {@code /dev/fuse} of a mount; the channel owns it from now on */
    Channel(int fd, FaultLog faults) {
        this.fd = fd;
        this.faults = faults;
    }

    /** Waits for the next frame. Returns its length, 0 at the end of a test's socket, or {@code -errno}. */
    long receive(RequestBuffer buffer) {
        MemorySegment incoming = buffer.incoming();
        return Linux.read(fd, incoming, incoming.byteSize());
    }

    /** Answers with {@code dataBytes} of the buffer's data. */
    boolean reply(RequestBuffer buffer, long unique, int dataBytes) {
        return send(buffer.reply(unique, 0, dataBytes), OUT_HEADER_BYTES + dataBytes);
    }

    /** Answers an ioctl with {@code dataBytes} of the buffer's control output. */
    boolean replyControl(RequestBuffer buffer, long unique, int dataBytes) {
        return send(
                buffer.controlReply(unique, dataBytes), OUT_HEADER_BYTES + FuseProtocol.IOCTL_OUT_BYTES + dataBytes);
    }

    /** Answers with an error, positive, or with plain success when it is 0. */
    boolean replyError(RequestBuffer buffer, long unique, int errno) {
        return send(buffer.reply(unique, errno, 0), OUT_HEADER_BYTES);
    }

    /** As {@link #replyError}, from memory of its own: somebody may still write to the request's buffer. */
    boolean replyErrorApart(long unique, int errno) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment reply = arena.allocate(OUT_HEADER_BYTES, Long.BYTES);
            RequestBuffer.header(reply, unique, errno, OUT_HEADER_BYTES);
            return send(reply, OUT_HEADER_BYTES);
        }
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

    /** Closes the descriptor. Nobody uses the channel any more. */
    void close() {
        Linux.close(fd);
    }

    /** Returns whether the kernel took the reply. */
    private boolean send(MemorySegment reply, int bytes) {
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
