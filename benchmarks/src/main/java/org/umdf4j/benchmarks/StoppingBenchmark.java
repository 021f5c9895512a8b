package org.umdf4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.umdf4j.benchmarks.inprocess.StoppingRun;

/** How long a device takes to leave D0 and to come back while its driver owns requests. Each run is a JVM. */
final class StoppingBenchmark implements Benchmark {
    @Override
    public String name() {
        return "stopping";
    }

    @Override
    public String question() {
        return "suspend to OnD0Exit and resume to full flow with up to a million owned requests, and their heap";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.less("suspend_us", "suspend, µs"),
                Metric.less("first_suspend_us", "first suspend of the process, µs"),
                Metric.less("suspend_ns", "suspend, ns a request"),
                Metric.less("resume_us", "resume, µs"),
                Metric.less("resume_ns", "resume, ns a request"),
                Metric.less("owned_bytes", "heap of an owned request, bytes"),
                Metric.less("stored_bytes", "heap of a stored request, bytes"));
    }

    /** What a run does: how many requests, and the driver's answer to OnIoStop. */
    private record Load(int requests, String answer) {
        String scenario() {
            return requests == 0 ? "idle" : String.format(Locale.ROOT, "%s %,d", answer, requests);
        }
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        for (Load load : run.quick() ? List.of(new Load(1_000, "keep")) : loads()) {
            run.inTurn(load.scenario(), Map.of(OURS, load), one -> measure(run.children(), one));
        }
    }

    private static List<Load> loads() {
        List<Load> loads = new ArrayList<>(List.of(new Load(0, "keep")));
        for (String answer : List.of("keep", "requeue")) {
            for (int requests : List.of(1, 1_000, 100_000, 1_000_000)) {
                loads.add(new Load(requests, answer));
            }
        }
        return loads;
    }

    private static Map<String, Double> measure(Children children, Load load) throws IOException, InterruptedException {
        String said = children.run(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                StoppingRun.class.getName(),
                Integer.toString(load.requests()),
                load.answer()));
        Map<String, Double> values = new LinkedHashMap<>();
        for (String line : said.lines().toList()) {
            String[] words = line.split(" ");
            values.put(words[0], Double.valueOf(words[1]));
        }
        return values;
    }
}
