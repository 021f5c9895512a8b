package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostedDevice;

/** A disk whose image file is not what it should be: programs get the error they know from any disk. */
@ExtendWith(RigExtension.class)
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ImageTroubleTest {
    private static final int MIB = 1024 * 1024;

    @Test
    void aMissingImageIsRefusedAndNothingIsLeft(Rig rig) throws Exception {
        Map<String, String> settings =
                Map.of("image", rig.directory().resolve("none.img").toString());
        assertThatThrownBy(() -> rig.disk("disk", List.of(), settings, Rig.Way.FUSE, Rig.Way.NBD))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("disk");
        assertThat(rig.host().devices()).isEmpty();
        rig.did("no image");
    }

    @Test
    void aReadOnlyDiskTakesNoWrites(Rig rig) throws Exception {
        Path image = Files.write(rig.directory().resolve("disk.img"), new byte[4 * MIB]);
        HostedDevice disk = rig.disk(
                "disk", List.of(), Map.of("image", image.toString(), "readonly", "true"), Rig.Way.FUSE, Rig.Way.NBD);
        Running writer = write(rig, disk, 0);
        assertThat(writer.exit()).isEqualTo(1);
        assertThat(writer.printed()).contains("Read-only file system");
        rig.run(Program.named("nbdinfo"), "--is", "read-only", Rig.uri(disk));
        Running copy = rig.start(Program.named("nbdcopy"), image.toString(), Rig.uri(disk));
        assertThat(copy.exit()).isNotZero();
        rig.did("dd: EROFS; nbdcopy: read-only");
    }

    @Test
    void anImageThatShrinksIsAnInputOutputErrorWhereItIsGone(Rig rig) throws Exception {
        Path image = Files.write(rig.directory().resolve("disk.img"), new byte[4 * MIB]);
        HostedDevice disk = rig.disk("disk", List.of(), Map.of("image", image.toString()), Rig.Way.FUSE, Rig.Way.NBD);
        assertThat(write(rig, disk, 0).succeed()).contains("1048576 bytes");
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.WRITE)) {
            file.truncate(2L * MIB);
        }
        Running reader =
                rig.start(Program.named("dd"), "if=" + Rig.file(disk), "of=/dev/null", "bs=1M", "skip=3", "count=1");
        assertThat(reader.exit()).isEqualTo(1);
        assertThat(reader.printed()).contains("Input/output error");
        Running writer = write(rig, disk, 3);
        assertThat(writer.exit()).isEqualTo(1);
        assertThat(writer.printed()).contains("Input/output error");
        assertThat(rig.start(Program.named("nbdcopy"), Rig.uri(disk), "null:").exit())
                .isNotZero();

        // It has not grown again, and what was flushed is there.
        byte[] content = Files.readAllBytes(image);
        assertThat(content).hasSize(2 * MIB);
        byte[] flushed = new byte[MIB];
        Arrays.fill(flushed, (byte) 'y');
        for (int i = 1; i < MIB; i += 2) {
            flushed[i] = '\n';
        }
        assertThat(Arrays.mismatch(content, 0, MIB, flushed, 0, MIB)).isEqualTo(-1);
        rig.did("dd and nbdcopy behind the new end: EIO");
    }

    /** Writes and flushes a MiB of "y" and line ends. */
    private static Running write(Rig rig, HostedDevice disk, int atMib) throws Exception {
        byte[] pattern = "y\n".repeat(MIB / 2).getBytes(StandardCharsets.US_ASCII);
        Path source = Files.write(rig.directory().resolve("pattern"), pattern);
        return rig.start(
                Program.named("dd"),
                "if=" + source,
                "of=" + Rig.file(disk),
                "bs=1M",
                "seek=" + atMib,
                "conv=notrunc,fsync");
    }
}
