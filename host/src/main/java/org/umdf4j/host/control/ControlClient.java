package org.umdf4j.host.control;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.RuntimeDirectory;
import org.umdf4j.host.control.ControlledHost.Command;
import org.umdf4j.host.control.Json.MalformedException;

/** Talks to every running host of this user. Any thread; each call opens connections of its own. */
public final class ControlClient {
    /** A report is about a kilobyte a device. */
    private static final int LONGEST_ANSWER = 4 << 20;

    /** A list never waits for a driver, so a host that takes this long is stuck or stopped. */
    private static final Duration LIST_PATIENCE = Duration.ofSeconds(5);

    /** Longer than the framework lets a driver take without progress (60 s), so that its verdict is seen. */
    private static final Duration COMMAND_PATIENCE = Duration.ofSeconds(150);

    private final RuntimeDirectory directory;

    /** A client for the hosts in {@code directory}. */
    public ControlClient(RuntimeDirectory directory) {
        this.directory = directory;
    }

    /**
     * What the hosts said.
     *
     * @param devices the devices of all that answered, by name
     * @param troubles a sentence for each that did not
     */
    public record Listing(List<HostedReport> devices, List<String> troubles) {}

    /** A device and the control socket of its host. */
    public record HostedReport(Path socket, DeviceReport report) {}

    /** The devices of all running hosts. Removes the sockets of dead ones. */
    public Listing devices() throws HostException {
        List<HostedReport> devices = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Path socket : sockets()) {
            try {
                Map<String, Object> answer = ask(socket, Map.of("command", "devices"), LIST_PATIENCE);
                for (Object device : ReportJson.field(answer, "devices", List.class)) {
                    devices.add(new HostedReport(socket, ReportJson.read(ReportJson.object(device))));
                }
            } catch (ConnectException _) {
                removeStale(socket, troubles);
            } catch (NoSuchFileException _) {
                // It ended between our listing and now.
            } catch (IOException | MalformedException failure) {
                troubles.add(socket.getFileName() + " does not answer: " + failure.getMessage());
            }
        }
        devices.sort((a, b) -> a.report().device().compareTo(b.report().device()));
        return new Listing(devices, troubles);
    }

    /**
     * Carries out a command on a device, whichever host has it.
     *
     * @return the host's sentence
     * @throws HostException if no host has the device, or with what the host said
     */
    public String perform(Command command, String device) throws HostException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", command.word());
        request.put("device", device);
        return send(request, device, socketOf(device));
    }

    /**
     * Plugs an unplugged device in with another driver package, whichever host has it; otherwise like {@link #perform}.
     *
     * @param driver the absolute path of the package, as the host sees it
     * @param hardwareId which of its models; empty for the only one
     */
    public String plug(String device, String driver, String hardwareId) throws HostException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", ControlServer.PLUG_PACKAGE);
        request.put("device", device);
        request.put("package", driver);
        request.put("hardwareId", hardwareId);
        return send(request, device, socketOf(device));
    }

    /**
     * A device's last events from the number {@code since} on, oldest first.
     *
     * @throws HostException if no host has the device, or with what the host said
     */
    public List<RecordedEvent> trace(String device, long since) throws HostException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("command", "trace");
        request.put("device", device);
        request.put("since", since);
        try {
            List<RecordedEvent> events = new ArrayList<>();
            Map<String, Object> answer = ask(socketOf(device), request, LIST_PATIENCE);
            for (Object event : ReportJson.field(answer, "events", List.class)) {
                events.add(TraceJson.read(ReportJson.object(event)));
            }
            return events;
        } catch (IOException | MalformedException failure) {
            throw silent(device, failure);
        }
    }

    private static HostException silent(String device, Exception failure) {
        return new HostException(
                Kind.OPERATION,
                "the host of '%s' does not answer: %s".formatted(device, failure.getMessage()),
                failure);
    }

    private Path socketOf(String device) throws HostException {
        Listing listing = devices();
        for (HostedReport hosted : listing.devices()) {
            if (hosted.report().device().equals(device)) {
                return hosted.socket();
            }
        }
        String others = listing.troubles().isEmpty() ? "" : " (" + String.join("; ", listing.troubles()) + ")";
        throw new HostException(Kind.OPERATION, "no running host has a device called '" + device + "'" + others);
    }

    private static String send(Map<String, Object> request, String device, Path socket) throws HostException {
        try {
            return ReportJson.field(ask(socket, request, COMMAND_PATIENCE), "message", String.class);
        } catch (IOException | MalformedException failure) {
            throw silent(device, failure);
        }
    }

    private List<Path> sockets() throws HostException {
        try {
            return directory.controlSockets();
        } catch (IOException failure) {
            throw new HostException(Kind.SETUP, directory.path() + ": " + failure.getMessage(), failure);
        }
    }

    private static void removeStale(Path socket, List<String> troubles) {
        try {
            Files.deleteIfExists(socket);
        } catch (IOException failure) {
            troubles.add(socket + " is left from a dead host and cannot be removed: " + failure.getMessage());
        }
    }

    private static Map<String, Object> ask(Path socket, Map<String, Object> request, Duration patience)
            throws IOException, MalformedException, HostException {
        if (!Files.exists(socket)) {
            throw new NoSuchFileException(socket.toString());
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            LineChannel lines = new LineChannel(channel, LONGEST_ANSWER);
            lines.writeLine(Json.write(request));
            Map<String, Object> answer = Json.readObject(readInTime(lines, patience));
            if (ReportJson.field(answer, "ok", Boolean.class)) {
                return answer;
            }
            throw new HostException(kind(answer), ReportJson.field(answer, "message", String.class));
        }
    }

    private static Kind kind(Map<String, Object> answer) throws MalformedException {
        String name = ReportJson.field(answer, "kind", String.class);
        for (Kind kind : Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new MalformedException("unknown kind of failure");
    }

    /** A blocking read has no time limit of its own, so it is done aside; closing the socket ends it. */
    private static String readInTime(LineChannel lines, Duration patience) throws IOException {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().name("umdf4j answer").start(() -> {
            try {
                lines.readLine()
                        .ifPresentOrElse(
                                line::complete,
                                () -> line.completeExceptionally(new IOException("it closed the connection")));
            } catch (IOException failure) {
                line.completeExceptionally(failure);
            }
        });
        try {
            return line.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new IOException("nothing within " + patience.toSeconds() + " s");
        } catch (ExecutionException failed) {
            throw new IOException(
                    failed.getCause() == null ? "" : failed.getCause().getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
