package org.umdf4j.benchmarks;

/**
 * A quantity a benchmark measures.
 *
 * @param key its name in the data
 * @param title its name and unit in tables
 * @param better which way is better
 * @param shown whether it has a table and a plot; all are in the data
 */
record Metric(String key, String title, Better better, boolean shown) {
    /** Which of two values is the better one. */
    enum Better {
        MORE,
        LESS
    }

    static Metric more(String key, String title) {
        return new Metric(key, title, Better.MORE, true);
    }

    static Metric less(String key, String title) {
        return new Metric(key, title, Better.LESS, true);
    }

    /** The same without a table. */
    Metric onlyData() {
        return new Metric(key, title, better, false);
    }
}
