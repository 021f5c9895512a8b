package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A whole disk through {@code nbdcopy}. */
final class CopyBenchmark implements Benchmark {
    private static final double MEBIBYTES = 256;
    private static final int COPIES = 4;

    @Override
    public String name() {
        return "nbdcopy";
    }

    @Override
    public String question() {
        return "copying the whole disk out and in with nbdcopy, same servers as in nbd";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.more("mib_s", "MiB/s"));
    }

    @Override
    public void run(Settings settings, Consumer<Sample> samples) throws IOException, InterruptedException {
        try (Children children = new Children(settings.scratch())) {
            Map<String, Path> sockets = NbdBenchmark.sockets(settings, children);
            Path image = settings.scratch().resolve("copy.img");
            children.run(List.of("fallocate", "--length", Disk.SIZE, image.toString()));
            children.run(List.of("dd", "if=/dev/urandom", "of=" + image, "bs=1M", "count=256", "conv=notrunc"));
            for (Path socket : sockets.values()) {
                NbdBenchmark.warmUp(settings, children, socket);
                copy(children, 1, image.toString(), NbdBenchmark.uri(socket), 1);
            }
            int copies = settings.quick() ? 1 : COPIES;
            for (int connections : List.of(1, 4)) {
                Rounds out = new Rounds(samples, settings);
                Rounds in = new Rounds(samples, settings);
                sockets.forEach((subject, socket) -> {
                    String uri = NbdBenchmark.uri(socket);
                    out.with(subject, () -> copy(children, connections, uri, "null:", copies));
                    in.with(subject, () -> copy(children, connections, image.toString(), uri, copies));
                });
                String suffix = ", %d connection%s".formatted(connections, connections == 1 ? "" : "s");
                out.run("out" + suffix);
                in.run("in" + suffix);
            }
        }
    }

    private static Map<String, Double> copy(Children children, int connections, String from, String to, int copies)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < copies; i++) {
            children.run(List.of("nbdcopy", "--connections=" + connections, "--allocated", from, to));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return Map.of("mib_s", copies * MEBIBYTES / seconds);
    }
}
