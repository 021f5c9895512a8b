package org.umdf4j.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Runs subjects in turn, A B A B …, so that what else happens on the machine happens to all of them. */
final class Rounds {
    private final Consumer<Sample> samples;
    private final Settings settings;
    private final Map<String, Subject> subjects = new LinkedHashMap<>();

    Rounds(Consumer<Sample> samples, Settings settings) {
        this.samples = samples;
        this.settings = settings;
    }

    /** Does a scenario once. */
    interface Subject {
        Map<String, Double> measure() throws IOException, InterruptedException;
    }

    Rounds with(String name, Subject subject) {
        subjects.put(name, subject);
        return this;
    }

    /** Measures each subject once a round, unless the scenario is not wanted. */
    void run(String scenario) throws IOException, InterruptedException {
        if (!scenario.contains(settings.scenario())) {
            return;
        }
        for (int pair = 0; pair < settings.pairs(); pair++) {
            for (Map.Entry<String, Subject> subject : subjects.entrySet()) {
                double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
                Map<String, Double> values = subject.getValue().measure();
                samples.accept(new Sample(scenario, subject.getKey(), pair, load, values));
            }
        }
    }
}
