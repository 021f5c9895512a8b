package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * The receiving half of a connection: cuts what comes into headers and payloads. One system call brings in as many small
 * commands as have come; a large payload goes straight into its command's buffer. The connection's thread only.
 */
final class RequestReader {
    /** A payload with as much to come is not read together with what follows it, which may be as large. */
    private static final int LARGE = 1 << 15;

    private final ScatteringByteChannel channel;
    private final ByteBuffer in;
    private @Nullable ByteBuffer payload;
    private long skipping;
    private boolean ended;

    /** @param in ready to be read from; what it holds comes before what the channel brings */
    RequestReader(ScatteringByteChannel channel, ByteBuffer in) {
        this.channel = channel;
        this.in = in;
    }

    /**
     * Receives once. The channel does not block.
     *
     * @return the bytes that came; negative at the end of the input, which {@link #isEnded} remembers
     */
    long receive() throws IOException {
        ByteBuffer target = payload;
        long count;
        in.compact();
        try {
            if (target == null) {
                count = channel.read(in);
            } else {
                if (target.remaining() >= LARGE) {
                    in.limit(Wire.REQUEST_SIZE);
                }
                count = channel.read(new ByteBuffer[] {target, in});
            }
        } finally {
            in.flip();
        }
        takePayload();
        ended |= count < 0;
        return count;
    }

    /** Whether {@link #receive} has room for more. */
    boolean hasRoom() {
        return payload != null || in.remaining() < in.capacity();
    }

    /** Whether the client sends nothing more. */
    boolean isEnded() {
        return ended;
    }

    /** Whether part of a payload is still to come, to be read or skipped. */
    boolean isAmidPayload() {
        return payload != null || skipping > 0;
    }

    /** Whether there are bytes of a request that has not been taken as a whole. */
    boolean isAmidRequest() {
        return isAmidPayload() || in.hasRemaining();
    }

    /** The bytes that come next go into {@code target}, until it is full. */
    void expect(ByteBuffer target) {
        payload = target;
        takePayload();
    }

    /** As many of the bytes that come next are dropped. */
    void skip(long bytes) {
        skipping = bytes;
        takePayload();
    }

    /** Takes what has come of the payload, so that nothing is left in {@code in} while more of it is to come. */
    private void takePayload() {
        int dropped = (int) Math.min(skipping, in.remaining());
        in.position(in.position() + dropped);
        skipping -= dropped;
        ByteBuffer target = payload;
        if (target != null) {
            int now = Math.min(target.remaining(), in.remaining());
            target.put(target.position(), in, in.position(), now);
            target.position(target.position() + now);
            in.position(in.position() + now);
            payload = target.hasRemaining() ? target : null;
        }
    }

    /** Whether a whole header has come. */
    boolean hasHeader() {
        return in.remaining() >= Wire.REQUEST_SIZE;
    }

    /** Takes a header that has come. */
    RequestHeader takeHeader() throws ProtocolException {
        return RequestHeader.take(in);
    }
}
