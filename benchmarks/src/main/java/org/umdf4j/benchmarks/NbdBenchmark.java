package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The disk as an NBD export, over a Unix socket. */
final class NbdBenchmark implements Benchmark {
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
    public void run(Settings settings, Consumer<Sample> samples) throws IOException, InterruptedException {
        try (Children children = new Children(settings.scratch())) {
            Map<String, Path> sockets = sockets(settings, children);
            for (Path socket : sockets.values()) {
                warmUp(settings, children, socket);
            }
            for (Fio load : settings.quick() ? loads().subList(0, 2) : loads()) {
                Rounds rounds = new Rounds(samples, settings);
                sockets.forEach((subject, socket) ->
                        rounds.with(subject, () -> load.run(children, engine(socket), settings.seconds() + "s")));
                rounds.run(load.scenario());
            }
        }
    }

    /** The servers, ours first. */
    static Map<String, Path> sockets(Settings settings, Children children) throws IOException, InterruptedException {
        Disk disk = new Disk(settings, children);
        Map<String, Path> sockets = new LinkedHashMap<>();
        sockets.put(OURS, disk.ourExport());
        sockets.put("nbdkit", disk.nbdkitExport());
        sockets.put("qemu-nbd", disk.qemuExport());
        return sockets;
    }

    static void warmUp(Settings settings, Children children, Path socket) throws IOException, InterruptedException {
        new Fio("write", "1m", 4, 1).run(children, engine(socket), "1s");
        String time = settings.quick() ? "500ms" : "4s";
        new Fio("randrw", "4k", 16, 1).run(children, engine(socket), time);
        new Fio("randrw", "4k", 1, 1).run(children, engine(socket), time);
    }

    /** The export's address: the one export a server has. */
    static String uri(Path socket) {
        return "nbd+unix:///?socket=" + socket;
    }

    private static List<String> engine(Path socket) {
        return List.of("--ioengine=nbd", "--uri=" + uri(socket));
    }

    private static List<Fio> loads() {
        List<Fio> loads = new ArrayList<>();
        for (int connections : List.of(1, 4)) {
            for (int depth : List.of(1, 16, 64)) {
                loads.add(new Fio("randread", "4k", depth, connections));
                loads.add(new Fio("randwrite", "4k", depth, connections));
            }
        }
        return loads;
    }
}
