package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A load that {@code fio} makes.
 *
 * @param pattern fio's {@code rw}
 * @param block fio's {@code bs}
 * @param depth requests in flight for each job
 * @param jobs processes, each with its own descriptor or connection
 */
record Fio(String pattern, String block, int depth, int jobs) {
    static final List<Metric> METRICS = List.of(
            Metric.more("iops", "IOPS"),
            Metric.less("p50_us", "p50, µs").onlyData(),
            Metric.less("p99_us", "p99, µs"),
            Metric.less("p999_us", "p99.9, µs").onlyData());

    /** In words, as results name it. */
    String scenario() {
        return "%s %s, depth %d, %d job%s".formatted(pattern, block, depth, jobs, jobs == 1 ? "" : "s");
    }

    /** Engine and target: a file, past the page cache. */
    static List<String> direct(Path file) {
        return List.of("--ioengine=libaio", "--direct=1", "--filename=" + file);
    }

    /** Engine and target: the one export of an NBD server on a Unix socket. */
    static List<String> nbd(Path socket) {
        return List.of("--ioengine=nbd", "--uri=" + uri(socket));
    }

    /** The address of the one export of an NBD server on a Unix socket. */
    static String uri(Path socket) {
        return "nbd+unix:///?socket=" + socket;
    }

    /** Touches every block once and shows a JIT compiler every kind of request. */
    static void warmUp(Run run, List<String> engine) throws IOException, InterruptedException {
        Duration filling = run.quick() ? run.length() : Duration.ofSeconds(1);
        Duration warming = run.quick() ? run.length() : Duration.ofSeconds(4);
        new Fio("write", "1m", 4, 1).run(run.children(), engine, filling);
        new Fio("randrw", "4k", 16, 1).run(run.children(), engine, warming);
        new Fio("randrw", "4k", 1, 1).run(run.children(), engine, warming);
    }

    /**
     * Runs it.
     *
     * @param engine {@link #direct} or {@link #nbd}
     * @param time how long, without what fio needs to start and end
     * @return the values of {@link #METRICS}
     */
    Map<String, Double> run(Children children, List<String> engine, Duration time)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("fio", "--name=bench"));
        command.addAll(engine);
        command.addAll(List.of(
                "--rw=" + pattern,
                "--bs=" + block,
                "--iodepth=" + depth,
                "--numjobs=" + jobs,
                "--runtime=" + time.toMillis() + "ms",
                "--time_based",
                "--group_reporting",
                "--norandommap",
                "--randrepeat=1",
                "--size=" + Disk.SIZE,
                "--output-format=json"));
        if (pattern.equals("randrw")) {
            command.add("--rwmixread=70");
        }
        return values(JsonObject.parse(children.run(command)));
    }

    private Map<String, Double> values(JsonObject report) throws IOException {
        JsonObject job = report.first("jobs");
        if (job.number("error") != 0) {
            throw new IOException("fio " + scenario() + ": error " + job.number("error"));
        }
        JsonObject read = job.object("read");
        JsonObject write = job.object("write");
        double iops = read.number("iops") + write.number("iops");
        if (iops <= 0) {
            throw new IOException("fio " + scenario() + " did nothing");
        }
        // Of a mix the reads' latencies: they are the majority and what a program waits for.
        JsonObject latency = (read.number("iops") > 0 ? read : write).object("clat_ns", "percentile");
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("iops", iops);
        values.put("p50_us", latency.number("50.000000") / 1000);
        values.put("p99_us", latency.number("99.000000") / 1000);
        values.put("p999_us", latency.number("99.900000") / 1000);
        return values;
    }
}
