package org.umdf4j.host.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.ThreadScheduler;

/**
 * The fuzzer's target: the control socket takes any bytes. Each whole line gets one answer, an object that says whether it
 * is well, until a line ends the connection; no answer says that something failed inside.
 */
public final class ControlFuzz {
    /** More would only wait for the other end. */
    private static final int LONGEST_INPUT = 1 << 16;

    private static final int LONGEST_ANSWER = 1 << 20;

    private static @Nullable Path socket;

    private ControlFuzz() {}

    /** The fuzzer's entry point. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length > LONGEST_INPUT) {
            return;
        }
        try {
            try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(server()))) {
                Thread sending = Thread.ofPlatform().daemon().start(() -> send(peer, input));
                int answers = answers(peer);
                sending.join();
                assertThat(answers).as("answers").isEqualTo(goodLines(input));
            }
        } catch (InterruptedException | HostException ofOurs) {
            throw new AssertionError(ofOurs);
        } catch (IOException ofOurs) {
            throw new UncheckedIOException(ofOurs);
        }
    }

    /** The socket of a server that lives as long as the process. */
    private static Path server() throws IOException, HostException {
        Path path = socket;
        if (path == null) {
            Path directory = Files.createTempDirectory("control-fuzz");
            directory.toFile().deleteOnExit();
            path = directory.resolve("control");
            path.toFile().deleteOnExit();
            ControlServer.listen(path, new Accepting(), new ThreadScheduler());
            socket = path;
        }
        return path;
    }

    private static void send(SocketChannel peer, byte[] input) {
        ByteBuffer bytes = ByteBuffer.wrap(input);
        try {
            while (bytes.hasRemaining()) {
                peer.write(bytes);
            }
            peer.shutdownOutput();
        } catch (IOException hungUp) {
            // A line that is too long or not text ends the connection.
            assertThat(peer.isConnected()).isTrue();
        }
    }

    private static int answers(SocketChannel peer) {
        LineChannel lines = new LineChannel(peer, LONGEST_ANSWER);
        int answers = 0;
        try {
            for (Optional<String> line = lines.readLine(); line.isPresent(); line = lines.readLine()) {
                answers++;
                check(line.get());
            }
        } catch (IOException reset) {
            // With something of ours unread, the server's end is a reset.
            assertThat(peer.isConnected()).isTrue();
        }
        return answers;
    }

    private static void check(String answer) {
        try {
            assertThat(Json.readObject(answer)).containsKey("ok");
        } catch (Json.MalformedException wrong) {
            throw new AssertionError(answer, wrong);
        }
        assertThat(answer).doesNotContain("internal error");
    }

    /** How many lines there are before the first that ends the connection: too long or not text. */
    private static int goodLines(byte[] input) {
        int lines = 0;
        int start = 0;
        for (int at = 0; at < input.length; at++) {
            if (input[at] == '\n') {
                if (at - start > ControlServer.LONGEST_REQUEST || !isText(ByteBuffer.wrap(input, start, at - start))) {
                    return lines;
                }
                lines++;
                start = at + 1;
            }
        }
        return lines;
    }

    private static boolean isText(ByteBuffer line) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(line);
            return true;
        } catch (CharacterCodingException not) {
            return false;
        }
    }

    /** A host that agrees to everything it can understand and refuses the rest, without devices. */
    private static final class Accepting implements ControlledHost {
        @Override
        public List<DeviceReport> devices() {
            return List.of();
        }

        @Override
        public String perform(Command command, String device) throws HostException {
            if (command == Command.UNPLUG) {
                throw new HostException(Kind.OPERATION, "the driver refused");
            }
            return command.word() + " " + device;
        }

        @Override
        public String plug(String device, String driver, String hardwareId) {
            return device + driver + hardwareId;
        }

        @Override
        public List<RecordedEvent> trace(String device, long since) {
            return List.of();
        }
    }
}
