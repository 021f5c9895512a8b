package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.Requestor;

/**
 * Serves devices to NBD clients at one address. Pure Java: a listening thread, a watching thread and one thread a
 * connection, on which the driver's callbacks run. Any thread may call it; {@link #close} ends it.
 */
public final class NbdServer implements AutoCloseable {
    /** Connections served at once; further ones are closed at once. */
    public static final int MAX_CONNECTIONS = 64;

    /** Exports of one server: what a list in one handshake answer has room for. */
    public static final int MAX_EXPORTS = 64;

    /** How long a client may take for its handshake, and for each part of it after a driver was asked. */
    public static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /** How long {@link #close} waits for drivers to give cancelled requests back. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(NbdServer.class.getPackageName());

    private final Listener listener;
    private final FaultLog faults;
    private final CopyOnWriteArrayList<NbdExport> exports = new CopyOnWriteArrayList<>();
    private final Map<NbdExport, DevicePort.Registration> registrations = new ConcurrentHashMap<>();
    private final Clients clients;
    private volatile boolean closing;

    private NbdServer(Listener listener, ThreadFactory threads, Duration handshakeLimit) {
        this.listener = listener;
        this.faults = new FaultLog("nbd " + listener.address());
        this.clients = new Clients(this, listener, threads, handshakeLimit);
    }

    /**
     * Begins to listen, on daemon threads. There is nothing to open until the first {@link #export}.
     *
     * @throws NbdException if the address is in use or cannot be bound, with a sentence for the user
     */
    public static NbdServer listen(NbdAddress address) throws IOException {
        return listen(address, Thread.ofPlatform().daemon().factory(), HANDSHAKE_LIMIT);
    }

    /**
     * As {@link #listen(NbdAddress)}, with threads and patience of the caller's choice.
     *
     * @param threads makes the threads that run drivers' callbacks; they are named here
     * @param handshakeLimit instead of {@link #HANDSHAKE_LIMIT}
     */
    public static NbdServer listen(NbdAddress address, ThreadFactory threads, Duration handshakeLimit)
            throws IOException {
        NbdServer server = new NbdServer(Listener.bind(address), threads, handshakeLimit);
        server.clients.start();
        return server;
    }

    /** Where it listens; a TCP port is the real one. */
    public NbdAddress address() {
        return listener.address();
    }

    /**
     * Exports a device under its name. The first export is also the default one, which clients get that name none.
     * Blocks while the driver is asked for the device's size.
     *
     * @throws NbdException if the device tells no size, cannot be opened, or its name is taken; one sentence for the
     *     user
     */
    public NbdExport export(DevicePort port) throws NbdException {
        ExportFacts facts;
        try (OpenDevice device = OpenDevice.open(port, Requestor.NONE)) {
            String description = "umdf4j device " + port.name();
            facts = new ExportFacts(port.name(), description, device.size(), device.writeProtected(), device.flushes());
        }
        NbdExport export = new NbdExport(this, port, facts);
        synchronized (exports) {
            if (closing) {
                throw new NbdException("the NBD server is closed");
            }
            if (exports.size() == MAX_EXPORTS) {
                throw new NbdException("an NBD server has no more than " + MAX_EXPORTS + " exports");
            }
            if (export(port.name()).isPresent()) {
                throw new NbdException("there is already an NBD export " + port.name() + " at " + address());
            }
            exports.add(export);
        }
        registrations.put(export, port.listen(new Watch(export)));
        if (!export.isAvailable()) {
            // It was removed while it was being exported; its news may have come before the registration was known.
            remove(export);
            throw new NbdException("device " + port.name() + " has been removed");
        }
        return export;
    }

    /** Ends the server: no connection, thread or socket file is left when it returns, unless a driver holds requests back. */
    @Override
    public void close() {
        synchronized (exports) {
            closing = true;
        }
        stopListening();
        registrations.values().forEach(DevicePort.Registration::close);
        registrations.clear();
        clients.close(CLOSE_LIMIT);
        exports.forEach(NbdExport::setUnavailable);
        exports.clear();
    }

    /** Counts of what clients did wrong, by cause, for people to read. */
    public Map<String, Long> faults() {
        return faults.counts().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue));
    }

    /** Connections being served now. */
    public int connections() {
        return clients.count();
    }

    /** The exports as handshakes see them. */
    Negotiation.Directory directory() {
        return new Negotiation.Directory() {
            @Override
            public List<ExportFacts> list() {
                return exports.stream()
                        .filter(NbdExport::isAvailable)
                        .map(NbdExport::facts)
                        .toList();
            }

            @Override
            public Optional<ExportFacts> find(String name) {
                return export(name).map(NbdExport::facts);
            }
        };
    }

    /** The export of that name, or the default one for the empty name. */
    Optional<NbdExport> export(String name) {
        return exports.stream()
                .filter(NbdExport::isAvailable)
                .filter(export -> name.isEmpty() || export.name().equals(name))
                .findFirst();
    }

    Clients clients() {
        return clients;
    }

    FaultLog faultLog() {
        return faults;
    }

    /** Takes an export away from new clients and ends the connections of those that have it. */
    void remove(NbdExport export) {
        export.setUnavailable();
        exports.remove(export);
        DevicePort.Registration registration = registrations.remove(export);
        if (registration != null) {
            registration.close();
        }
        clients.deviceGone(export);
    }

    private void stopListening() {
        try {
            listener.close();
        } catch (IOException failed) {
            // The rest of the server must end all the same; the next one replaces a socket that nobody listens on.
            LOG.log(System.Logger.Level.WARNING, "the socket of " + address() + " could not be removed", failed);
        }
    }

    /** Ends an export with its device. */
    private final class Watch implements DevicePort.Listener {
        private final NbdExport export;

        Watch(NbdExport export) {
            this.export = export;
        }

        @Override
        public void onAvailable() {
            // The device was available when it was exported; a device that comes back is exported anew.
        }

        @Override
        public void onUnavailable(String reason) {
            remove(export);
            if (exports.isEmpty()) {
                LOG.log(System.Logger.Level.INFO, "{0} stops listening: {1}", address(), reason);
                stopListening();
            }
        }
    }
}
