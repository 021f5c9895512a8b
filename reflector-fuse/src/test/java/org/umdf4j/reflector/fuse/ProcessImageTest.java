package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which processes count as 32-bit ones. */
@Timeout(30)
class ProcessImageTest {
    @TempDir
    Path directory;

    private boolean is32Bit(int... start) throws IOException {
        byte[] bytes = new byte[start.length];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        return ProcessImage.is32Bit(Files.write(directory.resolve("program"), bytes));
    }

    @Test
    void theElfHeaderSaysIt() throws IOException {
        assertThat(is32Bit(0x7F, 'E', 'L', 'F', 1, 1, 1)).isTrue();
        assertThat(is32Bit(0x7F, 'E', 'L', 'F', 2, 1, 1)).isFalse();
        assertThat(is32Bit(0x7F, 'E', 'L', 'G', 1, 1, 1)).isFalse();
        assertThat(is32Bit(0x7F, 'E', 'L', 'F')).isFalse();
        assertThat(is32Bit()).isFalse();
    }

    @Test
    void thisProcessIsA64BitOneAndAProcessThatIsNotThereIsNone() {
        assertThat(ProcessImage.is32Bit(ProcessHandle.current().pid())).isFalse();
        assertThat(ProcessImage.is32Bit(0x7FFF_FFFFL)).isFalse();
    }
}
