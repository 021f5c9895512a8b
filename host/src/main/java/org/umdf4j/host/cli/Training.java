package org.umdf4j.host.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.umdf4j.host.demo.NbdClient;

/**
 * What {@code ./umdf4j} runs after a build, so that the JVM keeps in its AOT cache what a host loads: the demonstration,
 * and then a disk as users run it, which is read once each way and ended by the signal that ends hosts. Not a command.
 */
public final class Training {
    private static final int BLOCK_BYTES = 4096;

    private Training() {}

    /**
     * Trains and exits.
     *
     * @param arguments an existing empty directory for the mount and the socket
     */
    public static void main(String[] arguments) {
        Path socket = Path.of(arguments[0], "socket");
        Path mount = Path.of(arguments[0], "mount");
        var _ = Main.commandLine(System.getenv(), "demo").execute("demo", "--seconds", "1");
        List<String> run = new ArrayList<>(List.of("run", "disk", "--set", "size=1M"));
        if (Files.exists(Path.of("/dev/fuse"))) {
            run.addAll(List.of("--fuse", mount.toString()));
        }
        // The exposures are opened in this order, so the file is there when the export is.
        run.addAll(List.of("--nbd", "unix:" + socket));
        Thread.ofPlatform().daemon().start(() -> readAndEnd(mount.resolve("disk"), socket));
        Main.main(run.toArray(String[]::new));
    }

    private static void readAndEnd(Path file, Path socket) {
        try {
            readExport(socket);
            if (Files.exists(file)) {
                try (var opened = Files.newByteChannel(file)) {
                    opened.read(ByteBuffer.allocate(BLOCK_BYTES));
                }
            }
            // The shell's own: a small system has no program of that name.
            new ProcessBuilder("bash", "-c", "kill " + ProcessHandle.current().pid()).start();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException("training is incomplete", failure);
        }
    }

    private static void readExport(Path socket) throws IOException, InterruptedException {
        while (!Files.exists(socket)) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        try (NbdClient client = NbdClient.connect(socket, "")) {
            client.read(ByteBuffer.allocate(BLOCK_BYTES), 0);
        }
    }
}
