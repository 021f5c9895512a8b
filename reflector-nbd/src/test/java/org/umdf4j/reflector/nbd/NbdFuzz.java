package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The fuzzer's target: a connection takes any bytes, in one piece or byte by byte, from the greeting on, and comes to an
 * end; every request and every open of the device has ended then, and the device has seen no range beyond its end.
 *
 * <p>An input's first byte says how large the pieces are, the rest is what the client sends. What the device may lack
 * follows from the same byte.
 */
public final class NbdFuzz {
    private static final int DEVICE_BYTES = 1 << 20;

    /** Nothing of a run is left in it. */
    private static @Nullable Bench bench;

    private NbdFuzz() {}

    /** The fuzzer's entry point. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        try {
            bench().serve(input);
        } catch (IOException ofOurs) {
            throw new UncheckedIOException(ofOurs);
        }
    }

    private static Bench bench() throws IOException {
        Bench here = bench;
        if (here == null) {
            here = new Bench();
            bench = here;
        }
        return here;
    }

    /** A server whose connections are served on the caller's thread. */
    private static final class Bench {
        private final ServerSocketChannel meeting = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        private final NbdServer server;
        private final MemoryPort port = new MemoryPort("disk", DEVICE_BYTES);

        Bench() throws IOException {
            Path directory = Files.createTempDirectory("nbd-fuzz");
            Path socket = directory.resolve("clients");
            meeting.bind(UnixDomainSocketAddress.of(socket));
            server = NbdServer.listen(NbdAddress.parse("unix:" + directory.resolve("server")));
            server.export(port);
            directory.toFile().deleteOnExit();
            socket.toFile().deleteOnExit();
        }

        void serve(byte[] input) throws IOException {
            int choice = Byte.toUnsignedInt(input[0]);
            MemoryPort.Lacks[] lacks = MemoryPort.Lacks.values();
            port.without(
                    choice < 128 ? new MemoryPort.Lacks[0] : new MemoryPort.Lacks[] {lacks[choice % lacks.length]});
            try (SocketChannel client = SocketChannel.open(meeting.getLocalAddress())) {
                SocketChannel accepted = meeting.accept();
                Thread sending = Thread.ofPlatform().daemon().start(() -> send(client, input, 1 + choice % 128));
                Thread receiving = Thread.ofPlatform().daemon().start(() -> drain(client));
                new Connection(server, accepted, Duration.ofSeconds(10)).run();
                sending.join();
                receiving.join();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
            assertThat(port.outstanding).as("requests in the device").isEmpty();
            assertThat(port.open).as("opens").isEmpty();
        }

        private static void send(SocketChannel client, byte[] input, int piece) {
            try {
                for (int at = 1; at < input.length; at += piece) {
                    ByteBuffer next = ByteBuffer.wrap(input, at, Math.min(piece, input.length - at));
                    while (next.hasRemaining()) {
                        client.write(next);
                    }
                }
                client.shutdownOutput();
            } catch (IOException hungUp) {
                // The server may do so at any point.
                assertThat(client.isConnected()).isTrue();
            }
        }

        private static void drain(SocketChannel client) {
            ByteBuffer replies = ByteBuffer.allocate(1 << 16);
            try {
                while (client.read(replies.clear()) >= 0) {
                    assertThat(replies.position()).isPositive();
                }
            } catch (IOException hungUp) {
                // With something of ours unread, the server's end is a reset.
                assertThat(client.isConnected()).isTrue();
            }
        }
    }
}
