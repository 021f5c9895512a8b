package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every benchmark runs, with tiny settings. Needs the packaged program, so it runs behind the {@code package} phase. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class SmokeTest {
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    static Stream<Named<Benchmark>> benchmarks() {
        return Bench.ALL.stream().map(each -> Named.of(each.name(), each));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("benchmarks")
    void givesPlausibleSamplesOfEverySubjectAndLeavesNothing(Benchmark benchmark)
            throws IOException, InterruptedException {
        List<String> missing = Programs.missing(benchmark.needs());
        assumeTrue(missing.isEmpty(), () -> benchmark.name() + " needs what is missing here: " + missing);
        assumeTrue(Files.exists(CHECKOUT.resolve("host/target/app")), "the program is not packaged: mvn package");

        Path scratch;
        List<Sample> samples;
        try (Run run = new Run(Settings.quick(CHECKOUT), sample -> {})) {
            scratch = run.scratch();
            benchmark.measure(run);
            samples = run.samples();
        }
        assertPlausible(benchmark, samples);
        assertThat(scratch).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(scratch.toString());
    }

    private static void assertPlausible(Benchmark benchmark, List<Sample> samples) {
        Comparison comparison = new Comparison(samples);
        assertThat(comparison.subjects()).contains(Benchmark.OURS);
        for (String scenario : comparison.scenarios()) {
            assertThat(samples.stream()
                            .filter(sample -> sample.scenario().equals(scenario))
                            .map(Sample::subject))
                    .as(scenario)
                    .contains(Benchmark.OURS)
                    .doesNotHaveDuplicates();
        }
        Set<String> measured = new HashSet<>();
        for (Sample sample : samples) {
            sample.values().forEach((metric, value) -> {
                measured.add(metric);
                assertThat(value).as("%s of %s", metric, sample).isFinite().isNotNegative();
            });
        }
        String first = benchmark.metrics().getFirst().key();
        assertThat(samples).allSatisfy(sample -> assertThat(sample.values().getOrDefault(first, 1.0))
                .isPositive());
        assertThat(measured)
                .containsExactlyInAnyOrderElementsOf(
                        benchmark.metrics().stream().map(Metric::key).toList());
    }
}
