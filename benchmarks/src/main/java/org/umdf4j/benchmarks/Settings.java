package org.umdf4j.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to measure.
 *
 * @param root the checkout
 * @param rounds how often each subject does each scenario
 * @param length how long one measurement takes, where that can be chosen
 * @param scenario only scenarios that contain this
 * @param quick whether this only shows that everything runs: few scenarios, short, no figures worth keeping
 */
record Settings(Path root, int rounds, Duration length, String scenario, boolean quick) {
    /** Whether the samples may be kept as the benchmark's result. */
    boolean complete() {
        return !quick && scenario.isEmpty();
    }

    static Settings quick(Path root) {
        return new Settings(root, 1, Duration.ofMillis(200), "", true);
    }
}
