package org.umdf4j.host.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.umdf4j.testkit.Rule;

/** {@code umdf4j} as its users meet it: drivers in jars, broken drivers, signals, mistakes, the demo. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ProgramTest {
    /** Does what the length of a write asks for; never finishes leaving D0 if the device is called "stuck". */
    private static final String BROKEN = """
            import org.umdf4j.ddi.*;
            public final class BrokenDriver implements IDriverEntry {
                public HResult onInitialize(IWDFDriver driver) { return HResult.S_OK; }
                public HResult onDeviceAdd(IWDFDriver driver, IWDFDeviceInitialize init) {
                    IWDFDevice device = driver.createDevice(init, STUCK);
                    IQueueCallbackWrite write = (queue, request, length) -> {
                        if (length == 1) throw new IllegalStateException("boom");
                        request.completeWithInformation(HResult.S_OK, length);
                        if (length == 2) request.complete(HResult.S_OK);
                    };
                    device.createIoQueue(write, true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, true, false);
                    return HResult.S_OK;
                }
                public void onDeinitialize(IWDFDriver driver) {}
            }
            """;

    private static final String STUCK = """
            new IPnpCallback() {
                public HResult onD0Entry(IWDFDevice device, WDF_POWER_DEVICE_STATE from) { return HResult.S_OK; }
                public HResult onD0Exit(IWDFDevice device, WDF_POWER_DEVICE_STATE to) {
                    System.err.println("stuck");
                    while (true) { java.util.concurrent.locks.LockSupport.park(); }
                }
                public HResult onQueryRemove(IWDFDevice device) { return HResult.S_OK; }
                public HResult onQueryStop(IWDFDevice device) { return HResult.S_OK; }
                public void onSurpriseRemoval(IWDFDevice device) {}
            }""";

    @TempDir
    Path directory;

    private final List<Umdf4j> started = new ArrayList<>();

    @BeforeEach
    void thereIsFuse() {
        assumeTrue(Files.exists(Path.of("/dev/fuse")), "no /dev/fuse");
    }

    @AfterEach
    void nothingRunsOn() throws Exception {
        for (Umdf4j program : started) {
            if (program.process().isAlive()) {
                program.signal("TERM");
                program.exit();
            }
        }
    }

    private Umdf4j start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    private Umdf4j start(Map<String, String> environment, String... arguments) throws IOException {
        Umdf4j program = Umdf4j.start(directory, environment, arguments);
        started.add(program);
        return program;
    }

    private void refuses(int code, String why, String... arguments) throws Exception {
        Umdf4j program = start(arguments);
        assertThat(program.exit()).as(program.said()).isEqualTo(code);
        assertThat(program.said()).contains(why).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void theReadmesDriverIsADeviceUntilASignal(String signal) throws Exception {
        Umdf4j run = start(
                "run",
                DriverSource.plainJar(directory, "NullDriver", DriverSource.ofReadme())
                        .toString());
        Path file = run.location();
        assertThat(file).isEqualTo(Umdf4j.runtimeDirectory(directory).resolve("null/null"));
        Files.write(file, new byte[4096]);
        assertThat(Umdf4j.succeed(directory, "devices", "--json"))
                .contains("\"device\":\"null\",\"state\":\"started\"");
        run.signal(signal);
        assertThat(run.exit()).as(run.said()).isZero();
        Umdf4j.assertNothingLeft(directory);
    }

    @Test
    void aModuleIsADriverPackageToo() throws Exception {
        Path jar = DriverSource.modularJar(directory, "NullDriver", DriverSource.ofReadme());
        Umdf4j run = start("run", jar + "#null", "--name", "n1");
        Files.write(run.location(), new byte[4096]);
    }

    @Test
    @Rule("HOST-9")
    void aBrokenDriverIsReportedOnceAndStartsAnew() throws Exception {
        Path jar = DriverSource.plainJar(directory, "BrokenDriver", BROKEN.replace("STUCK", "null"));
        Umdf4j run = start("run", jar.toString());
        Path file = run.location();
        assertThatThrownBy(() -> Files.write(file, new byte[1])).isInstanceOf(IOException.class);
        run.awaitError("start it anew");
        assertThat(run.said())
                .containsOnlyOnce("driver 'broken' broke rule HOST-11 in OnWrite")
                .contains("WRITE request");
        assertThat(Umdf4j.succeed(directory, "devices")).contains("failed", "broke rule HOST-11 in OnWrite");
        Umdf4j.succeed(directory, "unplug", "broken");
        Umdf4j.succeed(directory, "plug", "broken");
        Files.write(file, new byte[4096]);
        assertThat(Umdf4j.succeed(directory, "devices")).doesNotContain("HOST-11");
        run.signal("TERM");
        assertThat(run.exit()).isZero();
        assertThat(run.said()).doesNotContain("\tat ");
    }

    @Test
    void aDeviceThatIsOnlyReportedOnGoesOn() throws Exception {
        Path jar = DriverSource.plainJar(directory, "BrokenDriver", BROKEN.replace("STUCK", "null"));
        Umdf4j run = start("run", jar.toString(), "--verifier=report");
        Path file = run.location();
        Files.write(file, new byte[2]);
        run.awaitError("goes on; this is reported once");
        Files.write(file, new byte[2]);
        Files.write(file, new byte[4096]);
        assertThat(run.said()).containsOnlyOnce("broke rule REQ-6 in IWDFIoRequest.complete");
        assertThat(Umdf4j.succeed(directory, "devices", "--json")).contains("\"state\":\"started\"");
        assertThat(Umdf4j.succeed(directory, "trace", "broken")).containsSubsequence("REQ-6", "REQ-6", "4096 bytes");
    }

    @Test
    void theTraceOutlivesWhatEndedTheDevice() throws Exception {
        Path jar = DriverSource.plainJar(directory, "BrokenDriver", BROKEN.replace("STUCK", "null"));
        Umdf4j run = start("run", jar.toString());
        Path file = run.location();
        Umdf4j follow = start("trace", "broken", "--follow");
        assertThat(follow.process().inputReader().readLine()).contains("begins");
        assertThatThrownBy(() -> Files.write(file, new byte[1])).isInstanceOf(IOException.class);
        run.awaitError("start it anew");
        assertThat(Umdf4j.succeed(directory, "trace", "broken", "--last", "200"))
                .containsSubsequence("OnWrite begins: WRITE", "HOST-11", "ended with the terminated device");
        String followed = follow.process().inputReader().readLine();
        while (followed != null && !followed.contains("HOST-11")) {
            followed = follow.process().inputReader().readLine();
        }
        assertThat(followed).contains("broken").contains("HOST-11");
        follow.signal("TERM");
        follow.exit();
    }

    @Test
    void debugOutputHasTheDriversStack() throws Exception {
        Path jar = DriverSource.plainJar(directory, "BrokenDriver", BROKEN.replace("STUCK", "null"));
        Umdf4j run = start(Map.of("UMDF4J_LOG", "DEBUG"), "run", jar.toString());
        Path file = run.location();
        assertThatThrownBy(() -> Files.write(file, new byte[1])).isInstanceOf(IOException.class);
        run.awaitError("start it anew");
        assertThat(run.said()).containsPattern("\tat .*BrokenDriver\\.lambda");
    }

    @Test
    void aSecondSignalDoesNotWaitForADriver() throws Exception {
        Path jar = DriverSource.plainJar(directory, "BrokenDriver", BROKEN.replace("STUCK", STUCK));
        Umdf4j run = start("run", jar.toString());
        run.location();
        run.signal("INT");
        run.awaitError("stuck");
        run.signal("INT");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.said()).contains("ending at once");
        Umdf4j.assertNothingLeft(directory);
    }

    @Test
    void oneOfTwoThatWantTheSameNameAtOnceGetsIt() throws Exception {
        Umdf4j one =
                start("run", "disk", "--set", "size=1M", "--name", "same", "--nbd", "unix:" + directory.resolve("1"));
        Umdf4j other =
                start("run", "disk", "--set", "size=1M", "--name", "same", "--nbd", "unix:" + directory.resolve("2"));
        CompletableFuture.anyOf(one.process().onExit(), other.process().onExit())
                .join();
        Umdf4j refused = one.process().isAlive() ? other : one;
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.said()).contains("'same' is running already");
        assertThat((refused == one ? other : one).process().inputReader().readLine())
                .startsWith("same: nbd+unix:");
    }

    @Test
    void aUsersMistakesAreExplained() throws Exception {
        refuses(3, "'abc'", "run", "disk", "--set", "size=abc");
        refuses(3, "no setting 'sise'; it has image, size", "run", "disk", "--set", "sise=1G");
        refuses(3, "/no/such.img", "run", "disk", "--set", "image=/no/such.img");
        Path full = Files.createDirectory(directory.resolve("full"));
        Files.createFile(full.resolve("mine"));
        refuses(3, full.toString(), "run", "echo", "--fuse", full.toString());
        Path taken = directory.resolve("taken");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(taken));
            refuses(3, taken.toString(), "run", "disk", "--set", "size=1M", "--nbd", "unix:" + taken);
        }
    }

    @Test
    void theDemoLosesNothing() throws Exception {
        Umdf4j demo = start("demo", "--seconds", "3");
        String printed = new String(demo.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.exit()).as(printed + demo.said()).isZero();
        assertThat(printed).containsPattern("(?m)^lost +0 +0$").containsPattern("slept [1-9]");
        Umdf4j.assertNothingLeft(directory);
    }
}
