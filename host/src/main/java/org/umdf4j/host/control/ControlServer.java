package org.umdf4j.host.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.control.ControlledHost.Command;
import org.umdf4j.host.control.Json.MalformedException;
import org.umdf4j.host.control.LineChannel.BadLineException;

/**
 * Listens on a host's control socket. Each connection has a thread of its own, so that a command which waits for a device
 * keeps nobody else waiting; whatever a peer sends, it costs that peer its connection and nothing more.
 */
public final class ControlServer implements AutoCloseable {
    /** Connections at one time; those beyond are closed at once. Each is a person or a script of the same user. */
    private static final int MOST_CONNECTIONS = 64;

    /** A command is a few dozen bytes. */
    static final int LONGEST_REQUEST = 4096;

    /** The command that plugs a device in with another package: {@code device}, {@code package}, {@code hardwareId}. */
    static final String PLUG_PACKAGE = "plug-package";

    /** Somebody who connects and then says nothing does not keep a connection for ever. */
    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);

    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());

    private final Path path;
    private final ServerSocketChannel socket;
    private final ControlledHost host;
    private final Scheduler scheduler;
    private final Set<LineChannel> connections = ConcurrentHashMap.newKeySet();

    private ControlServer(Path path, ServerSocketChannel socket, ControlledHost host, Scheduler scheduler) {
        this.path = path;
        this.socket = socket;
        this.host = host;
        this.scheduler = scheduler;
    }

    /**
     * Creates the socket and serves it until {@link #close}.
     *
     * @param path the socket; a file left there by a dead process is replaced
     * @param scheduler whose threads serve
     * @throws HostException of kind SETUP if the socket cannot be made
     */
    public static ControlServer listen(Path path, ControlledHost host, Scheduler scheduler) throws HostException {
        // Bound under another name first: a socket seen under its own name already listens and has its mode.
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                socket.bind(UnixDomainSocketAddress.of(unfinished));
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-------"));
                Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException failure) {
                socket.close();
                Files.deleteIfExists(unfinished);
                throw failure;
            }
            ControlServer server = new ControlServer(path, socket, host, scheduler);
            scheduler.execute("control socket", server::accept);
            return server;
        } catch (IOException failure) {
            throw new HostException(
                    Kind.SETUP, "cannot listen on control socket " + path + ": " + failure.getMessage(), failure);
        }
    }

    /** Stops listening, ends every connection and removes the socket. Commands in progress end on their own. */
    @Override
    public void close() throws IOException {
        try (socket) {
            Files.deleteIfExists(path);
        } finally {
            connections.forEach(ControlServer::closeQuietly);
        }
    }

    private void accept() {
        while (true) {
            try {
                SocketChannel peer = socket.accept();
                LineChannel lines = new LineChannel(peer, LONGEST_REQUEST);
                if (connections.size() >= MOST_CONNECTIONS) {
                    LOG.log(System.Logger.Level.WARNING, "more than {0} control connections", MOST_CONNECTIONS);
                    closeQuietly(lines);
                } else {
                    connections.add(lines);
                    scheduler.execute("control", () -> serve(lines));
                }
            } catch (AsynchronousCloseException _) {
                return;
            } catch (IOException failure) {
                if (!socket.isOpen()) {
                    return;
                }
                LOG.log(System.Logger.Level.WARNING, "accepting a control connection failed", failure);
            }
        }
    }

    private void serve(LineChannel lines) {
        try (lines) {
            Optional<String> request = readInTime(lines);
            while (request.isPresent()) {
                lines.writeLine(answer(request.get()));
                request = readInTime(lines);
            }
        } catch (BadLineException hostile) {
            LOG.log(System.Logger.Level.WARNING, "control connection ended", hostile);
        } catch (IOException | RejectedExecutionException gone) {
            // The peer has gone, or the host: its scheduler takes no timer any more.
            LOG.log(System.Logger.Level.DEBUG, "control connection ended", gone);
        } finally {
            connections.remove(lines);
        }
    }

    private Optional<String> readInTime(LineChannel lines) throws IOException {
        Timer silence = scheduler.schedule("control silence", SILENCE_LIMIT.toNanos(), () -> closeQuietly(lines));
        try {
            return lines.readLine();
        } finally {
            silence.cancel();
        }
    }

    private String answer(String request) {
        try {
            return Json.write(respond(Json.readObject(request)));
        } catch (MalformedException malformed) {
            return failure(Kind.USAGE, malformed.getMessage());
        } catch (HostException said) {
            return failure(said.kind(), said.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.ERROR, "control command failed: " + request, unexpected);
            return failure(Kind.OPERATION, "internal error: " + unexpected);
        }
    }

    private Map<String, Object> respond(Map<String, Object> request) throws MalformedException, HostException {
        String word = ReportJson.field(request, "command", String.class);
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("ok", true);
        if (word.equals("devices")) {
            response.put(
                    "devices", host.devices().stream().map(ReportJson::write).toList());
            return response;
        }
        if (word.equals(PLUG_PACKAGE)) {
            String device = DeviceName.parse(ReportJson.field(request, "device", String.class))
                    .text();
            String driver = ReportJson.field(request, "package", String.class);
            String id = ReportJson.field(request, "hardwareId", String.class);
            response.put("message", host.plug(device, driver, id));
            return response;
        }
        if (word.equals("trace")) {
            String device = DeviceName.parse(ReportJson.field(request, "device", String.class))
                    .text();
            long since = ReportJson.field(request, "since", Long.class);
            response.put(
                    "events",
                    host.trace(device, since).stream().map(TraceJson::write).toList());
            return response;
        }
        for (Command command : Command.values()) {
            if (command.word().equals(word)) {
                String device = DeviceName.parse(ReportJson.field(request, "device", String.class))
                        .text();
                response.put("message", host.perform(command, device));
                return response;
            }
        }
        throw new MalformedException("unknown command");
    }

    private static String failure(Kind kind, String message) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("ok", false);
        response.put("kind", kind.name());
        response.put("message", message);
        return Json.write(response);
    }

    private static void closeQuietly(LineChannel lines) {
        try {
            lines.close();
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.DEBUG, "closing a control connection", failure);
        }
    }
}
