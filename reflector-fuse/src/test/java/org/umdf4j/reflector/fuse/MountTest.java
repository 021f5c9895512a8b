package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real mount, and the check that nothing of it is left afterwards. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class MountTest {
    @TempDir
    Path base;

    private List<String> descriptorsBefore = List.of();
    FuseMount mount;

    FuseOptions options() {
        return FuseOptions.defaults().withTransport(FuseTransport.CLASSIC);
    }

    @BeforeEach
    void mountIt() throws IOException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/fuse")), "skipped: this machine has no /dev/fuse");
        Leftovers.warmUp();
        descriptorsBefore = Leftovers.descriptors();
        mount = FuseMount.mount(base.resolve("mnt"), options());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        mount.close();
        assertThat(MountTable.find(base.toRealPath().resolve("mnt"))).isEmpty();
        assertThat(base.resolve("mnt")).doesNotExist();
        Leftovers.awaitNoThreads();
        assertThat(Leftovers.descriptors()).containsExactlyInAnyOrderElementsOf(descriptorsBefore);
    }

    /** Runs a shell command; returns what it printed, and fails the test if its exit code is another. */
    static String shell(int exitCode, String command, Object... arguments) throws IOException, InterruptedException {
        Process process = start(command, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(exitCode);
        return output;
    }

    /** As {@link #shell}, for a command that this machine may not be allowed to run. */
    static String shellOrAbort(String command, Object... arguments) throws IOException, InterruptedException {
        Process process = start(command, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        Assumptions.assumeTrue(process.exitValue() == 0, "skipped: " + output);
        return output;
    }

    static void requireProgram(String name) {
        boolean found = Stream.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory + name)));
        Assumptions.assumeTrue(found, "skipped: " + name + " is not installed");
    }

    @SuppressWarnings("AnnotateFormatMethod") // some commands are composed
    static Process start(String command, Object... arguments) throws IOException {
        return new ProcessBuilder("bash", "-c", command.formatted(arguments))
                .redirectErrorStream(true)
                .start();
    }

    static void awaitTrue(java.util.function.BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
