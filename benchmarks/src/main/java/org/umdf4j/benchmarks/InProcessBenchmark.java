package org.umdf4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.umdf4j.benchmarks.inprocess.QueueKind;
import org.umdf4j.benchmarks.inprocess.RoundTrip;
import org.umdf4j.benchmarks.inprocess.RoundTripPeers;

/** A request's round trip in one process: the framework's own cost, without kernel and reflector. Each run is a JVM. */
final class InProcessBenchmark implements Benchmark {
    static {
        // Somebody else's JMH is none of our business: each sample says how busy the machine was.
        System.setProperty("jmh.ignoreLock", "true");
    }

    private static final Metric NANOS = Metric.less("ns", "ns a request");
    private static final Metric BYTES = Metric.less("bytes", "bytes allocated a request");

    @Override
    public String name() {
        return "inprocess";
    }

    @Override
    public String question() {
        return "a request through a queue beside its handler called directly and a queue with a thread; by JMH";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(NANOS, BYTES);
    }

    @Override
    public List<Highlight> highlights() {
        return List.of(new Highlight("parallel, 1 thread", NANOS.key()));
    }

    /** A subject of a scenario: a method of a JMH class, and its parameters. */
    private record Subject(String method, Map<String, String> parameters) {
        static Subject roundTrip(QueueKind kind, boolean recorded) {
            return new Subject(
                    RoundTrip.class.getName() + ".umdf4j",
                    Map.of("kind", kind.name(), "recorded", Boolean.toString(recorded)));
        }

        static Subject peer(String method) {
            return new Subject(RoundTripPeers.class.getName() + "." + method, Map.of());
        }
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        for (int threads : run.quick() ? List.of(1) : List.of(1, 2, 4)) {
            for (QueueKind kind : run.quick() ? List.of(QueueKind.PARALLEL) : List.of(QueueKind.values())) {
                String scenario = kind.name().toLowerCase(Locale.ROOT) + ", " + threads;
                run.inTurn(
                        scenario + (threads == 1 ? " thread" : " threads"),
                        subjects(kind, threads),
                        subject -> measure(run, threads, subject));
            }
        }
    }

    /** The peers know nothing of queues, so one kind of them is enough. */
    private static Map<String, Subject> subjects(QueueKind kind, int threads) {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        subjects.put(OURS, Subject.roundTrip(kind, true));
        if (threads == 1) {
            subjects.put("no recorder", Subject.roundTrip(kind, false));
        }
        if (kind == QueueKind.PARALLEL) {
            subjects.put("direct call", Subject.peer("direct"));
            subjects.put("direct, 2 locks", Subject.peer("directWithLocks"));
            subjects.put("ArrayBlockingQueue", Subject.peer("arrayBlockingQueue"));
            subjects.put("JCTools", Subject.peer("jcTools"));
        }
        return subjects;
    }

    /** One JVM that warms up for longer than it measures: until the compiler has nothing more to do. */
    private static Map<String, Double> measure(Run run, int threads, Subject subject) throws IOException {
        TimeValue slice = TimeValue.milliseconds(run.length().toMillis() / 2);
        var options = new OptionsBuilder()
                .include("^" + Pattern.quote(subject.method()) + "$")
                .threads(threads)
                .forks(1)
                .warmupIterations(4)
                .warmupTime(slice)
                .measurementIterations(2)
                .measurementTime(slice)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .output(run.scratch().resolve("jmh.log").toString())
                .shouldFailOnError(true);
        subject.parameters().forEach((name, value) -> options.param(name, value));
        try {
            return values(new Runner(options.build()).run());
        } catch (RunnerException failure) {
            throw new IOException(subject.method() + ": " + failure.getMessage(), failure);
        }
    }

    private static Map<String, Double> values(Collection<RunResult> results) throws IOException {
        List<RunResult> all = new ArrayList<>(results);
        if (all.size() != 1) {
            throw new IOException("JMH has " + all.size() + " results instead of one");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(NANOS.key(), all.getFirst().getPrimaryResult().getScore());
        all.getFirst().getSecondaryResults().forEach((name, result) -> {
            if (name.endsWith("gc.alloc.rate.norm")) {
                values.put(BYTES.key(), result.getScore());
            }
        });
        return values;
    }
}
