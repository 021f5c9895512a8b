package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.host.HostedDevice;

/** Whole images go to a disk and come back, by the tools of libnbd and QEMU, while the disk sleeps and wakes. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class ImageToolsTest {
    private static final int IMAGE_BYTES = 16 * 1024 * 1024;
    private static final int LEAST_SUSPENDS = 10;

    @Test
    void nbdcopyBringsAnImageThereAndBackOnManyConnections(Rig rig) throws Exception {
        Program nbdcopy = Program.named("nbdcopy");
        HostedDevice disk = disk(rig);
        Path image = image(rig, 1);
        Path back = rig.directory().resolve("back.img");
        int rounds = 0;
        try (Suspender suspender = rig.suspending(disk)) {
            do {
                rig.run(nbdcopy, "--connections=4", "--flush", image.toString(), Rig.uri(disk));
                rig.run(nbdcopy, "--connections=4", Rig.uri(disk), back.toString());
                assertThat(Files.mismatch(image, back)).isEqualTo(-1);
                assertThat(Files.mismatch(image, Rig.file(disk))).isEqualTo(-1);
                rounds++;
            } while (suspender.cycles() < LEAST_SUSPENDS);
        }
        rig.did(rounds + " rounds of nbdcopy to and from, 16 MiB, 4 connections");
    }

    @Test
    void qemuImgConvertsAndComparesByBothWays(Rig rig) throws Exception {
        Program qemu = Program.named("qemu-img");
        HostedDevice disk = disk(rig);
        Path image = image(rig, 2);
        String file = Rig.file(disk).toString();
        String copy = rig.directory().resolve("copy.qcow2").toString();
        int rounds = 0;
        try (Suspender suspender = rig.suspending(disk)) {
            do {
                rig.run(qemu, "convert", "-n", "-f", "raw", "-O", "raw", image.toString(), Rig.uri(disk));
                rig.run(qemu, "compare", "-f", "raw", "-F", "raw", image.toString(), file);
                rig.run(qemu, "convert", "-f", "raw", "-O", "qcow2", file, copy);
                rig.run(qemu, "compare", "-f", "qcow2", "-F", "raw", copy, Rig.uri(disk));
                rounds++;
            } while (suspender.cycles() < LEAST_SUSPENDS);
        }
        rig.did(rounds + " rounds of qemu-img convert and compare over NBD and FUSE, 16 MiB");
    }

    @Test
    void nbdinfoTellsSizeAndAbilities(Rig rig) throws Exception {
        Program nbdinfo = Program.named("nbdinfo");
        HostedDevice disk = disk(rig);
        String uri = Rig.uri(disk);
        try (Suspender suspender = rig.suspending(disk)) {
            suspender.await(LEAST_SUSPENDS);
            assertThat(rig.run(nbdinfo, "--size", uri).strip()).isEqualTo(Integer.toString(IMAGE_BYTES));
            assertThat(rig.run(nbdinfo, "--list", "--json", uri)).contains("\"export-name\": \"disk\"");
            for (String ability : List.of("multi-conn", "flush", "fua", "trim", "zero")) {
                rig.run(nbdinfo, "--can", ability, uri);
            }
            assertThat(rig.start(nbdinfo, "--is", "read-only", uri).exit()).isNotZero();
        }
        rig.did("nbdinfo --size, --list, --can, --is");
    }

    private static HostedDevice disk(Rig rig) throws Exception {
        return rig.disk("disk", List.of(), Map.of("size", "16M"), Rig.Way.FUSE, Rig.Way.NBD);
    }

    private static Path image(Rig rig, long seed) throws Exception {
        byte[] content = new byte[IMAGE_BYTES];
        new Random(seed).nextBytes(content);
        return Files.write(rig.directory().resolve("image.img"), content);
    }
}
