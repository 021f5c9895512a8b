package org.umdf4j.host.demo;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The smallest NBD client that is one: fixed newstyle handshake with EXPORT_NAME, simple replies, one request at a time.
 * Numbers are those of the protocol's public specification.
 */
public final class NbdClient implements Disk {
    private static final long MAGIC = 0x4e42_444d_4147_4943L;
    private static final long OPTION_MAGIC = 0x4948_4156_454f_5054L;
    private static final int REQUEST_MAGIC = 0x2560_9513;
    private static final int SIMPLE_REPLY_MAGIC = 0x6744_6698;
    private static final int FIXED_NEWSTYLE = 1;
    private static final int NO_ZEROES = 2;
    private static final int OPTION_EXPORT_NAME = 1;
    private static final short READ = 0;
    private static final short WRITE = 1;
    private static final short DISCONNECT = 2;
    private static final short FLUSH = 3;

    private final SocketChannel socket;
    private final ByteBuffer header = ByteBuffer.allocate(28);
    private final ByteBuffer reply = ByteBuffer.allocate(16);
    private long cookie;

    private NbdClient(SocketChannel socket) {
        this.socket = socket;
    }

    /** Connects to an export on a Unix socket. */
    public static NbdClient connect(Path path, String export) throws IOException {
        SocketChannel socket = SocketChannel.open(UnixDomainSocketAddress.of(path));
        try {
            NbdClient client = new NbdClient(socket);
            client.shakeHands(export);
            return client;
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    private void shakeHands(String export) throws IOException {
        ByteBuffer greeting = receive(ByteBuffer.allocate(18));
        if (greeting.getLong() != MAGIC || greeting.getLong() != OPTION_MAGIC) {
            throw new IOException("not an NBD server");
        }
        int flags = greeting.getShort() & (FIXED_NEWSTYLE | NO_ZEROES);
        byte[] name = export.getBytes(StandardCharsets.UTF_8);
        send(ByteBuffer.allocate(4 + 16 + name.length)
                .putInt(flags)
                .putLong(OPTION_MAGIC)
                .putInt(OPTION_EXPORT_NAME)
                .putInt(name.length)
                .put(name)
                .flip());
        // Size and transmission flags; without NO_ZEROES 124 bytes of nothing follow.
        receive(ByteBuffer.allocate(8 + 2 + ((flags & NO_ZEROES) == 0 ? 124 : 0)));
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
        request(READ, offset, target.remaining());
        awaitReply();
        fill(target);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
        request(WRITE, offset, source.remaining());
        send(source);
        awaitReply();
    }

    @Override
    public void flush() throws IOException {
        request(FLUSH, 0, 0);
        awaitReply();
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            request(DISCONNECT, 0, 0);
        }
    }

    private void request(short type, long offset, int length) throws IOException {
        cookie++;
        send(header.clear()
                .putInt(REQUEST_MAGIC)
                .putShort((short) 0)
                .putShort(type)
                .putLong(cookie)
                .putLong(offset)
                .putInt(length)
                .flip());
    }

    private void awaitReply() throws IOException {
        receive(reply);
        int magic = reply.getInt();
        int error = reply.getInt();
        if (magic != SIMPLE_REPLY_MAGIC || reply.getLong() != cookie) {
            throw new IOException("an answer that is not to our request");
        }
        if (error != 0) {
            throw new IOException("NBD error " + error);
        }
    }

    private ByteBuffer receive(ByteBuffer buffer) throws IOException {
        fill(buffer.clear());
        return buffer.flip();
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (socket.read(buffer) < 0) {
                throw new EOFException("the NBD server closed the connection");
            }
        }
    }

    private void send(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            socket.write(buffer);
        }
    }
}
