package org.umdf4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One run of one benchmark: how much to measure, where, the processes it starts, and its samples so far. One thread uses
 * it. {@link #close} ends the processes and removes the scratch directory; a shutdown hook does so too, so Ctrl-C leaves
 * nothing.
 */
final class Run implements AutoCloseable {
    private final Settings settings;
    private final Consumer<Sample> listener;
    private final Path scratch;
    private final Children children;
    private final List<Sample> samples = new ArrayList<>();
    private final Thread hook = new Thread(this::cleanUp, "umdf4j-bench-cleanup");

    /** @param listener hears of each sample as soon as it is there */
    Run(Settings settings, Consumer<Sample> listener) throws IOException {
        this.settings = settings;
        this.listener = listener;
        scratch = Files.createTempDirectory(memory(), "umdf4j-bench-");
        children = new Children(scratch);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Does a scenario once with one subject.
     *
     * @param <T> what a subject is for this benchmark: a file, an address, a piece of code
     */
    interface Measurement<T> {
        /** @return what was measured, by {@link Metric#key} */
        Map<String, Double> of(T subject) throws IOException, InterruptedException;
    }

    /**
     * Measures the subjects in turn, A B A B …, so that what else happens on the machine happens to all of them. Does
     * nothing if the user did not choose the scenario.
     *
     * @param subjects by name, in the order they run; a benchmark names them alike in all its scenarios
     */
    <T> void inTurn(String scenario, Map<String, T> subjects, Measurement<T> measurement)
            throws IOException, InterruptedException {
        if (!scenario.contains(settings.scenario())) {
            return;
        }
        for (int round = 0; round < settings.rounds(); round++) {
            for (Map.Entry<String, T> subject : subjects.entrySet()) {
                double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
                Map<String, Double> values = measurement.of(subject.getValue());
                Sample sample = new Sample(scenario, subject.getKey(), round, load, values);
                samples.add(sample);
                listener.accept(sample);
            }
        }
    }

    /** The checkout. */
    Path root() {
        return settings.root();
    }

    /** A directory in memory, if the system has one, for this run alone. */
    Path scratch() {
        return scratch;
    }

    /** Starts processes, which end with this run. */
    Children children() {
        return children;
    }

    /** Whether this only shows that everything runs. */
    boolean quick() {
        return settings.quick();
    }

    /** How long one measurement takes, where that can be chosen. */
    Duration length() {
        return settings.length();
    }

    /** What was measured so far. */
    List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        cleanUp();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook does the same.
        }
    }

    private void cleanUp() {
        children.close();
        try (Stream<Path> all = Files.walk(scratch)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            System.err.println("bench: " + scratch + " is left: " + failure);
        }
    }

    private static Path memory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }
}
