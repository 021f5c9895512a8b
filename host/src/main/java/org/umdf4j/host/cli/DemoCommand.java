package org.umdf4j.host.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.HostObserver;
import org.umdf4j.host.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code umdf4j demo}. */
@Command(
        name = "demo",
        description = {
            "Hosts a disk and an echo device for real, puts load on them through the kernel, suspends and resumes them"
                    + " under that load, pulls the disk out, and accounts for every request and byte.",
            "Exit code 0 only if nothing was lost and nothing hung."
        })
final class DemoCommand extends HostCommand {
    private static final int MOST_SECONDS = 24 * 3600;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long to suspend and resume, 1 to 86400 (default: ${DEFAULT-VALUE}).")
    private int seconds = 20;

    private final AtomicReference<@Nullable DriverHost> running = new AtomicReference<>();

    DemoCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws HostException {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new HostException(Kind.USAGE, "--seconds must be 1 to " + MOST_SECONDS + ", not " + seconds);
        }
        Path directory = Demo.prepareDirectory(runtimeDirectory().path());
        try {
            Signals signals = Signals.install(this::endNow);
            boolean nothingLost = Demo.run(directory, seconds, out(), this::makeHost, signals::await);
            return nothingLost ? ExitCode.OK : ExitCode.OPERATION_FAILED;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HostException(Kind.OPERATION, "interrupted", interrupted);
        } finally {
            removeQuietly(directory);
        }
    }

    private DriverHost makeHost(HostObserver observer) {
        DriverHost host = new DriverHost(observer);
        running.set(host);
        return host;
    }

    private void endNow() {
        DriverHost host = running.get();
        if (host != null) {
            host.abandon();
        }
        Runtime.getRuntime().halt(ExitCode.OPERATION_FAILED);
    }

    private void removeQuietly(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException notEmpty) {
            err().println("umdf4j: " + directory + " could not be removed: " + notEmpty.getMessage());
        }
    }
}
