package org.umdf4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static Sample sample(String scenario, String subject, int round, double iops) {
        return new Sample(scenario, subject, round, 0.5 + round, Map.of("iops", iops));
    }

    @Test
    void aRatioIsTakenRoundByRound() {
        // The machine got ten times slower after the first round: the ratio of the medians would be 5.5, not 2.
        var comparison = new Comparison(List.of(
                sample("read", "umdf4j", 0, 2000),
                sample("read", "peer", 0, 1000),
                sample("read", "umdf4j", 1, 220),
                sample("read", "peer", 1, 100),
                sample("read", "umdf4j", 2, 160),
                sample("read", "peer", 2, 100)));
        assertThat(comparison.ratio("read", "peer", "iops")).contains(new Spread(2, 1.6, 2.2));
    }

    @Test
    void aRoundThatOnlyOneSubjectRanCountsForNoRatio() {
        var comparison = new Comparison(List.of(
                sample("read", "umdf4j", 0, 100), sample("read", "umdf4j", 1, 300), sample("read", "peer", 1, 100)));
        assertThat(comparison.ratio("read", "peer", "iops")).contains(new Spread(3, 3, 3));
        assertThat(comparison.spread("read", "umdf4j", "iops")).contains(new Spread(200, 100, 300));
    }

    @Test
    void whatWasNotMeasuredIsEmpty() {
        var comparison = new Comparison(List.of(sample("read", "umdf4j", 0, 100), sample("write", "peer", 0, 50)));
        assertThat(comparison.ratio("read", "peer", "iops")).isEmpty();
        assertThat(comparison.spread("write", "umdf4j", "iops")).isEmpty();
        assertThat(comparison.spread("read", "umdf4j", "p99_us")).isEmpty();
    }

    @Test
    void scenariosAndSubjectsKeepTheOrderTheyRanIn() {
        var comparison = new Comparison(List.of(
                sample("write", "umdf4j", 0, 1),
                sample("write", "peer", 0, 1),
                sample("read", "umdf4j", 0, 1),
                sample("read", "another", 0, 1)));
        assertThat(comparison.scenarios()).containsExactly("write", "read");
        assertThat(comparison.subjects()).containsExactly("umdf4j", "peer", "another");
        assertThat(comparison.peers()).containsExactly("peer", "another");
    }

    @Test
    void theLoadIsThatOfAllSamples() {
        var comparison = new Comparison(
                List.of(sample("a", "umdf4j", 0, 1), sample("a", "umdf4j", 1, 1), sample("b", "umdf4j", 2, 1)));
        assertThat(comparison.load()).isEqualTo(new Spread(1.5, 0.5, 2.5));
    }
}
