package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.umdf4j.host.demo.NbdClient;

/**
 * The program from its launch on. The load only reads, and the disk has never been written, so that no disk's bytes count as
 * the program's memory.
 */
final class ProgramBenchmark implements Benchmark {
    private static final int BLOCK_BYTES = 4096;
    private static final long PATIENCE_SECONDS = 20;
    private static final Fio LOAD = new Fio("randread", "4k", 16, 4);
    private static final String FILE = "FUSE file";
    private static final String EXPORT = "NBD export";

    @Override
    public String name() {
        return "program";
    }

    @Override
    public String question() {
        return "from launch to the first block read, and memory idle and under load, beside C programs that serve the same";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(
                Metric.less("launch_ms", "launch to first read, ms"),
                Metric.less("idle_mib", "resident when idle, MiB"),
                Metric.less("idle_pss_mib", "resident when idle, shared pages in part, MiB")
                        .onlyData(),
                Metric.less("load_mib", "most resident under load, MiB"));
    }

    @Override
    public List<String> needs() {
        return List.of(
                "/dev/fuse", "fusermount3", "fio", "nbdkit", "gcc", "pkg-config", "/usr/include/fuse3/fuse_lowlevel.h");
    }

    @Override
    public List<Highlight> highlights() {
        return List.of(new Highlight(FILE, "launch_ms"), new Highlight(FILE, "idle_mib"));
    }

    @Override
    public void measure(Run run) throws IOException, InterruptedException {
        Disk disk = new Disk(run);
        Map<String, Server> files = new LinkedHashMap<>();
        files.put(OURS, disk.ourFile());
        files.put("libfuse", disk.libfuseFile());
        Map<String, Server> exports = new LinkedHashMap<>();
        exports.put(OURS, disk.ourExport());
        exports.put("nbdkit", disk.nbdkitExport());
        run.inTurn(FILE, files, server -> life(run, server, ProgramBenchmark::readFile, Fio.direct(server.place())));
        run.inTurn(EXPORT, exports, server -> life(run, server, ProgramBenchmark::readExport, Fio.nbd(server.place())));
    }

    /** Reads the first block. Fails as long as nobody serves it. */
    private interface FirstRead {
        void of(Path place) throws IOException;
    }

    /** A server's life: launched, read from, idle, under load, ended. */
    private static Map<String, Double> life(Run run, Server server, FirstRead read, List<String> engine)
            throws IOException, InterruptedException {
        Map<String, Double> values = new LinkedHashMap<>();
        long start = System.nanoTime();
        Process process = server.start(run.children());
        try {
            awaitFirst(run, process, read, server.place());
            values.put("launch_ms", (System.nanoTime() - start) / 1e6);
            Thread.sleep(run.length());
            values.put("idle_mib", ProcessMemory.residentMib(process.pid()));
            values.put("idle_pss_mib", ProcessMemory.proportionalMib(process.pid()));
            LOAD.run(run.children(), engine, run.length());
            values.put("load_mib", ProcessMemory.peakMib(process.pid()));
        } finally {
            run.children().end(process);
            // Not every server removes its socket.
            Files.deleteIfExists(server.place());
        }
        return values;
    }

    private static void awaitFirst(Run run, Process process, FirstRead read, Path place)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                read.of(place);
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IOException(
                            "nothing serves " + place + ": " + notYet + "; "
                                    + run.children().logs(),
                            notYet);
                }
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void readFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.read(ByteBuffer.allocateDirect(BLOCK_BYTES), 0) != BLOCK_BYTES) {
                throw new IOException(file + " is too short");
            }
        }
    }

    private static void readExport(Path socket) throws IOException {
        try (NbdClient client = NbdClient.connect(socket, "")) {
            client.read(ByteBuffer.allocate(BLOCK_BYTES), 0);
        }
    }
}
