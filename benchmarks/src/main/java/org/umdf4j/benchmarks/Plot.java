package org.umdf4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A picture of spreads: for each row a bar from the least to the greatest value of each series and a mark at the median, on
 * a logarithmic axis, so that twice and half are equally far away.
 *
 * @param series names, by the number in {@link Bar}
 * @param ratios whether the values are ratios: the axis then has powers of 2 and a line at 1, else powers of 10
 */
record Plot(String title, List<String> series, boolean ratios, List<Row> rows) {
    private static final int LEFT = 330;
    private static final int RIGHT = 30;
    private static final int WIDTH = 900;
    private static final int ROW = 14;
    private static final int TOP = 60;
    private static final List<String> COLOURS = List.of("#2563a8", "#b4561f", "#4d7a2a", "#7a3b8f", "#8a6d00");

    /** @param series the number of its series */
    record Bar(int series, Spread spread) {}

    record Row(String label, List<Bar> bars) {}

    String svg() {
        Axis axis = Axis.around(rows, ratios);
        StringBuilder marks = new StringBuilder();
        int y = TOP;
        for (Row row : rows) {
            marks.append(text(LEFT - 10, y + row.bars().size() * ROW / 2.0 + 4, "end", "#222", row.label()));
            for (Bar bar : row.bars()) {
                marks.append(bar(axis, y + ROW / 2, bar));
                y += ROW;
            }
            y += ROW / 2;
        }
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH, y + ROW));
        svg.append(text(10, 18, "start", "#222", title));
        svg.append(legend());
        svg.append(ticks(axis, y));
        return svg.append(marks).append("</svg>\n").toString();
    }

    private String legend() {
        StringBuilder legend = new StringBuilder();
        double x = 10;
        for (int i = 0; i < series.size(); i++) {
            legend.append(text(x, 36, "start", colour(i), "■ " + series.get(i)));
            x += 30 + 8 * series.get(i).length();
        }
        return legend.toString();
    }

    private static String ticks(Axis axis, int bottom) {
        StringBuilder ticks = new StringBuilder();
        for (double tick : axis.ticks()) {
            double x = axis.x(tick);
            String colour = axis.base() == 2 && tick == 1 ? "#222" : "#ddd";
            ticks.append(format(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n",
                    x, x, TOP - 6, bottom, colour));
            String label = tick < 1 ? "1/" + Math.round(1 / tick) : format("%,d", Math.round(tick));
            ticks.append(text(x, TOP - 12, "middle", "#555", label));
        }
        return ticks.toString();
    }

    private static String bar(Axis axis, int y, Bar bar) {
        Spread spread = bar.spread();
        String colour = colour(bar.series());
        return format(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"5\" opacity=\"0.35\"/>%n"
                        + "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"/>%n",
                axis.x(spread.least()), axis.x(spread.most()), y, y, colour, axis.x(spread.median()), y, colour);
    }

    private static String text(double x, double y, String anchor, String colour, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;");
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, safe);
    }

    private static String colour(int series) {
        return COLOURS.get(series % COLOURS.size());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /** From {@code base} to the power of {@code from} to that of {@code to}. */
    private record Axis(int base, int from, int to) {
        /** With room for every positive value; zero, which has no logarithm, is drawn at the left end. */
        static Axis around(List<Row> rows, boolean ratios) {
            int base = ratios ? 2 : 10;
            double[] powers = rows.stream()
                    .flatMap(row -> row.bars().stream())
                    .flatMapToDouble(bar ->
                            DoubleStream.of(bar.spread().least(), bar.spread().most()))
                    .filter(value -> value > 0)
                    .map(value -> Math.log(value) / Math.log(base))
                    .toArray();
            int from = (int) Math.floor(DoubleStream.of(powers).min().orElse(0));
            int to = (int) Math.ceil(DoubleStream.of(powers).max().orElse(1));
            return ratios
                    ? new Axis(base, Math.min(from, -1), Math.max(to, 1))
                    : new Axis(base, from, Math.max(to, from + 1));
        }

        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            for (int power = from; power <= to; power++) {
                ticks.add(Math.pow(base, power));
            }
            return ticks;
        }

        double x(double value) {
            double power = value <= 0 ? from : Math.log(value) / Math.log(base);
            return LEFT + (power - from) / (to - from) * (WIDTH - LEFT - RIGHT);
        }
    }
}
