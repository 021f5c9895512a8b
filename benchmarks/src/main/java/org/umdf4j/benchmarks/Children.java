package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The processes a benchmark starts. {@link #close} ends what still runs, the last first, and waits; it runs from a
 * shutdown hook too, so Ctrl-C leaves nothing. Any thread.
 */
final class Children implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final long COMMAND_SECONDS = 300;

    private final Path scratch;
    private final Deque<Process> running = new ArrayDeque<>();
    private final Deque<Path> mounts = new ArrayDeque<>();
    private final Thread hook = new Thread(this::endAll, "umdf4j-bench-cleanup");
    private int started;

    Children(Path scratch) {
        this.scratch = scratch;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts a server. What it says goes to a log in the scratch directory. */
    synchronized Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log(command).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        running.push(process);
        return process;
    }

    /** A place where something will be mounted, to be unmounted at the end if it is still there. */
    synchronized Path mountPoint(String name) throws IOException {
        Path directory = Files.createDirectories(scratch.resolve(name));
        mounts.push(directory);
        return directory;
    }

    /** Runs a command to its end and returns what it printed. */
    String run(List<String> command) throws IOException, InterruptedException {
        Path log = log(command);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        synchronized (this) {
            running.push(process);
        }
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(command.getFirst() + " does not end");
        }
        synchronized (this) {
            running.remove(process);
        }
        String said = Files.readString(log);
        Files.delete(log);
        if (process.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + process.exitValue() + ": " + said.strip());
        }
        return said;
    }

    /** Waits until a file is there, as a server's sign that it serves. */
    void await(Process server, Path file) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(file)) {
            if (!server.isAlive() || System.nanoTime() > end) {
                throw new IOException("a server does not come up: "
                        + server.info().commandLine().orElse("it has ended") + "; its log is in " + scratch);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** Tells a server to end and waits for that. */
    void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            running.remove(process);
        }
    }

    @Override
    public void close() {
        endAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook does the same.
        }
    }

    private synchronized void endAll() {
        while (!running.isEmpty()) {
            end(running.peek());
        }
        while (!mounts.isEmpty()) {
            unmountIfMounted(mounts.pop());
        }
    }

    private static void unmountIfMounted(Path directory) {
        try {
            String mounted = Files.readString(Path.of("/proc/self/mounts"));
            if (mounted.contains(" " + directory + " ")) {
                new ProcessBuilder("umount", "--lazy", directory.toString())
                        .start()
                        .waitFor();
            }
        } catch (IOException failure) {
            System.err.println("bench: " + directory + " may still be mounted: " + failure.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Path log(List<String> command) {
        return scratch.resolve(++started + "-" + Path.of(command.getFirst()).getFileName() + ".log");
    }
}
