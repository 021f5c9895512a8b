package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Programs that people use with NBD, on a device in memory; over both transports, completing inline and on other threads. */
@ParameterizedClass
@EnumSource(RealClientsTest.World.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealClientsTest {
    enum World {
        UNIX_INLINE,
        UNIX_THREADS,
        TCP_THREADS
    }

    private static final int SIZE = 32 << 20;

    private final World world;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Leftovers leftovers = new Leftovers();

    @TempDir
    Path directory;

    private MemoryPort port;
    private NbdServer server;
    private NbdExport export;

    RealClientsTest(World world) {
        this.world = world;
    }

    @BeforeEach
    void serve() throws Exception {
        leftovers.note();
        port = new MemoryPort("disk", SIZE);
        if (world != World.UNIX_INLINE) {
            port.on(threads);
        }
        String address = world == World.TCP_THREADS ? "tcp:127.0.0.1:0" : "unix:" + directory.resolve("s");
        server = NbdServer.listen(NbdAddress.parse(address));
        export = server.export(port);
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        threads.shutdownNow();
        port.close();
        assertThat(directory.resolve("s")).doesNotExist();
        leftovers.check();
    }

    @Test
    void nbdinfoShowsTheExport() throws Exception {
        String shown = Program.named("nbdinfo").run(export.uri());
        assertThat(shown)
                .contains("export-size: " + SIZE)
                .contains("can_multi_conn: true")
                .contains("can_flush: true")
                .contains("can_df: true")
                .contains("is_read_only: false")
                .contains("block_size_maximum: " + Wire.MAX_PAYLOAD);
        assertThat(Program.named("nbdinfo").run("--list", export.uri())).contains("export=\"disk\"");
    }

    @Test
    void nbdcopyBringsBackWhatItTookThere() throws Exception {
        Program nbdcopy = Program.named("nbdcopy");
        Path image = randomImage(11);
        Path copy = directory.resolve("copy");
        nbdcopy.run(image.toString(), export.uri());
        nbdcopy.run("--connections=4", "--requests=32", export.uri(), copy.toString());
        assertThat(Files.mismatch(image, copy)).isEqualTo(-1);
        assertThat(port.bytes().asByteBuffer().compareTo(java.nio.ByteBuffer.wrap(Files.readAllBytes(image))))
                .isZero();
    }

    @Test
    void qemuImgConvertsComparesAndReads() throws Exception {
        Program qemu = Program.named("qemu-img");
        Path image = randomImage(12);
        qemu.run("convert", "-n", "-f", "raw", "-O", "raw", image.toString(), export.uri());
        assertThat(qemu.run("compare", "-f", "raw", "-F", "raw", image.toString(), export.uri()))
                .contains("identical");
        assertThat(qemu.run("info", "-f", "raw", export.uri())).contains("(" + SIZE + " bytes)");
        qemu.run("bench", "-f", "raw", "-c", "2000", "-d", "32", "-s", "16384", export.uri());
        qemu.run("bench", "-f", "raw", "-w", "-c", "2000", "-d", "16", "--flush-interval=64", export.uri());
    }

    @Test
    void qemuIoWritesZeroesTrimsAndFlushes() throws Exception {
        Program qemu = Program.named("qemu-io");
        qemu.run(
                "-f",
                "raw",
                "-t",
                "writeback",
                "-c",
                "write -P 0x5a 4096 1M",
                "-c",
                "read -P 0x5a 4096 1M",
                "-c",
                "write -z 8192 64k",
                "-c",
                "read -P 0 8192 64k",
                "-c",
                "write -z -u 128k 64k",
                "-c",
                "discard 512k 64k",
                "-c",
                "write -f -P 0x33 1M 8k",
                "-c",
                "flush",
                "-c",
                "read -P 0x33 1M 8k",
                export.uri());
        assertThat(port.trims).hasPositiveValue();
        assertThat(port.flushes).hasPositiveValue();
    }

    @Test
    void fioVerifiesMixedSizesAndDepths() throws Exception {
        Program fio = Program.named("fio");
        fio.needs("--enghelp", "nbd");
        for (int depth : new int[] {1, 32}) {
            fio.run(
                    "--name=verify",
                    "--ioengine=nbd",
                    "--uri=" + export.uri(),
                    "--rw=randrw",
                    "--bsrange=512-256k",
                    "--size=" + SIZE,
                    "--iodepth=" + depth,
                    "--verify=crc32c",
                    "--verify_state_save=0",
                    "--randseed=42",
                    "--fsync=50",
                    "--directory=" + directory);
        }
    }

    @Test
    void tenClientsAtOnceAllGetTheirOwnBytes() throws Exception {
        Program nbdcopy = Program.named("nbdcopy");
        Path image = randomImage(13);
        nbdcopy.run(image.toString(), export.uri());
        List<Program.Running> running = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Path copy = directory.resolve("copy" + i);
            running.add(nbdcopy.start("--connections=2", export.uri(), copy.toString()));
        }
        for (int i = 0; i < 10; i++) {
            running.get(i).finish();
            assertThat(Files.mismatch(image, directory.resolve("copy" + i))).isEqualTo(-1);
        }
    }

    @Test
    void aClientKilledInMidRequestLeavesNothingBehind() throws Exception {
        Program qemu = Program.named("qemu-img");
        port.hold();
        Program.Running client = qemu.start("bench", "-f", "raw", "-c", "1000", "-d", "16", export.uri());
        Eventually.is("requests are in the device", () -> port.held.size() >= 16);
        client.kill();
        Eventually.is("its requests are cancelled and its open is closed", () -> port.open.isEmpty());
        assertThat(port.canceled).hasValueGreaterThanOrEqualTo(16);
        port.release();
        assertThat(Program.named("nbdinfo").run("--size", export.uri())).contains("" + SIZE);
    }

    private Path randomImage(long seed) throws Exception {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        // Some nothing, so that zeroing and holes take part.
        java.util.Arrays.fill(bytes, SIZE / 4, SIZE / 2, (byte) 0);
        return Files.write(directory.resolve("image" + seed), bytes);
    }
}
