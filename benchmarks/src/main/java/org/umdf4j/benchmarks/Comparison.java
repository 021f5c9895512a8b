package org.umdf4j.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;

/** What samples say of one another. */
record Comparison(List<Sample> samples) {
    /** A median and the range around it. */
    record Spread(double median, double least, double most) {
        static Spread of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            int middle = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
            return new Spread(median, sorted[0], sorted[sorted.length - 1]);
        }

        /** {@code "1.02 (0.97 to 1.08)"}. */
        String asRatio() {
            return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
        }
    }

    Set<String> scenarios() {
        Set<String> found = new LinkedHashSet<>();
        samples.forEach(sample -> found.add(sample.scenario()));
        return found;
    }

    Set<String> subjects() {
        Set<String> found = new LinkedHashSet<>();
        samples.forEach(sample -> found.add(sample.subject()));
        return found;
    }

    /** How much of a metric a subject had; empty if it was not measured. */
    Optional<Spread> spread(String scenario, String subject, String metric) {
        double[] values = values(scenario, subject, metric).toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** Ours divided by the peer's, round by round. */
    Optional<Spread> ratio(String scenario, String peer, String metric) {
        double[] ours = values(scenario, Benchmark.OURS, metric).toArray();
        double[] theirs = values(scenario, peer, metric).toArray();
        int pairs = Math.min(ours.length, theirs.length);
        double[] ratios = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            ratios[i] = ours[i] / theirs[i];
        }
        return pairs == 0 ? Optional.empty() : Optional.of(Spread.of(ratios));
    }

    /** The load averages under which the samples were taken. */
    Spread load() {
        return Spread.of(samples.stream().mapToDouble(Sample::load).toArray());
    }

    private DoubleStream values(String scenario, String subject, String metric) {
        return samples.stream()
                .filter(sample -> sample.scenario().equals(scenario)
                        && sample.subject().equals(subject)
                        && sample.values().containsKey(metric))
                .mapToDouble(sample -> sample.values().get(metric));
    }
}
