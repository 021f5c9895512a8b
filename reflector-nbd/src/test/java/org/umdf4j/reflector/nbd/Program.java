package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A program of the machine, run with a hard time limit. A test that needs one that is missing is skipped by name. */
record Program(String name) {
    private static final long LIMIT_SECONDS = 60;

    static Program named(String name) {
        boolean there = false;
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            there |= java.nio.file.Files.isExecutable(java.nio.file.Path.of(directory, name));
        }
        skipUnless(there, "skipped: this machine has no " + name);
        return new Program(name);
    }

    /** Skips the test unless the program's answer to {@code question} mentions {@code what}. */
    void needs(String question, String what) throws Exception {
        skipUnless(run(question).contains(what), "skipped: " + name + " of this machine has no " + what);
    }

    private static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }

    /** Runs it to its end and returns what it printed; fails unless it exits with 0. */
    String run(String... arguments) throws Exception {
        return start(arguments).finish();
    }

    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> {
            try {
                return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException closed) {
                return "its output was closed: " + closed;
            }
        });
        return new Running(String.join(" ", command), process, output);
    }

    /** A program that runs. */
    record Running(String command, Process process, CompletableFuture<String> output) {
        String finish() throws Exception {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + command);
            }
            String printed = output.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " ended with " + process.exitValue() + ":\n" + printed);
            }
            return printed;
        }

        /** SIGKILL. */
        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
