package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.host.HostedDevice;

/**
 * The samples' package, model TracedFile: a filter on a real file and on a real block device (UmdfDispatcher=FileHandle),
 * used by {@code fio}, which checks every block it has written, and by {@code dd}, while the device sleeps and wakes.
 */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class FilteredFileTest {
    private static final String HARDWARE_ID = "UMDF4J\\TracedFile";
    private static final int BYTES = 32 << 20;
    private static final int SUSPENDS = 25;
    private static final int TRIMMED_FROM = 1 << 20;
    private static final int TRIMMED_TO = 2 << 20;

    /** The samples as a jar, which they are only where the whole build runs. */
    private static Path samples(Rig rig) throws Exception {
        // Asked for as the host asks: the samples' module exports nothing.
        Class<?> sample = ServiceLoader.load(IDriverEntry.class, HostedDevice.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::type)
                .filter(entry -> entry.getSimpleName().equals("TraceDriver"))
                .findFirst()
                .orElseThrow();
        Path place = Path.of(
                sample.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isRegularFile(place)) {
            return place;
        }
        Path jar = rig.directory().resolve("samples.jar");
        Path inf = place.resolve("samples.inf");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(place)) {
            assertThat(inf).exists();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(place.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }

    private static Path image(Rig rig) throws IOException {
        return Files.write(rig.directory().resolve("image"), new byte[BYTES]);
    }

    private static HostedDevice over(Rig rig, Path bottom) throws Exception {
        return rig.plugModel(
                "filtered", samples(rig), HARDWARE_ID, Map.of("bottom", bottom.toString()), Rig.Way.FUSE, Rig.Way.NBD);
    }

    private static void verify(Rig rig, HostedDevice device) throws Exception {
        Program fio = Program.named("fio");
        Program dd = Program.named("dd");
        assertThat(Files.size(Rig.file(device))).isEqualTo(BYTES);
        int rounds = 0;
        try (Suspender suspender = rig.suspending(device)) {
            do {
                for (Running run : FioTest.startAll(rig, fio, device)) {
                    assertThat(run.succeed()).contains("err= 0");
                }
                rig.run(dd, "if=" + Rig.file(device), "of=copy", "bs=1M");
                rounds++;
            } while (suspender.cycles() < SUSPENDS);
        }
        rig.did("%d rounds of fio and dd, requests: %s".formatted(rounds, Suspender.tally(device)));
    }

    private static byte[] copyOf(Rig rig) throws IOException {
        return Files.readAllBytes(rig.directory().resolve("copy"));
    }

    @Test
    void everyBlockIsRightOnAFilterOverAFile(Rig rig) throws Exception {
        Path image = image(rig);
        HostedDevice device = over(rig, image);
        verify(rig, device);
        device.unplug();
        assertThat(copyOf(rig)).isEqualTo(Files.readAllBytes(image));
        device.plug();
    }

    @Test
    void everyBlockIsRightOnAFilterOverABlockDevice(Rig rig) throws Exception {
        Path image = image(rig);
        try (LoopDevice loop = LoopDevice.overFile(rig, image)) {
            HostedDevice device = over(rig, Path.of(loop.node()));
            verify(rig, device);
            device.unplug();
            rig.run(Program.named("blockdev"), "--flushbufs", loop.node());
            assertThat(Files.readAllBytes(image)).isEqualTo(copyOf(rig));
        }
    }

    /** A loop device that is told to discard punches a hole into its file, which reads as zeroes. */
    @Test
    void aDiscardReachesTheBlockDevice(Rig rig) throws Exception {
        byte[] content = new byte[BYTES];
        Arrays.fill(content, (byte) 7);
        Path image = Files.write(rig.directory().resolve("image"), content);
        Program qemuIo = Program.named("qemu-io");
        try (LoopDevice loop = LoopDevice.overFile(rig, image)) {
            HostedDevice device = over(rig, Path.of(loop.node()));
            String discard = "discard %d %d".formatted(TRIMMED_FROM, TRIMMED_TO - TRIMMED_FROM);
            rig.run(qemuIo, "-f", "raw", "-d", "unmap", "-c", discard, "-c", "flush", Rig.uri(device));
            device.unplug();
            Arrays.fill(content, TRIMMED_FROM, TRIMMED_TO, (byte) 0);
            rig.run(Program.named("blockdev"), "--flushbufs", loop.node());
            assertThat(Files.readAllBytes(image)).isEqualTo(content);
            rig.did("a discard of 1 MiB");
        }
    }

    /** What lies below can go away while programs use it: they hear of it, and nobody hangs. */
    @Test
    void aFileThatIsCutBelowTheFilterAnswersWithLess(Rig rig) throws Exception {
        Path image = image(rig);
        HostedDevice device = over(rig, image);
        Program dd = Program.named("dd");
        rig.run(dd, "if=/dev/null", "of=" + image, "bs=1", "count=0", "seek=" + BYTES / 2);
        String printed = rig.run(dd, "if=" + Rig.file(device), "of=copy", "bs=1M", "iflag=direct");
        assertThat(printed.lines()).anyMatch(line -> line.startsWith("16+0 records in"));
        rig.did("half of the file");
    }
}
