package org.umdf4j.host.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The program in a process of its own, with a runtime directory of the test's. */
record Umdf4j(Process process, Path errors) {
    private static final long LIMIT_SECONDS = 60;
    private static final long POLL_NANOS = 20_000_000;

    /** Starts it. */
    static Umdf4j start(Path directory, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=org.umdf4j.linux",
                "--illegal-native-access=deny",
                "-p",
                System.getProperty("jdk.module.path"),
                "-m",
                "org.umdf4j.host/org.umdf4j.host.cli.Main"));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile(directory, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment()
                .put("UMDF4J_RUNTIME_DIR", runtimeDirectory(directory).toString());
        builder.environment().put("UMDF4J_STATE_DIR", directory.resolve("state").toString());
        builder.environment().putAll(environment);
        return new Umdf4j(builder.start(), errors);
    }

    static Umdf4j start(Path directory, String... arguments) throws IOException {
        return start(directory, Map.of(), arguments);
    }

    static Path runtimeDirectory(Path directory) {
        return directory.resolve("run");
    }

    /** Runs a command to its end and answers all it said. */
    static String succeed(Path directory, String... arguments) throws IOException, InterruptedException {
        Umdf4j program = start(directory, arguments);
        String printed = new String(program.process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(program.exit()).as(printed + program.said()).isZero();
        return printed;
    }

    /** Waits for the device to be ready and answers where it is. */
    Path location() throws IOException {
        BufferedReader lines = process.inputReader();
        String line = lines.readLine();
        assertThat(line).as("the line that names the device; errors: " + said()).isNotNull();
        return Path.of(line.substring(line.indexOf(": ") + 2));
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    int exit() throws InterruptedException, IOException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + said());
        }
        return process.exitValue();
    }

    /** What it said on standard error so far. */
    String said() throws IOException {
        return Files.readString(errors);
    }

    /** Waits until standard error has the text; the test's time limit ends a wait in vain. */
    void awaitError(String text) throws IOException {
        while (!said().contains(text)) {
            assertThat(process.isAlive()).as(said()).isTrue();
            // A file tells nobody that it grew, and spinning would take a processor from the one waited for.
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Fails if the program left a mount, a socket or a directory. */
    static void assertNothingLeft(Path directory) throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(directory.toString());
        try (Stream<Path> left = Files.list(runtimeDirectory(directory))) {
            assertThat(left.map(path -> path.getFileName().toString())).isSubsetOf(".names");
        }
    }
}
