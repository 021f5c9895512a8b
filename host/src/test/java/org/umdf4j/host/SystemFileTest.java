package org.umdf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;

/** A filter over a real file: the trace sample alone on an image. */
@Timeout(60)
class SystemFileTest {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 64;

    @TempDir
    private Path directory;

    private static DeviceDefinition over(Path image) throws HostException {
        return new DeviceDefinition(
                DeviceName.parse("filtered"), "trace", List.of(), Map.of("bottom", image.toString()), List.of());
    }

    private Path image() throws Exception {
        return Files.write(directory.resolve("image"), new byte[BLOCK * BLOCKS]);
    }

    private static DeviceFile open(DriverHost host, HostedDevice device) {
        return DeviceFile.open(device.port().orElseThrow(), host.scheduler());
    }

    @Test
    void whatProgramsWriteThroughTheFilterIsInTheFile() throws Exception {
        Path image = image();
        long seed = System.nanoTime();
        byte[] data = new byte[BLOCK * BLOCKS];
        new Random(seed).nextBytes(data);
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(over(image));
            try (DeviceFile file = open(host, device)) {
                List<PendingIo> writes = new ArrayList<>();
                for (int i = 0; i < BLOCKS; i++) {
                    byte[] block = Arrays.copyOfRange(data, i * BLOCK, (i + 1) * BLOCK);
                    writes.add(file.startWrite(MemorySegment.ofArray(block), (long) i * BLOCK));
                    if (i == BLOCKS / 2) {
                        device.suspend();
                        device.resume();
                    }
                }
                assertThat(writes).extracting(PendingIo::await).containsOnly(new IoResult(HResult.S_OK, BLOCK));
                assertThat(file.flush().status()).isEqualTo(HResult.S_OK);
                byte[] end = new byte[2 * BLOCK];
                assertThat(file.read(end, (long) BLOCK * (BLOCKS - 1))).isEqualTo(new IoResult(HResult.S_OK, BLOCK));
                assertThat(file.read(end, (long) BLOCK * BLOCKS)).isEqualTo(new IoResult(HResult.S_OK, 0));
                byte[] facts = new byte[24];
                assertThat(file.queryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD, MemorySegment.ofArray(facts))
                                .succeeded())
                        .isTrue();
                assertThat(MemorySegment.ofArray(facts).get(ValueLayout.JAVA_LONG_UNALIGNED, 8))
                        .isEqualTo((long) BLOCK * BLOCKS);
            }
        }
        assertThat(Files.readAllBytes(image)).as("seed %d", seed).isEqualTo(data);
    }

    @Test
    void theFileIsClosedWithTheDeviceAndOpenedAgainWithIt() throws Exception {
        Path image = image();
        try (DriverHost host = new DriverHost(HostObserver.NONE)) {
            HostedDevice device = host.add(over(image));
            device.unplug();
            Files.delete(image);
            assertThatThrownBy(device::plug).isInstanceOf(HostException.class).hasMessageContaining("image");
            Files.write(image, new byte[BLOCK]);
            device.plug();
            try (DeviceFile file = open(host, device)) {
                assertThat(file.read(new byte[16], 0)).isEqualTo(new IoResult(HResult.S_OK, 16));
            }
        }
    }
}
