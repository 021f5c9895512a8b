package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The processes a run starts. {@link #close} ends what still runs, the last first, and waits. Any thread. */
final class Children implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;
    private static final long COMMAND_SECONDS = 300;

    private final Path scratch;
    private final Deque<Process> running = new ArrayDeque<>();
    private final Deque<Path> mounts = new ArrayDeque<>();
    private boolean closed;
    private int started;

    Children(Path scratch) {
        this.scratch = scratch;
    }

    /** Starts a server. What it says goes to a log in the scratch directory. */
    Process start(Map<String, String> environment, List<String> command) throws IOException {
        return start(environment, command, log(command));
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
        Process process = start(Map.of(), command, log);
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException(command.getFirst() + " does not end");
        }
        forget(process);
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
            if (!server.isAlive()) {
                throw new IOException("the server of " + file + " ended with " + server.exitValue() + ": " + logs());
            }
            if (System.nanoTime() > end) {
                throw new IOException(file + " does not come up in " + PATIENCE_SECONDS + " s: " + logs());
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
        forget(process);
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!running.isEmpty()) {
            end(running.peek());
        }
        while (!mounts.isEmpty()) {
            unmountIfMounted(mounts.pop());
        }
    }

    private synchronized Process start(Map<String, String> environment, List<String> command, Path log)
            throws IOException {
        if (closed) {
            throw new IOException("interrupted");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        running.push(process);
        return process;
    }

    private synchronized void forget(Process process) {
        running.remove(process);
    }

    private synchronized Path log(List<String> command) {
        return scratch.resolve(++started + "-" + Path.of(command.getFirst()).getFileName() + ".log");
    }

    /** What the servers have said: the scratch directory will not outlive the run. */
    String logs() throws IOException {
        StringBuilder said = new StringBuilder();
        try (var logs = Files.newDirectoryStream(scratch, "*.log")) {
            for (Path log : logs) {
                said.append(Files.readString(log));
            }
        }
        return said.isEmpty() ? "it said nothing" : said.toString().strip();
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
}
