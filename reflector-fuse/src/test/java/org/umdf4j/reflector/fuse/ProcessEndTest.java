package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The end of the process that holds a mount: in order, or by a crash. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessEndTest {
    private static final int SIGKILL_EXIT = 128 + 9;
    private static final int SIGTERM_EXIT = 128 + 15;

    @TempDir
    Path base;

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void thereIsFuse() {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/fuse")), "skipped: this machine has no /dev/fuse");
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        assertThat(MountTable.find(mountPoint())).isEmpty();
    }

    private Path mountPoint() throws IOException {
        return base.toRealPath().resolve("mnt");
    }

    private Process hold(List<String> prefix, boolean byFusermount) throws IOException {
        Process process = HeldMount.start(prefix, mountPoint(), byFusermount);
        started.add(process);
        return process;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mountAfterACrashTakesTheDeadOneAway(boolean byFusermount) throws Exception {
        requireFusermount(byFusermount);
        Process crashing = hold(List.of(), byFusermount);
        assertThat(Files.size(mountPoint().resolve("disk0"))).isEqualTo(HeldMount.SIZE);
        crashing.destroyForcibly();
        assertThat(HeldMount.awaitEnd(crashing)).isEqualTo(SIGKILL_EXIT);
        assertThat(MountTable.find(mountPoint())).isPresent();
        assertThatThrownBy(() -> Files.size(mountPoint().resolve("disk0"))).isInstanceOf(IOException.class);

        FuseOptions options = FuseOptions.defaults().withFusermount(byFusermount);
        try (FuseMount mount = FuseMount.mount(base.resolve("mnt"), options)) {
            Path file = mount.add(FakePort.disk("disk1", 4096));
            assertThat(Files.readAllBytes(file)).hasSize(4096);
        }
    }

    @Test
    void mountOfALivingProcessIsNotTakenAway() throws Exception {
        hold(List.of(), false);
        assertThatThrownBy(() -> FuseMount.mount(base.resolve("mnt"), FuseOptions.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("in use");
        assertThat(Files.size(mountPoint().resolve("disk0"))).isEqualTo(HeldMount.SIZE);
        started.getFirst().destroy();
        HeldMount.awaitEnd(started.getFirst());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mountDisappearsOnSigterm(boolean byFusermount) throws Exception {
        requireFusermount(byFusermount);
        Process holder = hold(List.of(), byFusermount);
        holder.destroy();
        assertThat(HeldMount.awaitEnd(holder)).isEqualTo(SIGTERM_EXIT);
        assertThat(MountTable.find(mountPoint())).isEmpty();
        assertThat(mountPoint()).doesNotExist();
    }

    private static void requireFusermount(boolean needed) {
        if (needed) {
            MountTest.requireProgram("fusermount3");
        }
    }
}
