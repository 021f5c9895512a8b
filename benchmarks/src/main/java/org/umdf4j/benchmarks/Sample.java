package org.umdf4j.benchmarks;

import java.util.Map;

/**
 * One measurement.
 *
 * @param scenario what was done, such as {@code "randread 4k, depth 16, 1 job"}
 * @param subject who did it: {@link Benchmark#OURS} or a peer
 * @param round from 0; the subjects of one round ran one right after the other
 * @param load the machine's load average of the last minute when it began
 * @param values what was measured, by {@link Metric#key}
 */
record Sample(String scenario, String subject, int round, double load, Map<String, Double> values) {}
