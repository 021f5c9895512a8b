package org.umdf4j.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A benchmark as a picture: for each scenario and peer a bar from the least to the greatest ratio of ours to the peer's, a
 * mark at the median, and a line at 1. Ratios are on a logarithmic axis, so that twice and half are equally far away.
 */
final class Plot {
    private static final int LEFT = 330;
    private static final int WIDTH = 900;
    private static final int ROW = 14;
    private static final int TOP = 60;
    private static final double LEAST = 1.0 / 8;
    private static final double MOST = 8;
    private static final List<String> COLOURS = List.of("#2563a8", "#b4561f", "#4d7a2a", "#7a3b8f", "#8a6d00");

    private final Benchmark benchmark;
    private final Comparison comparison;
    private final List<String> peers;

    Plot(Benchmark benchmark, Comparison comparison) {
        this.benchmark = benchmark;
        this.comparison = comparison;
        this.peers = comparison.subjects().stream()
                .filter(each -> !each.equals(Benchmark.OURS))
                .toList();
    }

    String svg() {
        Metric metric = benchmark.metrics().getFirst();
        List<String> rows = new ArrayList<>();
        int y = TOP;
        for (String scenario : comparison.scenarios()) {
            int begin = y;
            for (int i = 0; i < peers.size(); i++) {
                var ratio = comparison.ratio(scenario, peers.get(i), metric.key());
                if (ratio.isPresent()) {
                    rows.add(bar(y, COLOURS.get(i % COLOURS.size()), ratio.get()));
                    y += ROW;
                }
            }
            if (y > begin) {
                rows.add(text(LEFT - 10, (begin + y) / 2.0 + 4, "end", "#222", scenario));
                y += ROW / 2;
            }
        }
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                WIDTH, y + 20));
        String better = metric.higherIsBetter() ? "right of 1 ours is better" : "left of 1 ours is better";
        svg.append(text(10, 18, "start", "#222", "%s, ours : peer; %s".formatted(metric.title(), better)));
        double legend = 10;
        for (int i = 0; i < peers.size(); i++) {
            svg.append(text(legend, 36, "start", COLOURS.get(i % COLOURS.size()), "■ " + peers.get(i)));
            legend += 30 + 8 * peers.get(i).length();
        }
        for (double tick = LEAST; tick <= MOST; tick *= 2) {
            svg.append(format(
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n",
                    x(tick), x(tick), TOP - 8, y, tick == 1 ? "#222" : "#ddd"));
            svg.append(text(x(tick), TOP - 12, "middle", "#555", tick < 1 ? "1/" + (int) (1 / tick) : "" + (int) tick));
        }
        rows.forEach(svg::append);
        return svg.append("</svg>\n").toString();
    }

    private static String bar(int y, String colour, Comparison.Spread ratio) {
        return format(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"5\" opacity=\"0.35\"/>%n"
                        + "<circle cx=\"%.1f\" cy=\"%d\" r=\"4\" fill=\"%s\"/>%n",
                x(ratio.least()), x(ratio.most()), y + 6, y + 6, colour, x(ratio.median()), y + 6, colour);
    }

    private static String text(double x, double y, String anchor, String colour, String words) {
        String safe = words.replace("&", "&amp;").replace("<", "&lt;");
        return format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y, anchor, colour, safe);
    }

    private static double x(double ratio) {
        double place = Math.log(Math.clamp(ratio, LEAST, MOST) / LEAST) / Math.log(MOST / LEAST);
        return LEFT + place * (WIDTH - LEFT - 20);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
