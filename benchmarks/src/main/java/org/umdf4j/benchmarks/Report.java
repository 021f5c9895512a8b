package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes the tables of docs/performance.md and the plots beside it out of the result files. A table stands between two
 * comments, {@code <!-- bench NAME -->} and {@code <!-- end -->}; what people wrote around them stays.
 */
final class Report {
    private final Path root;

    Report(Path root) {
        this.root = root;
    }

    /** Where a benchmark's results are kept. */
    static Path results(Path root, Benchmark benchmark) {
        return root.resolve("benchmarks/results/" + benchmark.name() + ".json");
    }

    /** Renews the tables and plots of every benchmark that has results. */
    void write(List<Benchmark> benchmarks) throws IOException {
        for (Benchmark benchmark : benchmarks) {
            Path file = results(root, benchmark);
            if (Files.exists(file)) {
                ResultFile result = ResultFile.read(file);
                Path plot = root.resolve("docs/performance/" + benchmark.name() + ".svg");
                Files.createDirectories(plot.getParent());
                Files.writeString(plot, new Plot(benchmark, new Comparison(result.samples())).svg());
                String table = table(benchmark, result);
                replace(root.resolve("docs/performance.md"), benchmark.name(), table);
                replace(root.resolve("README.md"), benchmark.name(), table);
            }
        }
    }

    /** Puts {@code content} between the comments of {@code name}; a file without them stays as it is. */
    static void replace(Path file, String name, String content) throws IOException {
        String text = Files.readString(file);
        String begin = "<!-- bench " + name + " -->\n";
        int from = text.indexOf(begin);
        if (from >= 0) {
            int to = text.indexOf("<!-- end -->", from);
            if (to < 0) {
                throw new IOException(file + " has '" + begin.strip() + "' and no '<!-- end -->' after it");
            }
            Files.writeString(file, text.substring(0, from + begin.length()) + content + text.substring(to));
        }
    }

    /** One row a scenario: medians of the first metric, and how ours compares, round by round, by each metric. */
    static String table(Benchmark benchmark, ResultFile result) {
        Comparison comparison = new Comparison(result.samples());
        Set<String> subjects = comparison.subjects();
        Metric first = benchmark.metrics().getFirst();
        List<String> peers =
                subjects.stream().filter(each -> !each.equals(Benchmark.OURS)).toList();
        List<Metric> compared = benchmark.metrics().stream()
                .filter(metric -> metric == first || metric.key().startsWith("p99"))
                .toList();
        StringBuilder text = new StringBuilder("| " + first.title());
        subjects.forEach(subject -> text.append(" | ").append(subject));
        for (String peer : peers) {
            for (Metric metric : compared) {
                String what = metric == first ? "" : metric.title().replaceAll(",.*", "") + " ";
                text.append(" | ").append(what).append("ours : ").append(peer);
            }
        }
        int columns = 1 + subjects.size() + peers.size() * compared.size();
        text.append(" |\n|").append(" --- |".repeat(columns)).append('\n');
        for (String scenario : comparison.scenarios()) {
            List<String> cells = new ArrayList<>();
            cells.add(scenario);
            for (String subject : subjects) {
                cells.add(comparison
                        .spread(scenario, subject, first.key())
                        .map(spread -> number(spread.median()))
                        .orElse(""));
            }
            for (String peer : peers) {
                for (Metric metric : compared) {
                    cells.add(comparison
                            .ratio(scenario, peer, metric.key())
                            .map(Comparison.Spread::asRatio)
                            .orElse(""));
                }
            }
            text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
        return text.append('\n').append(origin(result, comparison)).toString();
    }

    private static String origin(ResultFile result, Comparison comparison) {
        var machine = result.machine();
        return String.format(
                Locale.ROOT,
                "%s; %s, %s processors; %s; commit %s; load average while measuring %.1f (%.1f to %.1f).%n",
                machine.get("date"),
                machine.get("processor"),
                machine.get("processors"),
                machine.get("kernel"),
                machine.get("commit"),
                comparison.load().median(),
                comparison.load().least(),
                comparison.load().most());
    }

    /** Three digits that mean something, and whole thousands apart. */
    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    }
}
