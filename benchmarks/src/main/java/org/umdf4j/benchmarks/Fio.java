package org.umdf4j.benchmarks;

import java.io.IOException;
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
            Metric.less("p50_us", "p50, µs"),
            Metric.less("p99_us", "p99, µs"),
            Metric.less("p999_us", "p99.9, µs"));

    /** In words, as results name it. */
    String scenario() {
        return "%s %s, depth %d, %d job%s".formatted(pattern, block, depth, jobs, jobs == 1 ? "" : "s");
    }

    /**
     * Runs it.
     *
     * @param engine fio's engine and target, in the order fio wants them
     * @param time how long, with fio's unit
     * @return the values of {@link #METRICS}
     */
    Map<String, Double> run(Children children, List<String> engine, String time)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("fio", "--name=bench"));
        command.addAll(engine);
        command.addAll(List.of(
                "--rw=" + pattern,
                "--bs=" + block,
                "--iodepth=" + depth,
                "--numjobs=" + jobs,
                "--runtime=" + time,
                "--time_based",
                "--group_reporting",
                "--norandommap",
                "--randrepeat=1",
                "--size=" + Disk.SIZE,
                "--output-format=json"));
        if (pattern.equals("randrw")) {
            command.add("--rwmixread=70");
        }
        return values(Json.object(children.run(command)));
    }

    private Map<String, Double> values(Map<String, Object> report) throws IOException {
        Map<String, Object> job = Json.asObject(((List<?>) report.get("jobs")).getFirst());
        if (Json.number(job, "error") != 0) {
            throw new IOException("fio " + scenario() + ": error " + job.get("error"));
        }
        Map<String, Object> read = Json.object(job, "read");
        Map<String, Object> write = Json.object(job, "write");
        double iops = Json.number(read, "iops") + Json.number(write, "iops");
        if (iops <= 0) {
            throw new IOException("fio " + scenario() + " did nothing");
        }
        // Of a mix the reads' latencies: they are the majority and what a program waits for.
        Map<String, Object> latency =
                Json.object(Json.number(read, "iops") > 0 ? read : write, "clat_ns", "percentile");
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("iops", iops);
        values.put("p50_us", Json.number(latency, "50.000000") / 1000);
        values.put("p99_us", Json.number(latency, "99.000000") / 1000);
        values.put("p999_us", Json.number(latency, "99.900000") / 1000);
        return values;
    }
}
