package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The disk as an NBD export, over a Unix socket. */
final class NbdBenchmark implements Benchmark {
    private static final Fio QUOTED = new Fio("randread", "4k", 16, 1);

    @Override
    public String name() {
        return "nbd";
    }

    @Override
    public String question() {
        return "the disk driver as an NBD export beside nbdkit's memory plugin and qemu-nbd on an image in memory";
    }

    @Override
    public List<Metric> metrics() {
        return Fio.METRICS;
    }

    @Override
    public List<String> needs() {
        return List.of("fio", "nbdkit", "qemu-nbd");
    }

    @Override
    public List<Highlight> highlights() {
        return List.of(new Highlight(QUOTED.scenario(), "iops"));
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        Map<String, Path> sockets = new Disk(run).serveExports();
        for (Path socket : sockets.values()) {
            Fio.warmUp(run, Fio.nbd(socket));
        }
        for (Fio load : run.quick() ? List.of(QUOTED) : loads()) {
            run.inTurn(load.scenario(), sockets, socket -> load.run(run.children(), Fio.nbd(socket), run.length()));
        }
    }

    private static List<Fio> loads() {
        List<Fio> loads = new ArrayList<>();
        for (int connections : List.of(1, 4)) {
            for (int depth : List.of(1, 16, 64)) {
                loads.add(new Fio("randread", "4k", depth, connections));
                loads.add(new Fio("randwrite", "4k", depth, connections));
            }
        }
        loads.add(new Fio("randread", "128k", 16, 1));
        loads.add(new Fio("randwrite", "128k", 16, 1));
        return loads;
    }
}
