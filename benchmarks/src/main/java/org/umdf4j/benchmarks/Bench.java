package org.umdf4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ./bench}. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        version = "umdf4j benchmarks",
        description = {
            "Measures umdf4j beside its peers, in turn on the same machine, and keeps the figures.",
            "",
            "Results go to benchmarks/results as JSON, with the machine they are of; docs/performance.md gets its tables"
                    + " and plots from them."
        },
        footer = {
            "",
            "A full run takes about 40 minutes. The machine should have nothing else to do; each sample carries the"
                    + " load average it was taken under.",
            "",
            "Exit codes: 0 done, 1 a benchmark failed, 2 wrong use, 3 something needed is missing, 130 interrupted"
        })
public final class Bench implements Callable<Integer> {
    private static final List<Benchmark> ALL = List.of(new FuseBenchmark(), new NbdBenchmark(), new CopyBenchmark());

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "BENCHMARK", description = "Which to run (default: all; see --list).")
    List<String> chosen = List.of();

    @Option(names = "--list", description = "Say what there is to run, and end.")
    boolean list;

    @Option(names = "--pairs", paramLabel = "N", description = "Rounds of each scenario (default ${DEFAULT-VALUE}).")
    int pairs = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "Length of each run (default ${DEFAULT-VALUE}).")
    int seconds = 2;

    @Option(
            names = "--scenario",
            paramLabel = "TEXT",
            description = "Only scenarios that contain this; prints, keeps nothing.")
    String scenario = "";

    @Option(names = "--quick", description = "Show that everything runs, in a minute; keeps nothing.")
    boolean quick;

    @Option(names = "--report", description = "Only make the tables and plots anew from the results that are there.")
    boolean reportOnly;

    @Option(names = "--root", hidden = true)
    Path root = Path.of("").toAbsolutePath();

    private final PrintStream out = System.out;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench()).setUsageHelpWidth(100).execute(arguments));
    }

    /** All benchmarks, in the order they run. */
    static List<Benchmark> all() {
        return ALL;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            ALL.forEach(each -> out.printf("%-10s %s%n", each.name(), each.question()));
            return 0;
        }
        if (pairs < 1 || seconds < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--pairs and --seconds are at least 1");
        }
        List<Benchmark> wanted = wanted();
        if (!reportOnly) {
            for (Benchmark each : wanted) {
                int failure = run(each);
                if (failure != 0) {
                    return failure;
                }
            }
        }
        if (!quick && scenario.isEmpty()) {
            new Report(root).write(ALL);
        }
        return 0;
    }

    private List<Benchmark> wanted() {
        for (String name : chosen) {
            if (ALL.stream().noneMatch(each -> each.name().equals(name))) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "there is no benchmark '" + name + "'; --list shows what there is");
            }
        }
        return ALL.stream()
                .filter(each -> chosen.isEmpty() || chosen.contains(each.name()))
                .toList();
    }

    private int run(Benchmark benchmark) throws IOException {
        Path scratch = Files.createTempDirectory(memory(), "umdf4j-bench-");
        Thread removal = new Thread(() -> remove(scratch));
        out.printf("%s: %s%n", benchmark.name(), benchmark.question());
        try (Children children = new Children(scratch)) {
            Settings settings = new Settings(root, scratch, quick ? 1 : pairs, quick ? 1 : seconds, scenario, quick);
            var machine = Machine.describe(settings, children);
            List<Sample> samples = new ArrayList<>();
            benchmark.run(settings, sample -> {
                samples.add(sample);
                out.println(progress(benchmark, sample));
            });
            summarize(benchmark, samples);
            if (!quick && scenario.isEmpty()) {
                new ResultFile(machine, samples).write(Report.results(root, benchmark));
            }
            return 0;
        } catch (IOException failure) {
            out.printf("bench: %s: %s%n", benchmark.name(), failure.getMessage());
            return 1;
        } catch (InterruptedException stop) {
            return 130;
        } finally {
            removal.run();
        }
    }

    private static String progress(Benchmark benchmark, Sample sample) {
        StringBuilder line = new StringBuilder(
                "  %-34s %-10s #%d ".formatted(sample.scenario(), sample.subject(), sample.pair() + 1));
        for (Metric metric : benchmark.metrics()) {
            Double value = sample.values().get(metric.key());
            if (value != null) {
                line.append(String.format(Locale.ROOT, " %s %.1f", metric.title(), value));
            }
        }
        return line.toString();
    }

    /** Ours beside each peer, by the first metric. */
    private void summarize(Benchmark benchmark, List<Sample> samples) {
        Comparison comparison = new Comparison(samples);
        for (String each : comparison.scenarios()) {
            for (String peer : comparison.subjects()) {
                for (Metric metric : benchmark.metrics()) {
                    if (!peer.equals(Benchmark.OURS)) {
                        comparison
                                .ratio(each, peer, metric.key())
                                .ifPresent(ratio -> out.printf(
                                        "  %-34s ours : %-10s %-8s %s%n", each, peer, metric.key(), ratio.asRatio()));
                    }
                }
            }
        }
    }

    /** A directory in memory: what lies there costs no device's time. */
    private static Path memory() {
        Path shared = Path.of("/dev/shm");
        return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void remove(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        } catch (IOException failure) {
            System.err.println("bench: " + directory + " is left: " + failure.getMessage());
        }
    }
}
