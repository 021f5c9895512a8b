package org.umdf4j.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What samples say of one another. */
record Comparison(List<Sample> samples) {
    List<String> scenarios() {
        return samples.stream().map(Sample::scenario).distinct().toList();
    }

    List<String> subjects() {
        return samples.stream().map(Sample::subject).distinct().toList();
    }

    List<String> peers() {
        return subjects().stream().filter(each -> !each.equals(Benchmark.OURS)).toList();
    }

    /** How much of a metric a subject had; empty if it was not measured. */
    Optional<Spread> spread(String scenario, String subject, String metric) {
        return spread(byRound(scenario, subject, metric));
    }

    /** Ours divided by the peer's, round by round; empty if no round measured both. */
    Optional<Spread> ratio(String scenario, String peer, String metric) {
        Map<Integer, Double> ratios = byRound(scenario, Benchmark.OURS, metric);
        Map<Integer, Double> theirs = byRound(scenario, peer, metric);
        ratios.keySet().retainAll(theirs.keySet());
        ratios.replaceAll((round, ours) -> ours / Objects.requireNonNull(theirs.get(round)));
        return spread(ratios);
    }

    /** The load averages under which the samples were taken. */
    Spread load() {
        return Spread.of(samples.stream().mapToDouble(Sample::load).toArray());
    }

    private static Optional<Spread> spread(Map<Integer, Double> byRound) {
        double[] values =
                byRound.values().stream().mapToDouble(Double::doubleValue).toArray();
        return values.length == 0 ? Optional.empty() : Optional.of(Spread.of(values));
    }

    private Map<Integer, Double> byRound(String scenario, String subject, String metric) {
        Map<Integer, Double> values = new TreeMap<>();
        for (Sample sample : samples) {
            Double value = sample.values().get(metric);
            if (value != null
                    && sample.scenario().equals(scenario)
                    && sample.subject().equals(subject)) {
                values.put(sample.round(), value);
            }
        }
        return values;
    }
}
