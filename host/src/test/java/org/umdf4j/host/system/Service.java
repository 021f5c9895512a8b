package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.host.HostedDevice;

/** Whether a device does its work now: opened anew, read and written, by every way there is to it. */
final class Service {
    private static final int BLOCK_BYTES = 4096;

    private Service() {}

    /** Fails unless a disk or echo serves a new program as it should. Needs nobody else at it. */
    static void check(HostedDevice device, Scheduler scheduler) throws Exception {
        boolean echo = device.definition().driver().equals("echo");
        try (DeviceFile file = DeviceFile.open(device.port().orElseThrow(), scheduler)) {
            byte[] block = new byte[BLOCK_BYTES];
            if (echo) {
                assertThat(file.write("in process".getBytes(StandardCharsets.UTF_8), 0)
                                .succeeded())
                        .isTrue();
            }
            assertThat(file.read(block, 0).succeeded()).isTrue();
        }
        for (String location : device.locations()) {
            if (location.startsWith("nbd")) {
                checkExport(location);
            } else if (echo) {
                checkStream(Path.of(location));
            } else {
                checkFile(Path.of(location), device.definition().settings().containsKey("readonly"));
            }
        }
    }

    private static void checkStream(Path file) throws IOException {
        byte[] said = "still there?".getBytes(StandardCharsets.UTF_8);
        try (OutputStream in = new FileOutputStream(file.toFile());
                InputStream out = new FileInputStream(file.toFile())) {
            in.write(said);
            // One read: a stream gives what is there, and the JDK's methods that read on want to seek.
            byte[] heard = new byte[BLOCK_BYTES];
            int count = out.read(heard);
            assertThat(new String(heard, 0, Math.max(count, 0), StandardCharsets.UTF_8))
                    .isEqualTo("still there?");
        }
    }

    private static void checkFile(Path file, boolean readOnly) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), readOnly ? "r" : "rw")) {
            open.readFully(block);
            if (!readOnly) {
                open.seek(0);
                open.write(block);
                open.getFD().sync();
            }
        }
    }

    private static void checkExport(String uri) throws Exception {
        Process info = new ProcessBuilder(Program.named("nbdinfo").path(), "--size", uri)
                .redirectErrorStream(true)
                .start();
        String printed;
        try (InputStream output = info.getInputStream()) {
            printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(info.waitFor()).as(printed).isZero();
    }
}
