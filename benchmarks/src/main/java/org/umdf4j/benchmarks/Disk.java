package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Disks in memory, all of one size: our driver's and the peers'. */
final class Disk {
    /** Fits into memory several times, and not into any processor's cache. */
    static final String SIZE = "256M";

    private static final long SIZE_BYTES = 256L << 20;

    private final Run run;

    Disk(Run run) {
        this.run = run;
    }

    /** Our disk as a file whose requests come by {@code /dev/fuse}. */
    Server ourFile() throws IOException {
        Path directory = run.children().mountPoint("umdf4j");
        return ours("disk", directory.resolve("disk"), "--fuse=" + directory, "--fuse-transport=classic");
    }

    /** Our disk as a file whose requests come over io_uring, which the kernel must offer. */
    Server ourUringFile() throws IOException {
        Path directory = run.children().mountPoint("uring");
        return ours("uring", directory.resolve("uring"), "--fuse=" + directory, "--fuse-transport=uring");
    }

    /** The C disk as a file: libfuse's low-level API, as many threads as it likes, a descriptor for each: faster so. */
    Server libfuseFile() throws IOException, InterruptedException {
        Path program = Peers.build(run);
        Path directory = run.children().mountPoint("libfuse");
        List<String> command = List.of(program.toString(), Long.toString(SIZE_BYTES), directory.toString(), "clone");
        return new Server(Map.of(), command, directory.resolve("disk"));
    }

    /** A plain file in memory: what the system can do without a device behind it. */
    Path tmpfsFile() throws IOException, InterruptedException {
        return file("plain");
    }

    /** Our disk as an NBD export. */
    Server ourExport() {
        Path socket = run.scratch().resolve("umdf4j.nbd");
        return ours("disk", socket, "--nbd=unix:" + socket);
    }

    Server nbdkitExport() {
        Path socket = run.scratch().resolve("nbdkit.nbd");
        List<String> command = List.of("nbdkit", "--foreground", "--unix", socket.toString(), "memory", SIZE);
        return new Server(Map.of(), command, socket);
    }

    Server qemuExport() throws IOException, InterruptedException {
        Path socket = run.scratch().resolve("qemu.nbd");
        String image = file("qemu.img").toString();
        List<String> command =
                List.of("qemu-nbd", "--format=raw", "--persistent", "--shared=8", "--socket=" + socket, image);
        return new Server(Map.of(), command, socket);
    }

    /** Starts all NBD servers, ours first. Returns their sockets. */
    Map<String, Path> serveExports() throws IOException, InterruptedException {
        Map<String, Path> sockets = new LinkedHashMap<>();
        sockets.put(Benchmark.OURS, ourExport().serve(run.children()));
        sockets.put("nbdkit", nbdkitExport().serve(run.children()));
        sockets.put("qemu-nbd", qemuExport().serve(run.children()));
        return sockets;
    }

    /** As users start it, but touching nothing of the user's, and what is built already. */
    private Server ours(String name, Path place, String... exposure) {
        Map<String, String> environment = Map.of(
                "UMDF4J_NO_BUILD", "1",
                "UMDF4J_RUNTIME_DIR", run.scratch().resolve("run").toString(),
                "UMDF4J_STATE_DIR", run.scratch().resolve("state").toString());
        List<String> command =
                new ArrayList<>(List.of(run.root().resolve("umdf4j").toString(), "run", "disk"));
        command.addAll(List.of("--set=size=" + SIZE, "--name=" + name));
        command.addAll(List.of(exposure));
        return new Server(environment, command, place);
    }

    private Path file(String name) throws IOException, InterruptedException {
        Path file = run.scratch().resolve(name);
        run.children().run(List.of("fallocate", "--length", SIZE, file.toString()));
        return file;
    }
}
