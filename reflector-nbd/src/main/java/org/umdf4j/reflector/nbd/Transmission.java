package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;

/**
 * A connection after its handshake: takes commands off the socket and through the device. The thread in {@link #run} is
 * the connection's thread; it runs the driver's callbacks where the framework allows that and never waits for the client
 * while it does. Should a callback keep it, another thread takes its place ({@link #replaceStuck}). Other threads only
 * complete IRPs and call the methods marked "any thread".
 *
 * <p>What a client can make it hold is bounded by {@link #MAX_COMMANDS} and {@link BufferPool#LIMIT}; at either limit it
 * stops reading.
 */
final class Transmission implements Command.Home, ReplyWriter.Listener {
    /** Commands in flight on one connection, replies not yet sent included. */
    static final int MAX_COMMANDS = 1024;

    /** Replies written by a thread that completes a request, in system calls, before the connection's thread takes over. */
    private static final int FOREIGN_ROUNDS = 4;

    /** Replies of a batch of commands are sent together, but not later than after so many. */
    private static final int FLUSH_EVERY = 16;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private final ByteBuffer in;
    private final NbdExport export;
    private final ExportFacts facts;
    private final boolean structured;
    private final OpenDevice device;
    private final DevicePort port;
    private final FaultLog faults;
    private final AtomicLong inDriver = new AtomicLong();
    private volatile Thread thread = Thread.currentThread();

    private final BufferPool pool = new BufferPool();
    private final ReplyWriter writer;
    private final AtomicReferenceArray<Command.@Nullable CommandIrp> irps = new AtomicReferenceArray<>(MAX_COMMANDS);
    private final ConcurrentLinkedQueue<Command> unfinished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger inDevice = new AtomicInteger();
    private volatile boolean wakeWhenSent;
    private volatile boolean deviceGone;
    private volatile boolean closing;

    // Of the connection's thread:
    private @Nullable RequestHeader waiting;
    private @Nullable Command receiving;
    private @Nullable ByteBuffer receivingBytes;
    private long draining;
    private boolean disconnected;
    private boolean inputEnded;
    private boolean inputIsDry;
    private boolean deviceGoneSeen;
    private int refused;
    private int nextSlot;
    private int unflushed;
    private int taken;
    private long lastTicket;

    /** Made on the connection's thread. */
    Transmission(Connection connection, OpenDevice device, ExportFacts facts, boolean structured) {
        this.channel = connection.channel();
        this.selector = connection.selector();
        this.key = connection.key();
        this.in = connection.in();
        this.export = connection.chosenExport();
        this.port = export.port();
        this.faults = connection.faults();
        this.device = device;
        this.facts = facts;
        this.structured = structured;
        this.writer = new ReplyWriter(channel, this);
    }

    /** The open that its IRPs belong to. */
    FileObject file() {
        return device.file();
    }

    /** Any thread: ends the connection. What is in the device is cancelled. */
    void close() {
        closing = true;
        selector.wakeup();
    }

    /** Any thread: the device takes no more requests. Later commands are refused; the connection ends with the last reply. */
    void deviceGone() {
        deviceGone = true;
        selector.wakeup();
    }

    /** Any thread: which visit to the driver the connection's thread is on; 0 if none. */
    long ticket() {
        return inDriver.get();
    }

    /**
     * Any thread: replaces the connection's thread if it is still on the visit to the driver that {@code ticket} names.
     * The replaced thread leaves {@link #run} when the driver lets it go; {@code successor}, not yet started, enters it.
     */
    synchronized boolean replaceStuck(long ticket, Thread successor) {
        if (ticket == 0 || !inDriver.compareAndSet(ticket, 0)) {
            return false;
        }
        thread = successor;
        return true;
    }

    private boolean isReplaced() {
        return Thread.currentThread() != thread;
    }

    /**
     * Serves the client until the connection ends; then nothing of it is left in the device.
     *
     * @return false if another thread has taken over and sees to the end
     */
    boolean run() throws IOException {
        boolean replaced = false;
        try {
            serve();
            replaced = isReplaced();
        } finally {
            if (!replaced) {
                end();
            }
        }
        return !replaced;
    }

    private void serve() throws IOException {
        boolean eager = true;
        while (!isOver()) {
            proceedUnfinished();
            if (isReplaced()) {
                return;
            }
            taken = 0;
            takeCommands();
            if (isReplaced()) {
                return;
            }
            flush();
            if (isOver()) {
                return;
            }
            // Under load the next commands are already there, and asking first would be a system call too many.
            if (deviceGone && !deviceGoneSeen) {
                deviceGoneSeen = true;
                eager = true;
            }
            if (!(eager && wantsInput() && receive())) {
                await();
                if (key.isReadable() && wantsInput()) {
                    receive();
                }
            }
            eager = taken > 1 || receiving != null || draining > 0;
        }
    }

    private boolean isOver() {
        if (closing || inputEnded || writer.isBroken()) {
            return true;
        }
        // What the client sent before it could know is refused, not left without an answer; but not for ever.
        boolean leaving = disconnected || (deviceGone && (inputIsDry || refused >= MAX_COMMANDS));
        return leaving && inFlight.get() == 0;
    }

    private boolean wantsInput() {
        return !disconnected && (receivingBytes != null || in.remaining() < in.capacity());
    }

    /** Waits until the socket or another thread has something for this thread. */
    private void await() throws IOException {
        // A driver that leaves its thread interrupted must not turn this wait into a spin.
        Thread.interrupted();
        int operations = (wantsInput() ? SelectionKey.OP_READ : 0) | (writer.isBlocked() ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
        wakeWhenSent = waiting != null || disconnected || deviceGone;
        // Whoever sends the last reply either sees the flag or is seen here.
        if ((waiting != null && mayTake()) || isOver()) {
            return;
        }
        selector.selectedKeys().clear();
        if (unfinished.isEmpty()) {
            selector.select();
        } else {
            selector.selectNow();
        }
        wakeWhenSent = false;
        if (writer.isBlocked() && key.isWritable()) {
            writer.unblock(Integer.MAX_VALUE);
        }
    }

    /** @return whether anything came */
    private boolean receive() throws IOException {
        ByteBuffer target = receivingBytes;
        long count;
        in.compact();
        try {
            count = target == null ? channel.read(in) : channel.read(new ByteBuffer[] {target, in});
        } finally {
            in.flip();
        }
        inputEnded = count < 0;
        inputIsDry = count == 0 && deviceGoneSeen;
        if (inputEnded && (receiving != null || draining > 0 || in.hasRemaining() || inFlight.get() > 0)) {
            faults.report(Fault.DISCONNECTED);
        }
        return count > 0;
    }

    private void takeCommands() throws IOException {
        while (!disconnected) {
            if (unflushed >= FLUSH_EVERY) {
                flush();
            }
            if (receiving != null) {
                if (!takePayload(receiving)) {
                    return;
                }
            } else if (draining > 0) {
                int now = (int) Math.min(draining, in.remaining());
                in.position(in.position() + now);
                draining -= now;
                if (draining > 0) {
                    return;
                }
            } else if (!takeHeader()) {
                return;
            }
            if (isReplaced()) {
                return;
            }
        }
    }

    /** @return whether a command was taken */
    private boolean takeHeader() throws ProtocolException {
        RequestHeader header = waiting;
        if (header == null) {
            if (in.remaining() < Wire.REQUEST_SIZE) {
                return false;
            }
            header = RequestHeader.take(in);
        }
        if (header.type() == Wire.CMD_DISC) {
            disconnected = true;
            return true;
        }
        NbdError verdict = deviceGone ? NbdError.ESHUTDOWN : header.check(facts, structured);
        int size = verdict == NbdError.NONE ? Command.bufferSize(header) : 0;
        Optional<PooledBuffer> buffer = inFlight.get() < MAX_COMMANDS ? pool.take(size) : Optional.empty();
        if (buffer.isEmpty()) {
            waiting = header;
            return false;
        }
        waiting = null;
        taken++;
        inFlight.incrementAndGet();
        begin(header, verdict, new Command(header, buffer.get(), structured));
        return true;
    }

    private boolean mayTake() {
        RequestHeader header = waiting;
        return header != null && inFlight.get() < MAX_COMMANDS && pool.canTake(Command.bufferSize(header));
    }

    private void begin(RequestHeader header, NbdError verdict, Command command) {
        refused += deviceGone ? 1 : 0;
        if (verdict != NbdError.NONE || (header.length() == 0 && header.type() != Wire.CMD_FLUSH)) {
            if (verdict != NbdError.NONE && verdict != NbdError.ESHUTDOWN) {
                faults.report(Fault.REQUEST_INVALID);
            }
            draining = header.payloadLength();
            command.finish(verdict);
            reply(command);
        } else if (header.type() == Wire.CMD_WRITE) {
            receiving = command;
            receivingBytes = command.receivingBytes();
        } else {
            command.proceed(this);
        }
    }

    /** @return whether the payload is complete and the command on its way */
    private boolean takePayload(Command command) {
        ByteBuffer target = java.util.Objects.requireNonNull(receivingBytes);
        int now = Math.min(target.remaining(), in.remaining());
        if (now > 0) {
            target.put(target.position(), in, in.position(), now);
            target.position(target.position() + now);
            in.position(in.position() + now);
        }
        if (target.hasRemaining()) {
            return false;
        }
        receiving = null;
        receivingBytes = null;
        command.proceed(this);
        return true;
    }

    @Override
    public void submit(
            Command command, IrpParameters parameters, @Nullable MemorySegment in, @Nullable MemorySegment out) {
        // There is a free slot: a command has one IRP at a time and there are no more commands than slots.
        while (irps.getOpaque(nextSlot) != null) {
            nextSlot = (nextSlot + 1) % MAX_COMMANDS;
        }
        var irp = new Command.CommandIrp(this, command, nextSlot, parameters, in, out);
        irps.set(nextSlot, irp);
        nextSlot = (nextSlot + 1) % MAX_COMMANDS;
        inDevice.incrementAndGet();
        long ticket = ++lastTicket;
        inDriver.set(ticket);
        port.submit(irp);
        if (!inDriver.compareAndSet(ticket, 0)) {
            awaitSuccessor();
        }
    }

    /** Waits out the moment between losing the connection and being named its thread no longer. */
    private synchronized void awaitSuccessor() {
        if (!isReplaced()) {
            throw new IllegalStateException("lost the connection to nobody");
        }
    }

    /** Any thread: an IRP has ended. */
    void irpEnded(Command command, int slot, HResult status, long information) {
        irps.set(slot, null);
        if (status.equals(HResult.STATUS_DRIVER_PROCESS_TERMINATED)) {
            // The driver has been cut off, but its threads may still write to what they were given.
            command.replaceBuffer(pool.lose(command.buffer()));
        }
        boolean ready = command.ended(this, status, information);
        if (ready) {
            reply(command);
        } else {
            unfinished.add(command);
        }
        if (Thread.currentThread() != thread) {
            if (ready) {
                writer.flush(FOREIGN_ROUNDS);
            } else {
                selector.wakeup();
            }
        }
        // Last, because the end of the connection waits for it.
        if (inDevice.decrementAndGet() == 0 && wakeWhenSent) {
            selector.wakeup();
        }
    }

    private void reply(Command command) {
        writer.add(command);
        if (Thread.currentThread() == thread) {
            unflushed++;
        }
    }

    private void flush() {
        unflushed = 0;
        writer.flush(Integer.MAX_VALUE);
    }

    private void proceedUnfinished() {
        // Only what is there now: a long WRITE_ZEROES comes back piece by piece and must not shut the others out.
        for (int left = unfinished.size(); left > 0; left--) {
            Command command = unfinished.poll();
            if (command == null) {
                return;
            }
            command.proceed(this);
            if (isReplaced()) {
                return;
            }
        }
    }

    @Override
    public void sent(Command command) {
        pool.give(command.buffer());
        inFlight.decrementAndGet();
        if (wakeWhenSent) {
            selector.wakeup();
        }
    }

    @Override
    public void handOver() {
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    @Override
    public boolean refusesZeroing() {
        return export.refusesZeroing();
    }

    @Override
    public void setRefusesZeroing() {
        export.setRefusesZeroing();
    }

    /** Takes everything back from the device, then closes the file. */
    private void end() throws IOException {
        wakeWhenSent = true;
        for (int slot = 0; slot < MAX_COMMANDS; slot++) {
            var irp = irps.get(slot);
            if (irp != null) {
                irp.cancel();
            }
        }
        key.interestOps(0);
        while (inDevice.get() > 0) {
            Thread.interrupted();
            selector.selectedKeys().clear();
            selector.select();
        }
        flush();
        writer.discard();
        if (receiving != null) {
            pool.give(receiving.buffer());
        }
        unfinished.forEach(command -> pool.give(command.buffer()));
        pool.close();
    }
}
