package org.umdf4j.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the jcstress tests of this module in a process of their own. The system property {@code umdf4j.jcstress} is the mode:
 * {@code sanity} or {@code quick} (some seconds a test), {@code default} or {@code tough} for a longer search.
 */
class MemoryModelTest {
    private static final int TESTS = 9;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void noOutcomeIsForbidden(@TempDir Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("jcstress.log");
        Process jcstress = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "--enable-native-access=ALL-UNNAMED",
                        "org.openjdk.jcstress.Main",
                        "-m",
                        System.getProperty("umdf4j.jcstress", "quick"),
                        // Compilers and their combinations are the JDK's business; threads are ours.
                        "-sc",
                        "false",
                        "-r",
                        folder.resolve("results") + "/"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status;
        try {
            status = jcstress.waitFor();
        } finally {
            jcstress.destroyForcibly();
        }
        String said = Files.readString(log);
        assertThat(status).as(said).isZero();
        assertThat(said)
                .contains("Failed tests: No matches.", "Error tests: No matches.")
                .contains("All remaining tests: " + TESTS + " matching test results.");
        System.out.printf(
                "jcstress: %d tests of the request's ownership word, the queue's loop and the host's lock passed%n",
                TESTS);
    }
}
