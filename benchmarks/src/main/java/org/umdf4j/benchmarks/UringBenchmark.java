package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The disk as a file whose requests come over io_uring. As root it switches that on in the kernel and leaves the switch as
 * it was.
 */
final class UringBenchmark implements Benchmark {
    private static final Path SWITCH = Path.of("/sys/module/fuse/parameters/enable_uring");

    @Override
    public String name() {
        return "uring";
    }

    @Override
    public String question() {
        return "the disk driver as a FUSE file over io_uring beside itself over /dev/fuse and the same in C on libfuse";
    }

    @Override
    public List<Metric> metrics() {
        return Fio.METRICS;
    }

    @Override
    public List<Highlight> highlights() {
        return List.of(new Highlight(FuseBenchmark.QUOTED.scenario(), "iops"));
    }

    @Override
    public List<String> needs() {
        return List.of(
                "/dev/fuse",
                SWITCH.toString(),
                "fusermount3",
                "fio",
                "gcc",
                "pkg-config",
                "/usr/include/fuse3/fuse_lowlevel.h");
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        String before = Files.readString(SWITCH).strip();
        if (!before.equals("Y")) {
            Files.writeString(SWITCH, "Y");
        }
        try {
            measureSwitchedOn(run);
        } finally {
            if (!before.equals("Y")) {
                Files.writeString(SWITCH, before);
            }
        }
    }

    private static void measureSwitchedOn(Run run) throws IOException, InterruptedException {
        Disk disk = new Disk(run);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(OURS, disk.ourUringFile().serve(run.children()));
        files.put("classic", disk.ourFile().serve(run.children()));
        files.put("libfuse", disk.libfuseFile().serve(run.children()));
        for (Path file : files.values()) {
            Fio.warmUp(run, Fio.direct(file));
        }
        for (Fio load : run.quick() ? List.of(FuseBenchmark.QUOTED) : FuseBenchmark.small()) {
            run.inTurn(load.scenario(), files, file -> load.run(run.children(), Fio.direct(file), run.length()));
        }
    }
}
