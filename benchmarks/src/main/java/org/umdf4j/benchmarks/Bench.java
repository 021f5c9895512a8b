package org.umdf4j.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
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
            "Results go to benchmarks/results as JSON lines, with the machine they are of; docs/performance.md and the"
                    + " README get their tables and plots from them."
        },
        footer = {
            "",
            "A full run takes about an hour. The machine should have nothing else to do; each sample carries the"
                    + " load average it was taken under.",
            "",
            "Exit codes: 0 done, 1 a benchmark failed, 2 wrong use, 3 something needed is missing, 130 interrupted"
        })
public final class Bench implements Callable<Integer> {
    /** All benchmarks, in the order they run. */
    static final List<Benchmark> ALL = List.of(
            new FuseBenchmark(),
            new UringBenchmark(),
            new NbdBenchmark(),
            new CopyBenchmark(),
            new ProgramBenchmark(),
            new InProcessBenchmark(),
            new StoppingBenchmark());

    private static final int FAILED = 1;
    private static final int MISSING = 3;
    private static final int INTERRUPTED = 130;

    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "BENCHMARK", description = "Which to run (default: all; see --list).")
    List<String> chosen = List.of();

    @Option(names = "--list", description = "Say what there is to run, and end.")
    boolean list;

    @Option(names = "--pairs", paramLabel = "N", description = "Rounds of each scenario (default ${DEFAULT-VALUE}).")
    int pairs = 5;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "Length of a measurement, where it can be chosen (default ${DEFAULT-VALUE}).")
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
        Settings settings =
                quick ? Settings.quick(root) : new Settings(root, pairs, Duration.ofSeconds(seconds), scenario, false);
        for (Benchmark each : reportOnly ? List.<Benchmark>of() : wanted) {
            int exit = measure(each, settings);
            if (exit != 0) {
                return exit;
            }
        }
        if (settings.complete()) {
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

    /** Runs one benchmark and keeps what it measured. Returns the exit code. */
    private int measure(Benchmark benchmark, Settings settings) {
        out.printf("%s: %s%n", benchmark.name(), benchmark.question());
        List<String> missing = Programs.missing(benchmark.needs());
        if (!missing.isEmpty()) {
            System.err.println(
                    "bench: " + benchmark.name() + " needs what is missing here: " + String.join(", ", missing));
            return MISSING;
        }
        try (Run run = new Run(settings, sample -> out.println(progress(benchmark, sample)))) {
            benchmark.measure(run);
            summarize(benchmark, run.samples());
            if (settings.complete()) {
                new ResultFile(Machine.describe(run), run.samples()).write(ResultFile.of(root, benchmark));
            }
            return 0;
        } catch (IOException failure) {
            System.err.println("bench: " + benchmark.name() + ": " + failure.getMessage());
            return FAILED;
        } catch (InterruptedException stop) {
            return INTERRUPTED;
        }
    }

    private static String progress(Benchmark benchmark, Sample sample) {
        StringBuilder line = new StringBuilder(
                "  %-34s %-10s #%d ".formatted(sample.scenario(), sample.subject(), sample.round() + 1));
        for (Metric metric : benchmark.metrics()) {
            Double value = sample.values().get(metric.key());
            if (value != null) {
                line.append(String.format(Locale.ROOT, " %s %.1f", metric.title(), value));
            }
        }
        return line.toString();
    }

    /** Ours beside each peer. */
    private void summarize(Benchmark benchmark, List<Sample> samples) {
        Comparison comparison = new Comparison(samples);
        for (String each : comparison.scenarios()) {
            for (String peer : comparison.peers()) {
                for (Metric metric : benchmark.metrics()) {
                    comparison
                            .ratio(each, peer, metric.key())
                            .ifPresent(ratio -> out.printf(
                                    "  %-34s ours : %-10s %-8s %s%n", each, peer, metric.key(), ratio.asRatio()));
                }
            }
        }
    }
}
