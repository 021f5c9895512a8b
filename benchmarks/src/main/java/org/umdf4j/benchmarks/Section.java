package org.umdf4j.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the documents say of one benchmark: a plot and a table for each shown metric that was measured. */
final class Section {
    static final Path PLOTS = Path.of("docs/performance");
    static final String HIGHLIGHTS_HEAD =
            row(List.of("", "", "umdf4j", "ours : theirs")) + "| --- | --- | ---: | --- |\n";

    private final Benchmark benchmark;
    private final ResultFile result;
    private final Comparison comparison;
    private final List<String> peers;

    Section(Benchmark benchmark, ResultFile result) {
        this.benchmark = benchmark;
        this.result = result;
        this.comparison = new Comparison(result.samples());
        this.peers = comparison.peers();
    }

    /** Markdown for docs/performance.md. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Metric metric : shown()) {
            String picture = Path.of("performance", picture(metric)).toString();
            text.append("![%s](%s)\n\n".formatted(plot(metric).title(), picture));
            text.append(table(metric)).append('\n');
        }
        return text.append(origin()).toString();
    }

    /** By their names in {@link #PLOTS}. */
    Map<String, Plot> plots() {
        Map<String, Plot> plots = new LinkedHashMap<>();
        shown().forEach(metric -> plots.put(picture(metric), plot(metric)));
        return plots;
    }

    /** Rows for the README's table. */
    String highlights() {
        StringBuilder rows = new StringBuilder();
        for (Benchmark.Highlight highlight : benchmark.highlights()) {
            String scenario = highlight.scenario();
            Metric metric = benchmark.metrics().stream()
                    .filter(each -> each.key().equals(highlight.metric()))
                    .findFirst()
                    .orElseThrow();
            List<String> ratios = peers.stream()
                    .flatMap(peer -> comparison.ratio(scenario, peer, metric.key()).stream()
                            .map(ratio -> String.format(Locale.ROOT, "%.2f × %s", ratio.median(), peer)))
                    .toList();
            ours(scenario, metric)
                    .ifPresent(spread -> rows.append(row(List.of(
                            benchmark.name() + ": " + scenario,
                            metric.title(),
                            Spread.number(spread.median()),
                            String.join(", ", ratios)))));
        }
        return rows.toString();
    }

    private List<Metric> shown() {
        return benchmark.metrics().stream()
                .filter(metric -> metric.shown() && !scenarios(metric).isEmpty())
                .toList();
    }

    private List<String> scenarios(Metric metric) {
        return comparison.scenarios().stream()
                .filter(scenario -> ours(scenario, metric).isPresent())
                .toList();
    }

    private Optional<Spread> ours(String scenario, Metric metric) {
        return comparison.spread(scenario, Benchmark.OURS, metric.key());
    }

    private String picture(Metric metric) {
        return benchmark.name() + "-" + metric.key().replace('_', '-') + ".svg";
    }

    /** One row a scenario: each subject's median and, round by round, how ours compares; without peers the range. */
    private String table(Metric metric) {
        List<String> head = new ArrayList<>(List.of(metric.title()));
        if (peers.isEmpty()) {
            head.add("median (range)");
        } else {
            head.addAll(comparison.subjects());
            peers.forEach(peer -> head.add("ours : " + peer));
        }
        StringBuilder text = new StringBuilder(row(head));
        text.append("| --- |").append(" ---: |".repeat(head.size() - 1)).append('\n');
        for (String scenario : scenarios(metric)) {
            List<String> cells = new ArrayList<>(List.of(scenario));
            cells(scenario, metric).map(cell -> cell.orElse("")).forEach(cells::add);
            text.append(row(cells));
        }
        return text.toString();
    }

    private Stream<Optional<String>> cells(String scenario, Metric metric) {
        if (peers.isEmpty()) {
            return Stream.of(ours(scenario, metric).map(Spread::asValue));
        }
        Stream<Optional<String>> medians = comparison.subjects().stream().map(subject -> comparison
                .spread(scenario, subject, metric.key())
                .map(spread -> Spread.number(spread.median())));
        Stream<Optional<String>> ratios = peers.stream()
                .map(peer -> comparison.ratio(scenario, peer, metric.key()).map(Spread::asRatio));
        return Stream.concat(medians, ratios);
    }

    /** Ours beside each peer; without peers the values themselves. */
    private Plot plot(Metric metric) {
        String side = metric.better() == Metric.Better.MORE ? "right" : "left";
        boolean ratios = !peers.isEmpty();
        List<Plot.Row> rows = new ArrayList<>();
        for (String scenario : scenarios(metric)) {
            List<Plot.Bar> bars = new ArrayList<>();
            for (int i = 0; i < peers.size(); i++) {
                int series = i;
                comparison
                        .ratio(scenario, peers.get(i), metric.key())
                        .ifPresent(ratio -> bars.add(new Plot.Bar(series, ratio)));
            }
            if (!ratios) {
                ours(scenario, metric).ifPresent(spread -> bars.add(new Plot.Bar(0, spread)));
            }
            if (!bars.isEmpty()) {
                rows.add(new Plot.Row(scenario, bars));
            }
        }
        String title = ratios
                ? "%s, ours : peer; %s of 1 ours is better".formatted(metric.title(), side)
                : "%s; further %s is better".formatted(metric.title(), side);
        return new Plot(title, ratios ? peers : List.of(Benchmark.OURS), ratios, rows);
    }

    private String origin() {
        Map<String, String> machine = result.machine();
        Spread load = comparison.load();
        return String.format(
                Locale.ROOT,
                "%s; %s, %s processors; %s; commit %s; load average while measuring %.1f (%.1f to %.1f).%n",
                machine.get("date"),
                machine.get("processor"),
                machine.get("processors"),
                machine.get("kernel"),
                machine.get("commit"),
                load.median(),
                load.least(),
                load.most());
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
