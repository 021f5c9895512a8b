package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Devices as ordinary programs see them. */
class DeviceFileTest extends MountTest {
    private static final int MIB = 1 << 20;

    @Test
    void diskIsAFileOfItsSizeThatDdWritesAndReads() throws Exception {
        FakePort disk = FakePort.disk("disk0", 8 * MIB);
        Path file = mount.add(disk);
        assertThat(Files.size(file)).isEqualTo(8 * MIB);
        shell(0, "dd if=/dev/urandom of=%s/in bs=1M count=8 2>/dev/null", base);
        shell(0, "dd if=%s/in of=%s bs=1M conv=notrunc,fsync 2>/dev/null", base, file);
        shell(0, "cmp %s/in %s", base, file);
        assertThat(Files.readAllBytes(base.resolve("in"))).isEqualTo(disk.content());
        assertThat(disk.flushes).hasValue(1);
    }
}
