package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole disk through {@code nbdcopy}. */
final class CopyBenchmark implements Benchmark {
    private static final double MEBIBYTES = 256;
    private static final int COPIES = 4;
    private static final List<Integer> CONNECTIONS = List.of(1, 4);

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
    public List<String> needs() {
        return List.of("fio", "nbdcopy", "nbdkit", "qemu-nbd");
    }

    @Override
    public List<Highlight> highlights() {
        return List.of(new Highlight("out, 1 connection", "mib_s"), new Highlight("in, 1 connection", "mib_s"));
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        Children children = run.children();
        Map<String, Path> sockets = new Disk(run).serveExports();
        Path image = run.scratch().resolve("copy.img");
        children.run(List.of("fallocate", "--length", Disk.SIZE, image.toString()));
        children.run(List.of("dd", "if=/dev/urandom", "of=" + image, "bs=1M", "count=256", "conv=notrunc"));
        for (Path socket : sockets.values()) {
            Fio.warmUp(run, Fio.nbd(socket));
        }
        int copies = run.quick() ? 1 : COPIES;
        for (int connections : CONNECTIONS) {
            for (Path socket : sockets.values()) {
                warmUp(children, connections, image.toString(), Fio.uri(socket), copies);
            }
            String suffix = ", %d connection%s".formatted(connections, connections == 1 ? "" : "s");
            run.inTurn(
                    "out" + suffix, sockets, socket -> copy(children, connections, Fio.uri(socket), "null:", copies));
            run.inTurn(
                    "in" + suffix,
                    sockets,
                    socket -> copy(children, connections, image.toString(), Fio.uri(socket), copies));
        }
    }

    /** A copy is over before a just-in-time compiler has seen the half of it, and uses the server unlike other loads. */
    private static void warmUp(Children children, int connections, String image, String export, int copies)
            throws IOException, InterruptedException {
        for (int i = 0; i < copies; i++) {
            copy(children, connections, image, export, 1);
            copy(children, connections, export, "null:", 1);
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
