package org.umdf4j.benchmarks;

import java.io.IOException;
import java.util.List;

/**
 * One question, and how to measure the answer. To add one: implement this, name it in {@link Bench#ALL}, and give
 * {@code docs/performance.md} a section with the comments {@code <!-- bench NAME -->} and {@code <!-- end -->}.
 */
interface Benchmark {
    /** The subject that is us. */
    String OURS = "umdf4j";

    /**
     * A figure that the README quotes.
     *
     * @param scenario as the samples name it
     * @param metric a {@link Metric#key}
     */
    record Highlight(String scenario, String metric) {}

    /** Its name on the command line and of its result file. */
    String name();

    /** What it answers, one line. */
    String question();

    /** What it measures, the most important first. Each sample has at least one of them. */
    List<Metric> metrics();

    /** The programs and files it cannot do without: a name is looked for on PATH, a path must exist. */
    default List<String> needs() {
        return List.of();
    }

    /** What the README quotes of it, few. */
    default List<Highlight> highlights() {
        return List.of();
    }

    /**
     * Measures: {@link Run#inTurn} for each scenario. With {@link Run#quick} a few scenarios are enough, but each metric
     * and each peer occurs; the whole takes seconds.
     *
     * @throws IOException if a program or a part of the system it needs fails; the message is for the user
     * @throws InterruptedException if it is to end early
     */
    void measure(Run run) throws IOException, InterruptedException;
}
