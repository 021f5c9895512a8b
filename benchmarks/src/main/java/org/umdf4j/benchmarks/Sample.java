package org.umdf4j.benchmarks;

import java.util.Map;

/**
 * One measured run.
 *
 * @param scenario what was done, such as {@code "randread 4k, depth 16, 1 job"}
 * @param subject who did it: {@link Benchmark#OURS} or a peer
 * @param pair the number of the round, from 0; the subjects of one round ran one right after the other
 * @param load the machine's load average of the last minute when the run began
 * @param values what was measured, by the name of the {@link Metric}
 */
record Sample(String scenario, String subject, int pair, double load, Map<String, Double> values) {}
