package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Map<String, String> MACHINE = Map.of(
            "date", "2026-11-23", "processor", "X1", "processors", "2", "kernel", "Linux 6", "commit", "abc1234");

    @TempDir
    Path root;

    private record Fake(List<Metric> metrics) implements Benchmark {
        @Override
        public String name() {
            return "fake";
        }

        @Override
        public String question() {
            return "is it?";
        }

        @Override
        public List<Highlight> highlights() {
            return List.of(new Highlight("read", "iops"));
        }

        @Override
        public void measure(Run run) {
            throw new AssertionError("a report measures nothing");
        }
    }

    @BeforeEach
    void makeDocuments() throws IOException {
        Files.createDirectories(root.resolve("docs"));
        Files.writeString(root.resolve(Report.PAGE), "before\n<!-- bench fake -->\nold\n<!-- end -->\nafter\n");
        Files.writeString(root.resolve(Report.README), "top\n<!-- bench highlights -->\n<!-- end -->\nbottom\n");
    }

    private String report(Benchmark benchmark, List<Sample> samples) throws IOException {
        new ResultFile(MACHINE, samples).write(ResultFile.of(root, benchmark));
        new Report(root).write(List.of(benchmark));
        return Files.readString(root.resolve(Report.PAGE));
    }

    private static Sample sample(String subject, int round, double iops, double p99) {
        return new Sample("read", subject, round, round, Map.of("iops", iops, "p99_us", p99, "hidden", 1.0));
    }

    @Test
    void aShownMetricHasAPlotAndATableOfMediansAndRatios() throws IOException {
        var benchmark = new Fake(List.of(
                Metric.more("iops", "IOPS"),
                Metric.less("p99_us", "p99, µs"),
                Metric.less("hidden", "hidden").onlyData()));
        List<Sample> samples = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            samples.add(sample("umdf4j", round, 1100 + round, 30));
            samples.add(sample("peer", round, 1000, 20));
        }
        String page = report(benchmark, samples);
        assertThat(page).isEqualTo("""
                before
                <!-- bench fake -->
                ![IOPS, ours : peer; right of 1 ours is better](performance/fake-iops.svg)

                | IOPS | umdf4j | peer | ours : peer |
                | --- | ---: | ---: | ---: |
                | read | 1,101 | 1,000 | 1.10 (1.10 to 1.10) |

                ![p99, µs, ours : peer; left of 1 ours is better](performance/fake-p99-us.svg)

                | p99, µs | umdf4j | peer | ours : peer |
                | --- | ---: | ---: | ---: |
                | read | 30.0 | 20.0 | 1.50 (1.50 to 1.50) |

                2026-11-23; X1, 2 processors; Linux 6; commit abc1234; load average while measuring 1.0 (0.0 to 2.0).
                <!-- end -->
                after
                """);
        assertThat(root.resolve("docs/performance")).isDirectoryContaining("glob:**fake-iops.svg");
        assertThat(root.resolve("docs/performance")).isDirectoryNotContaining("glob:**hidden*");
        assertThat(Files.readString(root.resolve(Report.README))).isEqualTo("""
                top
                <!-- bench highlights -->
                |  |  | umdf4j | ours : theirs |
                | --- | --- | ---: | --- |
                | fake: read | IOPS | 1,101 | 1.10 × peer |
                <!-- end -->
                bottom
                """);
    }

    @Test
    void aScenarioWithoutAPeerIsInTheTableAndNotInThePlot() throws IOException {
        var benchmark = new Fake(List.of(Metric.more("iops", "IOPS")));
        var alone = new Sample("alone", "umdf4j", 0, 0, Map.of("iops", 7.0));
        String page = report(benchmark, List.of(sample("umdf4j", 0, 2, 1), sample("peer", 0, 1, 1), alone));
        assertThat(page).contains("| alone | 7.000 |  |  |");
        assertThat(Files.readString(root.resolve("docs/performance/fake-iops.svg")))
                .contains(">read<")
                .doesNotContain("alone");
    }

    @Test
    void withoutPeersATableHasTheRange() throws IOException {
        var benchmark = new Fake(List.of(Metric.less("iops", "ns")));
        String page = report(benchmark, List.of(sample("umdf4j", 0, 100, 1), sample("umdf4j", 1, 300, 1)));
        assertThat(page).contains("""
                | ns | median (range) |
                | --- | ---: |
                | read | 200 (100 to 300) |
                """);
    }

    @Test
    void aDocumentWithoutAPlaceForTheTableIsAnError() throws IOException {
        Files.writeString(root.resolve(Report.PAGE), "<!-- bench fake -->\nno end");
        assertThatThrownBy(() ->
                        report(new Fake(List.of(Metric.more("iops", "IOPS"))), List.of(sample("umdf4j", 0, 1, 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bench fake");
    }
}
