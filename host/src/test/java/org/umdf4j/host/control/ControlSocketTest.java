package org.umdf4j.host.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umdf4j.framework.recorder.EventKind;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.framework.stack.PnpSettings;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.DeviceReport.DriverReport;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.RuntimeDirectory;
import org.umdf4j.host.ThreadScheduler;

@Timeout(30)
class ControlSocketTest {
    private static final DeviceReport REPORT = new DeviceReport(
            "disk",
            "started",
            List.of(new DriverReport(
                    "disk",
                    "started",
                    "D0",
                    new PnpSettings(Map.of("NOT_DISABLEABLE", true), Map.of("REMOVABLE", false)),
                    List.of(new QueueStatus("default queue", "parallel", true, "ready", 3, 4)))),
            List.of("/mnt/disk", "nbd+unix:///disk?socket=/run/x"),
            2,
            "");

    @TempDir
    Path parent;

    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private RuntimeDirectory directory;
    private ControlServer server;

    @BeforeEach
    void listen() throws HostException {
        directory = RuntimeDirectory.open(
                Map.of("UMDF4J_RUNTIME_DIR", parent.resolve("run").toString()));
        server = ControlServer.listen(directory.ownControlSocket(), new OneDisk(), scheduler);
    }

    @AfterEach
    void close() throws IOException {
        release.countDown();
        server.close();
        scheduler.close();
        assertThat(directory.path()).isEmptyDirectory();
    }

    @Test
    void directoryAndSocketAreTheUsersAlone() throws IOException {
        assertThat(mode(directory.path())).isEqualTo("rwx------");
        assertThat(mode(directory.ownControlSocket())).isEqualTo("rw-------");
    }

    @Test
    void aReportArrivesAsItWasSent() throws HostException {
        assertThat(new ControlClient(directory).devices().devices())
                .extracting(ControlClient.HostedReport::report)
                .containsExactly(REPORT);
    }

    @Test
    void aPackageToPlugInArrivesAsItWasNamed() throws HostException {
        assertThat(new ControlClient(directory).plug("disk", "/a/meter.jar", "ACME\\Meter"))
                .isEqualTo("disk from /a/meter.jar as ACME\\Meter");
    }

    @Test
    void recordedEventsArriveAsTheyWere() throws HostException {
        assertThat(new ControlClient(directory).trace("disk", 1)).isEqualTo(EVENTS);
        assertThat(new ControlClient(directory).trace("disk", 2)).isEqualTo(EVENTS.subList(1, 2));
    }

    @Test
    void aRefusalArrivesWithItsKindAndWords() {
        assertThatThrownBy(() -> new ControlClient(directory).perform(ControlledHost.Command.UNPLUG, "disk"))
                .isInstanceOfSatisfying(HostException.class, said -> {
                    assertThat(said.kind()).isEqualTo(Kind.OPERATION);
                    assertThat(said).hasMessage("the driver refused");
                });
    }

    @Test
    void aCommandThatBlocksKeepsNobodyElseWaiting() throws Exception {
        try (SocketChannel slow = connect()) {
            send(slow, "{\"command\":\"suspend\",\"device\":\"disk\"}\n");
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(new ControlClient(directory).devices().devices()).hasSize(1);
            release.countDown();
            assertThat(receive(slow)).contains("\"ok\":true");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "devices",
                "[]",
                "{}",
                "{\"command\":7}",
                "{\"command\":\"explode\",\"device\":\"disk\"}",
                "{\"command\":\"suspend\"}",
                "{\"command\":\"suspend\",\"device\":\"../../etc\"}",
                "{\"command\":\"suspend\",\"device\":\"disk\",\"device\":\"disk\"}",
                "{\"command\":\"devices\"} {\"command\":\"devices\"}",
                "{\"command\":null}",
                "{\"a\":[[[[[[[[[[[[]]]]]]]]]]]]}",
                "{\"a\":99999999999999999999999999999}"
            })
    void aWrongRequestGetsAnErrorAndTheConnectionGoesOn(String request) throws IOException {
        try (SocketChannel peer = connect()) {
            send(peer, request + "\n");
            assertThat(receive(peer)).contains("\"ok\":false").contains("\"kind\":\"USAGE\"");
            send(peer, "{\"command\":\"devices\"}\n");
            assertThat(receive(peer)).contains("\"ok\":true");
        }
    }

    @Test
    void aLineWithoutEndCostsOnlyItsConnection() throws Exception {
        try (SocketChannel peer = connect()) {
            assertThatThrownBy(() -> {
                        send(peer, "x".repeat(ControlServer.LONGEST_REQUEST + 1));
                        receive(peer);
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(new ControlClient(directory).devices().devices()).hasSize(1);
    }

    @Test
    void randomBytesCostOnlyTheirConnection() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ControlSocketTest.randomBytes seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[random.nextInt(2000)];
            random.nextBytes(bytes);
            try (SocketChannel peer = connect()) {
                send(peer, new String(bytes, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(new ControlClient(directory).devices().devices()).hasSize(1);
    }

    @Test
    void theSocketOfADeadHostIsRemoved() throws Exception {
        Path stale = directory.path().resolve("host-0.control");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(stale));
        dead.close();
        assertThat(stale).exists();
        assertThat(new ControlClient(directory).devices().devices()).hasSize(1);
        assertThat(stale).doesNotExist();
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.ownControlSocket()));
    }

    private static void send(SocketChannel peer, String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        while (bytes.hasRemaining()) {
            peer.write(bytes);
        }
    }

    private static String receive(SocketChannel peer) throws IOException {
        return new LineChannel(peer, 1 << 20).readLine().orElseThrow(() -> new IOException("closed"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static final List<RecordedEvent> EVENTS = List.of(
            new RecordedEvent(1, 10, "fuse \"1\"", "disk", EventKind.CALLBACK_BEGIN, "OnRead", 17, ""),
            new RecordedEvent(2, 25, "fuse \"1\"", "disk", EventKind.CALL, "complete", 17, "S_OK, 512 bytes"));

    private final class OneDisk implements ControlledHost {
        @Override
        public List<DeviceReport> devices() {
            return List.of(REPORT);
        }

        @Override
        public String plug(String device, String driver, String hardwareId) {
            return device + " from " + driver + " as " + hardwareId;
        }

        @Override
        public List<RecordedEvent> trace(String device, long since) {
            return EVENTS.stream().filter(event -> event.sequence() >= since).toList();
        }

        @Override
        public String perform(Command command, String device) throws HostException {
            if (command == Command.SUSPEND) {
                blocked.countDown();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    throw new HostException(Kind.OPERATION, "interrupted", interrupted);
                }
                return "suspended";
            }
            throw new HostException(Kind.OPERATION, "the driver refused");
        }
    }
}
