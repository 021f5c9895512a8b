package org.umdf4j.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** A median and the range around it. */
record Spread(double median, double least, double most) {
    /** Of at least one value. */
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** {@code "1.02 (0.97 to 1.08)"}. */
    String asRatio() {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", median, least, most);
    }

    /** {@code "5,210 (4,990 to 5,432)"}. */
    String asValue() {
        return number(median) + " (" + number(least) + " to " + number(most) + ")";
    }

    /** The digits of a value that mean something, whole thousands apart. */
    static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    }
}
