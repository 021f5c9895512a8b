package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.umdf4j.linux.Linux;

/**
 * The kernel's end of a session: a socket that keeps frames apart, as {@code /dev/fuse} does. One thread sends, one takes
 * the replies.
 */
final class FakeKernel implements AutoCloseable {
    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment sent = arena.allocate(1 << 18, 8);
    private final MemorySegment received = arena.allocate(1 << 18, 8);
    private boolean open = true;

    /** What the session's descriptor is to be; the session's from then on. */
    final int sessionFd;

    FakeKernel() {
        int[] ends = new int[2];
        assertThat(Linux.socketpair(Linux.SOCK_SEQPACKET, ends)).isZero();
        fd = ends[0];
        sessionFd = ends[1];
    }

    /** A reply; {@code error} is 0 or negative. */
    record Reply(long unique, int error, ByteBuffer content) {
        byte[] data() {
            byte[] copy = new byte[content.remaining()];
            content.get(content.position(), copy);
            return copy;
        }
    }

    void send(byte[] frame) {
        MemorySegment.copy(frame, 0, sent, JAVA_BYTE, 0, frame.length);
        assertThat(Linux.write(fd, sent, frame.length)).isEqualTo(frame.length);
    }

    /** Waits for the next reply, within the test's time limit. */
    Reply reply() {
        return replyOrEnd().orElseThrow(() -> new AssertionError("the session has hung up"));
    }

    /** Waits for the next reply; none when the session has hung up. */
    Optional<Reply> replyOrEnd() {
        long length = Linux.read(fd, received, received.byteSize());
        if (length == 0) {
            return Optional.empty();
        }
        assertThat(length).as("length of the reply").isGreaterThanOrEqualTo(16);
        ByteBuffer bytes =
                ByteBuffer.wrap(received.asSlice(0, length).toArray(JAVA_BYTE)).order(ByteOrder.nativeOrder());
        assertThat(bytes.getInt()).isEqualTo((int) length);
        int error = bytes.getInt();
        long unique = bytes.getLong();
        return Optional.of(new Reply(unique, error, bytes));
    }

    /** Sends a frame and requires the next reply to be its, with this error. */
    Reply ask(byte[] frame, int error) {
        send(frame);
        Reply reply = reply();
        assertThat(reply.unique())
                .isEqualTo(ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder()).getLong(8));
        assertThat(reply.error()).as("error of %s", reply.unique()).isEqualTo(error);
        return reply;
    }

    /** Hangs up. */
    @Override
    public void close() {
        if (open) {
            open = false;
            Linux.close(fd);
            arena.close();
        }
    }
}
