package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which transport a mount gets where the kernel does not offer io_uring. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransportTest {
    @TempDir
    Path base;

    @Test
    void uringIsRefusedWithWhatToDoWhereTheKernelDoesNotOfferIt() {
        Assumptions.assumeFalse(Rings.absence().isEmpty(), "skipped: this kernel offers FUSE over io_uring");
        FuseOptions uring = FuseOptions.defaults().withTransport(FuseTransport.URING);
        assertThatThrownBy(() -> FuseMount.mount(base.resolve("mnt"), uring))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*(echo Y > /sys/module/fuse/parameters/enable_uring|from 6\\.14 on)");
        assertThat(base.resolve("mnt")).doesNotExist();
    }

    @Test
    void defaultServesWhateverTheKernelOffers() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/fuse")), "skipped: this machine has no /dev/fuse");
        FuseOptions auto = FuseOptions.defaults();
        assertThat(auto.transport()).isEqualTo(FuseTransport.AUTO);
        try (FuseMount mount = FuseMount.mount(base.resolve("mnt"), auto)) {
            Path file = mount.add(FakePort.disk("disk0", 4096));
            assertThat(Files.readAllBytes(file)).hasSize(4096);
        }
        Leftovers.awaitNoThreads();
    }

    @Test
    void requestInterruptedBeforeItCameIsInterruptedWhenItComes() {
        EarlyInterrupts early = new EarlyInterrupts();
        early.add(7);
        assertThat(early.take(8)).isFalse();
        assertThat(early.take(7)).isTrue();
        assertThat(early.take(7)).isFalse();
        for (long unique = 0; unique < 100_000; unique++) {
            early.add(unique);
        }
        assertThat(early.take(0)).as("long forgotten").isFalse();
        assertThat(early.take(99_999)).isTrue();
    }
}
