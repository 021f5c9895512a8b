package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;

/**
 * A connection after its handshake: takes commands off the socket and through the device. The thread in {@link #run} is
 * the connection's thread; it runs the driver's callbacks where the framework allows that and never waits for the client
 * while it does. Should a callback keep it, another thread takes its place ({@link ServingThread}). Other threads only
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

    /**
     * Replies of commands that came together are sent together, but not later than when their buffers are as large: what
     * is still in the processor's cache is cheaper to send, and its buffer to use again.
     */
    private static final int FLUSH_BYTES = 1 << 16;

    /** What a reply counts at least towards {@link #FLUSH_BYTES}, so that no batch of small ones waits for long. */
    private static final int SMALL_REPLY = 1 << 12;

    /** Buffers of replies that the full socket has not taken, from which on no further command is taken for a while. */
    private static final int AHEAD_BYTES = 1 << 19;

    /** How long: a client that sends all its commands before it reads a reply must not wait for us for ever. */
    private static final long AHEAD_MILLIS = 1;

    private final Selector selector;
    private final SelectionKey key;
    private final NbdExport export;
    private final ExportFacts facts;
    private final boolean structured;
    private final OpenDevice device;
    private final DevicePort port;
    private final FaultLog faults;
    private final ServingThread thread = new ServingThread();

    private final BufferPool pool = new BufferPool();
    private final RequestReader reader;
    private final ReplyWriter writer;
    private final IrpTable irps = new IrpTable(MAX_COMMANDS);
    private final ConcurrentLinkedQueue<Command> unfinished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong unsentBytes = new AtomicLong();
    private volatile boolean wakeWhenSent;
    private volatile boolean deviceGone;
    private volatile boolean closing;

    // Of the connection's thread:
    private @Nullable RequestHeader waiting;
    private @Nullable Command receiving;
    private boolean disconnected;
    private boolean inputIsDry;
    private boolean clientIsSlow;
    private int refused;
    private int unflushedBytes;
    private int taken;

    /** Made on the connection's thread. */
    Transmission(Connection connection, OpenDevice device, ExportFacts facts, boolean structured) {
        this.selector = connection.selector();
        this.key = connection.key();
        this.export = connection.chosenExport();
        this.port = export.port();
        this.faults = connection.faults();
        this.device = device;
        this.facts = facts;
        this.structured = structured;
        this.reader = new RequestReader(connection.channel(), connection.in());
        this.writer = new ReplyWriter(connection.channel(), this);
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

    /** Which thread runs {@link #run}. */
    ServingThread thread() {
        return thread;
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
            replaced = !thread.isCurrent();
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
            taken = 0;
            proceedUnfinished();
            takeCommands();
            if (!thread.isCurrent()) {
                return;
            }
            flush();
            if (isOver()) {
                return;
            }
            // Under load the next commands are already there, and asking first would be a system call too many.
            boolean lookFirst = eager || deviceGone;
            if (!(lookFirst && wantsInput() && receive()) && (await() & SelectionKey.OP_READ) != 0) {
                receive();
            }
            eager = taken > 1 || reader.isAmidPayload();
        }
    }

    private boolean isOver() {
        if (closing || reader.isEnded() || writer.isBroken()) {
            return true;
        }
        // What the client sent before it could know is refused, not left without an answer; but not for ever.
        boolean leaving = disconnected || (deviceGone && (inputIsDry || refused >= MAX_COMMANDS));
        return leaving && inFlight.get() == 0;
    }

    private boolean wantsInput() {
        return !disconnected && reader.hasRoom() && !isAhead();
    }

    /** Whether the client should take replies before more commands are taken from it. */
    private boolean isAhead() {
        return !clientIsSlow && writer.isBlocked() && unsentBytes.get() >= AHEAD_BYTES;
    }

    /**
     * Waits until the socket or another thread has something for this thread.
     *
     * @return what the socket is ready for
     */
    private int await() throws IOException {
        // A driver that leaves its thread interrupted must not turn this wait into a spin.
        Thread.interrupted();
        boolean ahead = isAhead();
        boolean input = !ahead && !disconnected && reader.hasRoom();
        int operations = (input ? SelectionKey.OP_READ : 0) | (writer.isBlocked() ? SelectionKey.OP_WRITE : 0);
        if (key.interestOps() != operations) {
            key.interestOps(operations);
        }
        wakeWhenSent = waiting != null || disconnected || deviceGone;
        // Whoever sends the last reply either sees the flag or is seen here. Ahead, the socket is what is waited for.
        if ((!ahead && waiting != null && mayTake()) || isOver()) {
            return 0;
        }
        selector.selectedKeys().clear();
        int keys = unfinished.isEmpty() ? selector.select(ahead ? AHEAD_MILLIS : 0) : selector.selectNow();
        wakeWhenSent = false;
        // A key that was not selected still shows what it was ready for before.
        int ready = keys > 0 ? key.readyOps() : 0;
        if ((ready & SelectionKey.OP_WRITE) != 0) {
            clientIsSlow = false;
            writer.unblock(Integer.MAX_VALUE);
        } else if (ahead) {
            // Or another thread has woken this one early; then it runs ahead a little sooner.
            clientIsSlow = true;
        }
        return ready;
    }

    /** @return whether anything came */
    private boolean receive() throws IOException {
        boolean lastLook = deviceGone;
        long count = reader.receive();
        inputIsDry = count == 0 && lastLook;
        if (count < 0 && (reader.isAmidRequest() || inFlight.get() > 0)) {
            faults.report(Fault.DISCONNECTED);
        }
        return count > 0;
    }

    private void takeCommands() throws IOException {
        while (thread.isCurrent() && !disconnected && !reader.isAmidPayload() && !isAhead()) {
            if (unflushedBytes >= FLUSH_BYTES) {
                flush();
            }
            Command received = receiving;
            if (received != null) {
                receiving = null;
                received.proceed(this);
            } else if (!takeHeader()) {
                return;
            }
        }
    }

    /** @return whether a command was taken */
    private boolean takeHeader() throws ProtocolException {
        RequestHeader header = waiting;
        if (header == null) {
            if (!reader.hasHeader()) {
                return false;
            }
            header = reader.takeHeader();
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
            reader.skip(header.payloadLength());
            command.finish(verdict);
            reply(command);
        } else if (header.type() == Wire.CMD_WRITE) {
            receiving = command;
            reader.expect(command.receivingBytes());
        } else {
            command.proceed(this);
        }
    }

    @Override
    public void submit(
            Command command, IrpParameters parameters, @Nullable MemorySegment in, @Nullable MemorySegment out) {
        // There is a free slot: a command has one IRP at a time and there are no more commands than slots.
        int slot = irps.freeSlot();
        var irp = new Command.CommandIrp(this, command, slot, parameters, in, out);
        irps.put(slot, irp);
        thread.submit(port, irp);
    }

    /** Any thread: an IRP has ended. */
    void irpEnded(Command command, int slot, HResult status, long information) {
        irps.free(slot);
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
        if (!thread.isCurrent()) {
            if (ready) {
                writer.flush(FOREIGN_ROUNDS);
            } else {
                selector.wakeup();
            }
        }
        // Last, because the end of the connection waits for it.
        if (irps.release() && wakeWhenSent) {
            selector.wakeup();
        }
    }

    private void reply(Command command) {
        int bytes = command.buffer().capacity();
        unsentBytes.addAndGet(bytes);
        if (thread.isCurrent()) {
            unflushedBytes += Math.max(bytes, SMALL_REPLY);
        }
        writer.add(command);
    }

    private void flush() {
        unflushedBytes = 0;
        writer.flush(Integer.MAX_VALUE);
    }

    private void proceedUnfinished() {
        // Only what is there now: a long WRITE_ZEROES comes back piece by piece and must not shut the others out.
        for (int left = unfinished.size(); left > 0 && thread.isCurrent(); left--) {
            Command command = unfinished.poll();
            if (command == null) {
                return;
            }
            command.proceed(this);
        }
    }

    @Override
    public void sent(Command command) {
        unsentBytes.addAndGet(-command.buffer().capacity());
        pool.give(command.buffer());
        inFlight.decrementAndGet();
        if (wakeWhenSent) {
            selector.wakeup();
        }
    }

    @Override
    public void handOver() {
        if (!thread.isCurrent()) {
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
        irps.cancelAll();
        key.interestOps(0);
        while (!irps.isEmpty()) {
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
