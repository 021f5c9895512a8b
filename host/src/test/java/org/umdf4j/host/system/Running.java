package org.umdf4j.host.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that runs, or has. Its input is empty; what it prints goes to a file, so that nobody needs to read along.
 *
 * @param command what was started
 * @param process the process
 * @param output the file it prints to
 */
record Running(String command, Process process, Path output) {
    private static final long LIMIT_SECONDS = 150;

    /** Starts a program in a directory, where its output goes too. */
    static Running start(Path directory, Program program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.path()));
        command.addAll(arguments);
        Path output = Files.createTempFile(directory, "output", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        return new Running(String.join(" ", command), process, output);
    }

    /** Waits until it has ended and answers its exit code; a signal counts 128 and its number, as in a shell. */
    int exit() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after %d s: %s\n%s".formatted(LIMIT_SECONDS, command, printed()));
        }
        return process.exitValue();
    }

    /** Waits for an exit with 0 and answers what it printed. */
    String succeed() throws InterruptedException {
        int code = exit();
        if (code != 0) {
            throw new AssertionError("%s ended with %d:\n%s".formatted(command, code, printed()));
        }
        return printed();
    }

    /** What it has printed so far. */
    String printed() {
        try {
            return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            return "its output cannot be read: " + failed;
        }
    }

    /** Waits until it has printed {@code text}. */
    void awaitPrinted(String text) {
        Eventually.is(() -> command + " prints '" + text + "', but: " + printed(), () -> {
            if (!process.isAlive() && !printed().contains(text)) {
                throw new AssertionError("%s ended with %d:\n%s".formatted(command, process.exitValue(), printed()));
            }
            return printed().contains(text);
        });
    }

    /** Sends SIGKILL and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exit();
    }
}
