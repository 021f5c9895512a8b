package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The disk as a file, by direct I/O. */
final class FuseBenchmark implements Benchmark {
    private static final List<Integer> DEPTHS = List.of(1, 16, 64);
    private static final List<Integer> JOBS = List.of(1, 4);
    static final Fio QUOTED = new Fio("randread", "4k", 16, 1);

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
    public List<String> needs() {
        return List.of("/dev/fuse", "fusermount3", "fio", "gcc", "pkg-config", "/usr/include/fuse3/fuse_lowlevel.h");
    }

    @Override
    public List<Highlight> highlights() {
        return List.of(new Highlight(QUOTED.scenario(), "iops"));
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        Disk disk = new Disk(run);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(OURS, disk.ourFile().serve(run.children()));
        files.put("libfuse", disk.libfuseFile().serve(run.children()));
        files.put("tmpfs", disk.tmpfsFile());
        for (Path file : files.values()) {
            Fio.warmUp(run, Fio.direct(file));
        }
        for (Fio load : run.quick() ? List.of(QUOTED) : loads()) {
            run.inTurn(load.scenario(), files, file -> load.run(run.children(), Fio.direct(file), run.length()));
        }
    }

    private static List<Fio> loads() {
        List<Fio> loads = new ArrayList<>(small());
        for (String block : List.of("128k", "1m")) {
            loads.add(new Fio("read", block, 4, 1));
            loads.add(new Fio("write", block, 4, 1));
        }
        loads.add(new Fio("randrw", "4k", 16, 1));
        return loads;
    }

    /** Small requests anywhere. */
    static List<Fio> small() {
        List<Fio> loads = new ArrayList<>();
        for (int jobs : JOBS) {
            for (int depth : DEPTHS) {
                loads.add(new Fio("randread", "4k", depth, jobs));
                loads.add(new Fio("randwrite", "4k", depth, jobs));
            }
        }
        return loads;
    }
}
