package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Disks in memory, all of one size: our driver's and the peers'. Each starts a server that {@link Children} ends. */
final class Disk {
    /** Fits into memory several times, and not into any processor's cache. */
    static final String SIZE = "256M";

    private static final long SIZE_BYTES = 256L << 20;

    private final Settings settings;
    private final Children children;

    Disk(Settings settings, Children children) {
        this.settings = settings;
        this.children = children;
    }

    /** Our disk as a file. */
    Path ourFile() throws IOException, InterruptedException {
        Path directory = children.mountPoint("umdf4j");
        Process server = children.start(
                Map.of("UMDF4J_NO_BUILD", "1"),
                List.of(
                        settings.root().resolve("umdf4j").toString(),
                        "run",
                        "disk",
                        "--set=size=" + SIZE,
                        "--name=disk",
                        "--fuse=" + directory));
        return served(server, directory.resolve("disk"));
    }

    /** The C disk as a file: libfuse's low-level API, as many threads as it likes. */
    Path libfuseFile() throws IOException, InterruptedException {
        Path program = Peers.build(settings, children);
        Path directory = children.mountPoint("libfuse");
        Process server =
                children.start(Map.of(), List.of(program.toString(), Long.toString(SIZE_BYTES), directory.toString()));
        return served(server, directory.resolve("disk"));
    }

    /** A plain file in memory: what the system can do without a device behind it. */
    Path tmpfsFile() throws IOException, InterruptedException {
        Path file = settings.scratch().resolve("plain");
        children.run(List.of("fallocate", "--length", SIZE, file.toString()));
        return file;
    }

    /** Our disk as an NBD export. Returns the socket. */
    Path ourExport() throws IOException, InterruptedException {
        Path socket = settings.scratch().resolve("umdf4j.nbd");
        Process server = children.start(
                Map.of("UMDF4J_NO_BUILD", "1"),
                List.of(
                        settings.root().resolve("umdf4j").toString(),
                        "run",
                        "disk",
                        "--set=size=" + SIZE,
                        "--name=disk",
                        "--nbd=unix:" + socket));
        return served(server, socket);
    }

    Path nbdkitExport() throws IOException, InterruptedException {
        Path socket = settings.scratch().resolve("nbdkit.nbd");
        Process server = children.start(
                Map.of(), List.of("nbdkit", "--foreground", "--unix", socket.toString(), "memory", SIZE));
        return served(server, socket);
    }

    Path qemuExport() throws IOException, InterruptedException {
        Path socket = settings.scratch().resolve("qemu.nbd");
        Path image = settings.scratch().resolve("qemu.img");
        children.run(List.of("fallocate", "--length", SIZE, image.toString()));
        Process server = children.start(
                Map.of(),
                List.of(
                        "qemu-nbd",
                        "--format=raw",
                        "--persistent",
                        "--shared=8",
                        "--socket=" + socket,
                        image.toString()));
        return served(server, socket);
    }

    private Path served(Process server, Path file) throws IOException, InterruptedException {
        children.await(server, file);
        return file;
    }
}
