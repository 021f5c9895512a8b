package org.umdf4j.host.control;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lines of UTF-8 over a socket, each at most so many bytes. One thread reads, one writes; anyone may close, which ends a
 * read that waits.
 */
final class LineChannel implements Closeable {
    private final SocketChannel socket;
    private final ByteBuffer received;

    LineChannel(SocketChannel socket, int longestLine) {
        this.socket = socket;
        received = ByteBuffer.allocate(longestLine + 1);
    }

    /** The line is longer than agreed, or not UTF-8; nothing sensible can be read after it. */
    static final class BadLineException extends IOException {
        private static final long serialVersionUID = 1L;

        BadLineException(String message) {
            super(message);
        }
    }

    /** The next line without its end; empty when the peer has closed, also in the middle of a line. */
    Optional<String> readLine() throws IOException {
        int scanned = 0;
        while (true) {
            for (; scanned < received.position(); scanned++) {
                if (received.get(scanned) == '\n') {
                    return Optional.of(takeLine(scanned));
                }
            }
            if (!received.hasRemaining()) {
                throw new BadLineException("a line is longer than " + (received.capacity() - 1) + " bytes");
            }
            if (socket.read(received) < 0) {
                return Optional.empty();
            }
        }
    }

    private String takeLine(int length) throws BadLineException {
        try {
            ByteBuffer line = received.duplicate().flip().limit(length);
            return StandardCharsets.UTF_8.newDecoder().decode(line).toString();
        } catch (CharacterCodingException notText) {
            throw new BadLineException("a line is not UTF-8");
        } finally {
            received.flip().position(length + 1);
            received.compact();
        }
    }

    void writeLine(String line) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
