package org.umdf4j.reflector.fuse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a process runs, as /proc knows it. Stateless. */
final class ProcessImage {
    // <elf.h>
    private static final int EI_CLASS = 4;
    private static final int ELFCLASS32 = 1;
    private static final byte[] MAGIC = {0x7F, 'E', 'L', 'F'};

    private ProcessImage() {}

    /** Whether a process runs a 32-bit program; false if it is gone or hidden from us. Reads a file. */
    static boolean is32Bit(long processId) {
        return is32Bit(Path.of("/proc", Long.toUnsignedString(processId), "exe"));
    }

    static boolean is32Bit(Path program) {
        try (InputStream in = Files.newInputStream(program)) {
            byte[] start = in.readNBytes(EI_CLASS + 1);
            return start.length > EI_CLASS
                    && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                    && start[EI_CLASS] == ELFCLASS32;
        } catch (IOException hidden) {
            return false; // ended meanwhile, or another user's and we are not root: nearly all are 64-bit
        }
    }
}
