package org.umdf4j.benchmarks;

import java.nio.file.Path;

/**
 * How to measure.
 *
 * @param root the checkout
 * @param scratch a directory of this run, removed at its end
 * @param pairs rounds of each scenario
 * @param seconds how long one run of a scenario takes
 * @param scenario only scenarios that contain this
 * @param quick whether this only shows that everything runs: few scenarios, short, no figures worth keeping
 */
record Settings(Path root, Path scratch, int pairs, int seconds, String scenario, boolean quick) {}
