package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

    /** The kernel's buffer for replies; large reads then need fewer rounds. The system may give less. */
    private static final int SEND_BUFFER = 1 << 20;

    /** A driver that keeps a thread this long shuts no other command of the client out any longer. */
    private static final long STUCK_AFTER_NANOS = 20_000_000;

    private static final long ACCEPT_PAUSE_NANOS = 100_000_000;
    private static final System.Logger LOG = System.getLogger(NbdServer.class.getPackageName());

    private final Listener listener;
    private final ThreadFactory threads;
    private final Duration handshakeLimit;
    private final FaultLog faults;
    private final CopyOnWriteArrayList<NbdExport> exports = new CopyOnWriteArrayList<>();
    private final Map<NbdExport, DevicePort.Registration> registrations = new ConcurrentHashMap<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger serial = new AtomicInteger();
    private final Thread acceptor;
    private final Thread watcher;
    private volatile boolean closing;

    private NbdServer(Listener listener, ThreadFactory threads, Duration handshakeLimit) {
        this.listener = listener;
        this.threads = threads;
        this.handshakeLimit = handshakeLimit;
        this.faults = new FaultLog("nbd " + listener.address());
        this.acceptor = threads.newThread(this::acceptAll);
        acceptor.setName("nbd-listen " + listener.address());
        this.watcher = threads.newThread(this::watchAll);
        watcher.setName("nbd-watch " + listener.address());
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
        server.acceptor.start();
        server.watcher.start();
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
        connections.forEach(Connection::close);
        long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
        boolean interrupted = false;
        interrupted |= !joined(acceptor, deadline);
        // The listening thread has ended, so only successors of stuck threads can still be added.
        for (Thread thread : new ArrayList<>(running)) {
            interrupted |= !joined(thread, deadline);
        }
        LockSupport.unpark(watcher);
        interrupted |= !joined(watcher, deadline);
        exports.forEach(NbdExport::setUnavailable);
        exports.clear();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return false if this thread was interrupted */
    private static boolean joined(Thread thread, long deadline) {
        try {
            Duration left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
            if (thread != Thread.currentThread() && thread.isAlive() && !thread.join(left)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0} has not ended: a driver holds on to its cancelled requests",
                        thread.getName());
            }
            return true;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    /** Counts of what clients did wrong, by cause, for people to read. */
    public Map<String, Long> faults() {
        return faults.counts().entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue));
    }

    /** Connections being served now. */
    public int connections() {
        return connections.size();
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

    FaultLog faultLog() {
        return faults;
    }

    void ended(Connection connection) {
        connections.remove(connection);
        if (closing) {
            LockSupport.unpark(watcher);
        }
    }

    /** Takes an export away from new clients and ends the connections of those that have it. */
    void remove(NbdExport export) {
        export.setUnavailable();
        exports.remove(export);
        DevicePort.Registration registration = registrations.remove(export);
        if (registration != null) {
            registration.close();
        }
        connections.forEach(connection -> connection.deviceGone(export));
    }

    private void acceptAll() {
        while (!closing) {
            try {
                serve(listener.accept());
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                // Out of descriptors, as a rule: the connections that are there go on, and some will end.
                LOG.log(System.Logger.Level.WARNING, "cannot accept a connection at " + address(), failed);
                LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (connections.size() >= MAX_CONNECTIONS) {
            faults.report(Fault.TOO_MANY_CONNECTIONS);
            channel.close();
            return;
        }
        Connection connection;
        try {
            if (address() instanceof NbdAddress.Tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            connection = new Connection(this, channel, handshakeLimit);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        connections.add(connection);
        start(newClientThread(connection));
        LockSupport.unpark(watcher);
        if (closing) {
            connection.close();
        }
    }

    /** A thread, not started, for a connection's work. */
    Thread newClientThread(Runnable work) {
        Thread thread = threads.newThread(() -> {
            try {
                work.run();
            } finally {
                running.remove(Thread.currentThread());
            }
        });
        thread.setName("nbd-client-" + serial.incrementAndGet());
        return thread;
    }

    void start(Thread clientThread) {
        running.add(clientThread);
        clientThread.start();
    }

    /** Looks after connections whose thread a driver keeps. Sleeps while there is no connection. */
    private void watchAll() {
        while (!closing || !connections.isEmpty()) {
            if (connections.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, STUCK_AFTER_NANOS);
                connections.forEach(Connection::replaceStuckThread);
            }
            Thread.interrupted();
        }
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
