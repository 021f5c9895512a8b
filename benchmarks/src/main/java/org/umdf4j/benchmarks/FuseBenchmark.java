package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The disk as a file, by direct I/O. */
final class FuseBenchmark implements Benchmark {
    private static final List<Integer> DEPTHS = List.of(1, 16, 64);
    private static final List<Integer> JOBS = List.of(1, 4);

    @Override
    public String name() {
        return "fuse";
    }

    @Override
    public String question() {
        return "the disk driver as a FUSE file beside the same in C on libfuse, and a plain file in memory";
    }

    @Override
    public List<Metric> metrics() {
        return Fio.METRICS;
    }

    @Override
    public void run(Settings settings, Consumer<Sample> samples) throws IOException, InterruptedException {
        try (Children children = new Children(settings.scratch())) {
            Disk disk = new Disk(settings, children);
            Map<String, Path> files = new LinkedHashMap<>();
            files.put(OURS, disk.ourFile());
            files.put("libfuse", disk.libfuseFile());
            files.put("tmpfs", disk.tmpfsFile());
            for (Path file : files.values()) {
                warmUp(settings, children, file);
            }
            for (Fio load : settings.quick() ? loads().subList(0, 2) : loads()) {
                Rounds rounds = new Rounds(samples, settings);
                files.forEach((subject, file) ->
                        rounds.with(subject, () -> load.run(children, engine(file), settings.seconds() + "s")));
                rounds.run(load.scenario());
            }
        }
    }

    /** Every block is touched once, and a JIT compiler has seen every kind of request. */
    private static void warmUp(Settings settings, Children children, Path file)
            throws IOException, InterruptedException {
        new Fio("write", "1m", 4, 1).run(children, engine(file), "1s");
        String time = settings.quick() ? "500ms" : "4s";
        new Fio("randrw", "4k", 16, 1).run(children, engine(file), time);
        new Fio("randrw", "4k", 1, 1).run(children, engine(file), time);
    }

    private static List<String> engine(Path file) {
        return List.of("--ioengine=libaio", "--direct=1", "--filename=" + file);
    }

    private static List<Fio> loads() {
        List<Fio> loads = new ArrayList<>();
        for (int jobs : JOBS) {
            for (int depth : DEPTHS) {
                loads.add(new Fio("randread", "4k", depth, jobs));
                loads.add(new Fio("randwrite", "4k", depth, jobs));
            }
        }
        for (String block : List.of("128k", "1m")) {
            loads.add(new Fio("read", block, 4, 1));
            loads.add(new Fio("write", block, 4, 1));
        }
        loads.add(new Fio("randrw", "4k", 16, 1));
        return loads;
    }
}
