package org.umdf4j.reflector.nbd;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that says exactly what a test wants it to say. */
final class RawClient implements AutoCloseable {
    /** A reply to an option. */
    record OptionReply(int option, int type, ByteBuffer content) {
        byte[] data() {
            byte[] copy = new byte[content.remaining()];
            content.get(content.position(), copy);
            return copy;
        }
    }

    /** A reply to a command: chunk type -1 is a simple reply. */
    record Reply(int chunkType, int error, long cookie, long offset, ByteBuffer content) {
        byte[] data() {
            byte[] copy = new byte[content.remaining()];
            content.get(content.position(), copy);
            return copy;
        }
    }

    final SocketChannel channel;
    final DataInputStream in;
    final DataOutputStream out;

    RawClient(NbdAddress address) throws IOException {
        SocketAddress where =
                switch (address) {
                    case NbdAddress.Unix unix -> UnixDomainSocketAddress.of(unix.path());
                    case NbdAddress.Tcp tcp -> new InetSocketAddress(tcp.host(), tcp.port());
                };
        channel = SocketChannel.open(where);
        in = new DataInputStream(Channels.newInputStream(channel));
        out = new DataOutputStream(new java.io.BufferedOutputStream(Channels.newOutputStream(channel)));
    }

    /** Takes the greeting and answers with these flags. */
    RawClient greet(int flags) throws IOException {
        check(in.readLong() == Wire.GREETING, "greeting");
        check(in.readLong() == Wire.OPTION_MAGIC, "option magic");
        check(in.readUnsignedShort() == (Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES), "handshake flags");
        out.writeInt(flags);
        out.flush();
        return this;
    }

    /** Handshakes up to transmission; returns this. */
    RawClient go(String name, boolean structured) throws IOException {
        greet(Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES);
        if (structured) {
            option(Wire.OPT_STRUCTURED_REPLY, new byte[0]);
            check(optionReply().type() == Wire.REP_ACK, "structured replies");
        }
        option(Wire.OPT_GO, infoRequest(name));
        OptionReply reply = optionReply();
        while (reply.type() == Wire.REP_INFO) {
            reply = optionReply();
        }
        check(reply.type() == Wire.REP_ACK, "GO was answered with " + reply.type());
        return this;
    }

    static byte[] infoRequest(String name, int... types) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        var data = ByteBuffer.allocate(6 + text.length + 2 * types.length);
        data.putInt(text.length).put(text).putShort((short) types.length);
        for (int type : types) {
            data.putShort((short) type);
        }
        return data.array();
    }

    void option(int option, byte[] data) throws IOException {
        out.writeLong(Wire.OPTION_MAGIC);
        out.writeInt(option);
        out.writeInt(data.length);
        out.write(data);
        out.flush();
    }

    OptionReply optionReply() throws IOException {
        check(in.readLong() == Wire.OPTION_REPLY_MAGIC, "option reply magic");
        int option = in.readInt();
        int type = in.readInt();
        return new OptionReply(option, type, bytes(in.readInt()));
    }

    void command(int flags, int type, long cookie, long offset, long length) throws IOException {
        out.writeInt(Wire.REQUEST_MAGIC);
        out.writeShort(flags);
        out.writeShort(type);
        out.writeLong(cookie);
        out.writeLong(offset);
        out.writeInt((int) length);
        out.flush();
    }

    void write(int flags, long cookie, long offset, byte[] data) throws IOException {
        command(flags, Wire.CMD_WRITE, cookie, offset, data.length);
        out.write(data);
        out.flush();
    }

    /** A simple reply; {@code length} bytes follow if it is a success. */
    Reply simpleReply(int length) throws IOException {
        check(in.readInt() == Wire.SIMPLE_REPLY_MAGIC, "simple reply magic");
        int error = in.readInt();
        long cookie = in.readLong();
        return new Reply(-1, error, cookie, 0, bytes(error == 0 ? length : 0));
    }

    /** One chunk of a structured reply. */
    Reply chunk() throws IOException {
        check(in.readInt() == Wire.STRUCTURED_REPLY_MAGIC, "structured reply magic");
        check(in.readUnsignedShort() == Wire.REPLY_FLAG_DONE, "done");
        int type = in.readUnsignedShort();
        long cookie = in.readLong();
        int length = in.readInt();
        if (type == Wire.REPLY_OFFSET_DATA) {
            return new Reply(type, 0, cookie, in.readLong(), bytes(length - Long.BYTES));
        }
        if (type == Wire.REPLY_ERROR) {
            int error = in.readInt();
            return new Reply(type, error, cookie, 0, bytes(in.readUnsignedShort()));
        }
        return new Reply(type, 0, cookie, 0, bytes(length));
    }

    private ByteBuffer bytes(int length) throws IOException {
        return ByteBuffer.wrap(in.readNBytes(length));
    }

    /** Whether the server has closed the connection, after whatever it still sent. */
    boolean isAtEnd() throws IOException {
        try {
            while (in.read() >= 0) {
                // whatever it still sent
            }
            return true;
        } catch (EOFException end) {
            return true;
        } catch (IOException reset) {
            // Closed with unread input: the kernel resets.
            return true;
        }
    }

    private static void check(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError("wrong " + what);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
