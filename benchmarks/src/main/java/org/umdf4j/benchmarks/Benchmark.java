package org.umdf4j.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** One question, and how to measure the answer. */
interface Benchmark {
    /** The subject that is us. */
    String OURS = "umdf4j";

    /** Its name on the command line and of its result file. */
    String name();

    /** What it answers, one line. */
    String question();

    /** What it measures, the most important first. */
    List<Metric> metrics();

    /**
     * Measures. The subjects of each round run in turn, so that what else the machine does hits them alike.
     *
     * @param samples takes each result as soon as it is there
     * @throws IOException if a program or a part of the system it needs fails; the message is for the user
     * @throws InterruptedException if it is to end early; nothing of it is left then
     */
    void run(Settings settings, Consumer<Sample> samples) throws IOException, InterruptedException;
}
