package org.umdf4j.benchmarks;

/**
 * A quantity a benchmark measures.
 *
 * @param key its name in the data
 * @param title its name and unit in tables
 * @param higherIsBetter whether more of it is better; a ratio above 1 is then ours being better
 */
record Metric(String key, String title, boolean higherIsBetter) {
    static Metric more(String key, String title) {
        return new Metric(key, title, true);
    }

    static Metric less(String key, String title) {
        return new Metric(key, title, false);
    }
}
