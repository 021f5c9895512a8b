package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client, from the greeting to the end, on a thread of its own at a time. */
final class Connection implements Runnable {
    private static final System.Logger LOG = System.getLogger(Connection.class.getPackageName());

    /** Small commands come many to a read; a large payload is read past this into its own buffer. */
    private static final int INPUT_SIZE = 1 << 16;

    private final NbdServer server;
    private final Clients clients;
    private final SocketChannel channel;
    private final Duration handshakeLimit;
    private final Selector selector;
    private final SelectionKey key;
    private final Arena arena = Arena.ofShared();
    private final ByteBuffer in =
            arena.allocate(INPUT_SIZE, Long.BYTES).asByteBuffer().flip();
    private volatile boolean closing;
    private volatile @Nullable Transmission transmission;
    private @Nullable NbdExport chosenExport;
    private @Nullable OpenDevice device;

    /** Takes the accepted channel over; if this throws, the caller still owns it. */
    Connection(NbdServer server, SocketChannel channel, Duration handshakeLimit) throws IOException {
        this.server = server;
        this.clients = server.clients();
        this.channel = channel;
        this.handshakeLimit = handshakeLimit;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, SelectionKey.OP_READ);
    }

    SocketChannel channel() {
        return channel;
    }

    Selector selector() {
        return selector;
    }

    SelectionKey key() {
        return key;
    }

    ByteBuffer in() {
        return in;
    }

    FaultLog faults() {
        return server.faultLog();
    }

    /** The export of this connection; known once one is open. */
    NbdExport chosenExport() {
        return java.util.Objects.requireNonNull(chosenExport);
    }

    /** Any thread: ends the connection soon. */
    void close() {
        closing = true;
        Transmission current = transmission;
        if (current != null) {
            current.close();
        }
        selector.wakeup();
    }

    /** Any thread: {@code export}'s device takes no more requests. */
    void deviceGone(NbdExport export) {
        Transmission current = transmission;
        if (current != null && chosenExport() == export) {
            current.deviceGone();
        }
    }

    /** The handshake and, on this thread or its successors, the transmission. */
    @Override
    public void run() {
        guarded(() -> {
            handshake();
            Transmission opened = transmission;
            return opened == null || opened.run();
        });
    }

    /** Does part of a connection's work and cleans up if that was the last. */
    private void guarded(Work work) {
        boolean over = true;
        try {
            over = work.isOver();
        } catch (ProtocolException broken) {
            faults().report(broken.fault());
        } catch (ClosedChannelException end) {
            LOG.log(System.Logger.Level.DEBUG, "a connection was closed", end);
        } catch (IOException gone) {
            // Reset, broken pipe: how clients that are killed look from here.
            faults().report(Fault.DISCONNECTED);
            LOG.log(System.Logger.Level.DEBUG, "a client went away", gone);
        } finally {
            if (over) {
                finish();
            }
        }
    }

    private void finish() {
        OpenDevice opened = device;
        try (channel;
                selector;
                arena) {
            if (opened != null) {
                opened.close();
            }
        } catch (IOException failed) {
            LOG.log(System.Logger.Level.WARNING, "a connection was not closed cleanly", failed);
        } finally {
            clients.ended(this);
        }
    }

    /**
     * Watcher's thread only: if the driver has kept this connection's thread since the last call, another one takes over.
     */
    void replaceStuckThread() {
        Transmission current = transmission;
        if (current == null || !current.thread().isStuck()) {
            return;
        }
        Thread successor = clients.newThread(() -> guarded(current::run));
        if (current.thread().replace(successor)) {
            clients.start(successor);
        }
    }

    /** Part of a connection's work. */
    private interface Work {
        /** Does it; false if another thread has the connection now. */
        boolean isOver() throws IOException;
    }

    private void handshake() throws IOException {
        Negotiation negotiation = new Negotiation(server.directory());
        ByteBuffer out = ByteBuffer.allocate(Negotiation.MAX_OUTPUT);
        long deadline = System.nanoTime() + handshakeLimit.toNanos();
        negotiation.greet(out);
        Negotiation.Next next = Negotiation.Next.AGAIN;
        while (next != Negotiation.Next.CLOSE && !closing) {
            send(out, deadline);
            if (next == Negotiation.Next.READ && !receive(deadline)) {
                return;
            }
            next = negotiation.advance(in, out);
            if (next == Negotiation.Next.OPEN) {
                next = open(negotiation, out);
                deadline = System.nanoTime() + handshakeLimit.toNanos();
                if (transmission != null) {
                    send(out, deadline);
                    return;
                }
            }
        }
        try {
            send(out, deadline);
        } catch (IOException gone) {
            // A client that has said ABORT need not wait for the answer.
            LOG.log(System.Logger.Level.TRACE, "a client left without the last answer", gone);
        }
    }

    /** Opens the chosen export; the handshake goes on if it cannot be opened. */
    private Negotiation.Next open(Negotiation negotiation, ByteBuffer out) throws IOException {
        Optional<NbdExport> found = server.export(negotiation.chosen().name());
        if (found.isEmpty()) {
            return negotiation.refuse(true, "the device has been removed", out);
        }
        NbdExport export = found.get();
        try {
            OpenDevice opened = OpenDevice.open(export.port(), PeerIdentity.of(channel));
            device = opened;
            ExportFacts facts = export.factsWithSize(opened.size());
            chosenExport = export;
            Transmission serving = new Transmission(this, opened, facts, negotiation.structured());
            transmission = serving;
            // Looked at after the transmission can be found, so that neither news is missed.
            if (closing) {
                serving.close();
            }
            if (!export.isAvailable()) {
                serving.deviceGone();
            }
            negotiation.accept(facts, out);
            return Negotiation.Next.AGAIN;
        } catch (NbdException refused) {
            OpenDevice opened = device;
            device = null;
            if (opened != null) {
                opened.close();
            }
            String reason = String.valueOf(refused.getMessage());
            LOG.log(System.Logger.Level.WARNING, "a client was refused: {0}", reason);
            return negotiation.refuse(!export.isAvailable(), reason, out);
        }
    }

    /** @return false at the end of the input */
    private boolean receive(long deadline) throws IOException {
        in.compact();
        try {
            int count = channel.read(in);
            while (count == 0) {
                await(SelectionKey.OP_READ, deadline);
                count = channel.read(in);
            }
            return count > 0;
        } finally {
            in.flip();
        }
    }

    private void send(ByteBuffer out, long deadline) throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            if (channel.write(out) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
        out.clear();
    }

    private void await(int operation, long deadline) throws IOException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new ProtocolException(Fault.HANDSHAKE_TIMEOUT);
        }
        if (closing) {
            throw new ClosedChannelException();
        }
        key.interestOps(operation);
        selector.selectedKeys().clear();
        selector.select(millis);
    }
}
