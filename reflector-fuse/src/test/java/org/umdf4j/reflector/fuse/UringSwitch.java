package org.umdf4j.reflector.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The kernel's switch for FUSE over io_uring, turned on for a test by root and left as it was found. */
final class UringSwitch implements AutoCloseable {
    private static final Path PARAMETER = Path.of("/sys/module/fuse/parameters/enable_uring");

    private final String before;

    private UringSwitch(String before) {
        this.before = before;
    }

    /** Turns it on; the test is skipped where that cannot be done. */
    static UringSwitch on() throws IOException {
        Assumptions.assumeTrue(Files.exists(PARAMETER), "skipped: this kernel has no FUSE over io_uring");
        String before = Files.readString(PARAMETER).strip();
        if (!before.equals("Y")) {
            Assumptions.assumeTrue(Files.isWritable(PARAMETER), "skipped: only root may switch on FUSE over io_uring");
            Files.writeString(PARAMETER, "Y");
        }
        return new UringSwitch(before);
    }

    @Override
    public void close() throws IOException {
        if (!before.equals("Y")) {
            Files.writeString(PARAMETER, before);
        }
    }
}
