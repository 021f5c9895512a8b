package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The connections of a server and their threads: one listens, one looks after connections whose thread a driver keeps,
 * and each connection has its own. Any thread may call it.
 */
final class Clients {
    /** The kernel's buffer for replies; large reads then need fewer rounds. The system may give less. */
    private static final int SEND_BUFFER = 1 << 20;

    /** A driver that keeps a thread this long shuts no other command of the client out any longer. */
    private static final long STUCK_AFTER_NANOS = 20_000_000;

    private static final long ACCEPT_PAUSE_NANOS = 100_000_000;
    private static final System.Logger LOG = System.getLogger(Clients.class.getPackageName());

    private final NbdServer server;
    private final Listener listener;
    private final ThreadFactory threads;
    private final Duration handshakeLimit;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger serial = new AtomicInteger();
    private final Thread acceptor;
    private final Thread watcher;
    private volatile boolean closing;

    Clients(NbdServer server, Listener listener, ThreadFactory threads, Duration handshakeLimit) {
        this.server = server;
        this.listener = listener;
        this.threads = threads;
        this.handshakeLimit = handshakeLimit;
        this.acceptor = threads.newThread(this::acceptAll);
        acceptor.setName("nbd-listen " + listener.address());
        this.watcher = threads.newThread(this::watchAll);
        watcher.setName("nbd-watch " + listener.address());
    }

    /** Begins to listen. */
    void start() {
        acceptor.start();
        watcher.start();
    }

    /** How many there are. */
    int count() {
        return connections.size();
    }

    /** The device of an export takes no more requests. */
    void deviceGone(NbdExport export) {
        connections.forEach(connection -> connection.deviceGone(export));
    }

    /** A connection has ended. */
    void ended(Connection connection) {
        connections.remove(connection);
        if (closing) {
            LockSupport.unpark(watcher);
        }
    }

    /** A thread, not started, for a connection's work. */
    Thread newThread(Runnable work) {
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

    /** Starts a {@link #newThread}. */
    void start(Thread clientThread) {
        running.add(clientThread);
        clientThread.start();
    }

    /** Ends everything; the listener is closed. Waits that long for drivers to give cancelled requests back. */
    void close(Duration patience) {
        closing = true;
        connections.forEach(Connection::close);
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        interrupted |= !joined(acceptor, deadline);
        // The listening thread has ended, so only successors of stuck threads can still be added.
        for (Thread thread : new ArrayList<>(running)) {
            interrupted |= !joined(thread, deadline);
        }
        LockSupport.unpark(watcher);
        interrupted |= !joined(watcher, deadline);
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

    private void acceptAll() {
        while (!closing) {
            try {
                serve(listener.accept());
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException failed) {
                // Out of descriptors, as a rule: the connections that are there go on, and some will end.
                LOG.log(System.Logger.Level.WARNING, "cannot accept a connection at " + listener.address(), failed);
                LockSupport.parkNanos(ACCEPT_PAUSE_NANOS);
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException {
        if (connections.size() >= NbdServer.MAX_CONNECTIONS) {
            server.faultLog().report(Fault.TOO_MANY_CONNECTIONS);
            channel.close();
            return;
        }
        Connection connection;
        try {
            if (listener.address() instanceof NbdAddress.Tcp) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BUFFER);
            connection = new Connection(server, channel, handshakeLimit);
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        connections.add(connection);
        start(newThread(connection));
        LockSupport.unpark(watcher);
        if (closing) {
            connection.close();
        }
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
}
