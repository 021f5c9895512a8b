package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.umdf4j.linux.Linux;

/**
 * Room for one request and its reply. The frame is read so that the data of a write begins on a page; the data of a read
 * goes to the same place, its reply header right before it, so that one {@code write(2)} sends both.
 *
 * <pre>
 *  4016           4080     4096                    32736    32768
 *  | frame header | .. body | data of a write ...
 *                 | reply   | data of a read ...   | reply  | data of an ioctl's reply
 * </pre>
 *
 * <p>It belongs to the reader that took it from the {@link BufferPool}, until {@link #begin}. From there the request and
 * the reader race: who comes first, the request's end or the reader's {@link #reclaim}, leaves the buffer to the other.
 * The end of a terminated driver's request takes it from both. A buffer whose transport does not wait for readers goes
 * back with the request's end in any case, and may serve another request before the reader looks.
 */
final class RequestBuffer {
    private static final int DATA = 4096;
    private static final int CONTROL_DATA = 32768;
    private static final int FRAME = DATA - IN_HEADER_BYTES - IO_BYTES;
    private static final int REPLY = DATA - OUT_HEADER_BYTES;
    private static final int CONTROL_REPLY = CONTROL_DATA - IOCTL_OUT_BYTES - OUT_HEADER_BYTES;

    /** One page more than the largest write, for a frame that is longer than it should be. */
    static final int BYTES = DATA + MAX_TRANSFER + 4096;

    private static final int OWNED = 0;
    private static final int SUBMITTED = 1;
    private static final int ENDED = 2;
    private static final int LEFT = 3;
    private static final int LOST = 4;

    /** The bits above count how often the buffer has become {@link #OWNED}. */
    private static final int PHASE = 7;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(RequestBuffer.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final BufferPool pool;
    private final Arena mapping = Arena.ofShared();
    private final MemorySegment mapped;

    /** How its request came, and comes. Changed only while nobody uses the buffer. */
    private volatile Transport transport;

    // All of these mean the same memory, until the end of the arena they are lent by.
    private Arena arena = Arena.ofShared();
    private MemorySegment memory;
    private MemorySegment incoming;
    private MemorySegment reply;
    private MemorySegment controlReply;
    private Frame frame;

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    private volatile @Nullable FuseRequest request;

    RequestBuffer(BufferPool pool, Transport transport) {
        this.pool = pool;
        this.transport = transport;
        mapped = Linux.mmapAnonymous(BYTES, mapping);
        memory = Linux.lend(mapped, arena);
        incoming = memory.asSlice(FRAME);
        reply = memory.asSlice(REPLY);
        controlReply = memory.asSlice(CONTROL_REPLY);
        frame = new Frame(incoming);
    }

    /** The way its request came, and will come next. */
    Transport transport() {
        return transport;
    }

    /** From now on requests come to it another way. Nobody uses the buffer. */
    void attach(Transport other) {
        transport = other;
    }

    /** Where the data of a write comes to by itself, and the data of a reply is. Stays where it is. */
    long dataAddress() {
        return mapped.address() + DATA;
    }

    /** Where the next frame is read to. */
    MemorySegment incoming() {
        return incoming;
    }

    /** The frame last read. */
    Frame frame() {
        return frame;
    }

    /**
     * Takes up a request that came in parts, the data in its place already: puts header and body where they would be had
     * it been read from the descriptor.
     *
     * @param headers {@code struct fuse_uring_req_header}, as the kernel has filled it; it is not trusted
     */
    void assemble(MemorySegment headers) {
        long length = Integer.toUnsignedLong(headers.get(JAVA_INT_UNALIGNED, RingProtocol.IN_OUT + IN_LEN));
        long data = Integer.toUnsignedLong(headers.get(JAVA_INT_UNALIGNED, RingProtocol.PAYLOAD_SIZE));
        long body = length - IN_HEADER_BYTES - data;
        MemorySegment.copy(headers, RingProtocol.IN_OUT, incoming, 0, IN_HEADER_BYTES);
        if (data > MAX_TRANSFER || body < 0 || body > RingProtocol.OP_IN_BYTES) {
            frame.received(0);
            return;
        }
        long place = IN_HEADER_BYTES + body;
        if (data > 0 && place != DATA - FRAME) {
            MemorySegment.copy(memory, DATA, incoming, place, data);
        }
        MemorySegment.copy(headers, RingProtocol.OP_IN, incoming, IN_HEADER_BYTES, body);
        frame.received(length);
    }

    /** Puts a reply's data where a ring expects it, behind the place of its header. Returns how much it is. */
    int align(MemorySegment someReply, int bytes) {
        int data = bytes - OUT_HEADER_BYTES;
        if (data > 0 && someReply.address() != reply.address()) {
            MemorySegment.copy(someReply, OUT_HEADER_BYTES, memory, DATA, data);
        }
        return data;
    }

    /** The data of a write, or room for the data of a read or of a small reply. Overwrites the frame's body. */
    MemorySegment data(int bytes) {
        return memory.asSlice(DATA, bytes);
    }

    /** The input of an ioctl, which follows its frame. */
    MemorySegment controlInput(int bytes) {
        return incoming.asSlice(IN_HEADER_BYTES + IOCTL_IN_BYTES, bytes);
    }

    /** Room for the output of an ioctl. */
    MemorySegment controlOutput(int bytes) {
        return memory.asSlice(CONTROL_DATA, bytes);
    }

    /** Answers with {@code dataBytes} of {@link #data}. Returns whether the kernel took it, as all of these. */
    boolean send(long unique, int dataBytes) {
        header(reply, unique, 0, OUT_HEADER_BYTES + dataBytes);
        return transport.send(this, reply, OUT_HEADER_BYTES + dataBytes);
    }

    /** Answers with an error, positive, or with plain success when it is 0. */
    boolean sendError(long unique, int errno) {
        header(reply, unique, errno, OUT_HEADER_BYTES);
        return transport.send(this, reply, OUT_HEADER_BYTES);
    }

    /** Answers an ioctl with {@code dataBytes} of {@link #controlOutput}. */
    boolean sendControl(long unique, int dataBytes) {
        int bytes = OUT_HEADER_BYTES + IOCTL_OUT_BYTES + dataBytes;
        header(controlReply, unique, 0, bytes);
        controlReply.asSlice(OUT_HEADER_BYTES, IOCTL_OUT_BYTES).fill((byte) 0);
        return transport.send(this, controlReply, bytes);
    }

    static void header(MemorySegment at, long unique, int errno, int bytes) {
        at.set(JAVA_INT_UNALIGNED, OUT_LEN, bytes);
        at.set(JAVA_INT_UNALIGNED, OUT_ERROR, -errno);
        at.set(JAVA_LONG_UNALIGNED, OUT_UNIQUE, unique);
    }

    /** The reader is about to submit a request that uses this buffer. */
    void begin(FuseRequest newRequest) {
        STATE.setOpaque(this, turn() | (transport.waitsForReaders() ? SUBMITTED : LEFT));
        request = newRequest;
    }

    /** The request that uses this buffer, for an interrupt to look at; null if none. Any thread. */
    @Nullable
    FuseRequest request() {
        return request;
    }

    /** The request has been answered. Called once for each {@link #begin}, on the completing thread. */
    void requestEnded() {
        request = null;
        int turn = turn();
        if (!STATE.compareAndSet(this, turn | SUBMITTED, turn | ENDED)) {
            transport.put(this);
        }
        pool.requestEnded();
    }

    /**
     * The request has been answered, from other memory, because its driver was terminated and may still write to this.
     * Called instead of {@link #requestEnded}. The buffer is nobody's from here on.
     */
    void requestTerminated() {
        request = null;
        STATE.setVolatile(this, turn() | LOST);
        transport.lose(this);
    }

    /** Which of its uses the buffer is in. */
    int turn() {
        return (int) STATE.getVolatile(this) & ~PHASE;
    }

    /**
     * The reader wants its buffer back.
     *
     * @param turn as it was when the reader began
     * @return false if a request still uses it, or a terminated driver may; the buffer is then no longer the reader's
     */
    boolean reclaim(int turn) {
        int now = (int) STATE.getVolatile(this);
        if (now == (turn | OWNED)) {
            return true;
        }
        if (now == (turn | SUBMITTED) && STATE.compareAndSet(this, now, turn | LEFT)) {
            return false;
        }
        if ((int) STATE.getVolatile(this) != (turn | ENDED)) {
            return false;
        }
        makeOwned();
        return true;
    }

    /**
     * Unmaps the memory: whoever still uses it gets an exception instead of somebody else's data.
     *
     * @return false if it is in use by a system call, and still mapped
     */
    boolean free() {
        if (!takeBack()) {
            return false;
        }
        mapping.close();
        return true;
    }

    /**
     * As {@link #free}, but the same memory is then there for another request.
     *
     * @return false if it is in use by a system call: it is not to be used for anything else
     */
    boolean renew() {
        if (!takeBack()) {
            return false;
        }
        arena = Arena.ofShared();
        memory = Linux.lend(mapped, arena);
        incoming = memory.asSlice(FRAME);
        reply = memory.asSlice(REPLY);
        controlReply = memory.asSlice(CONTROL_REPLY);
        frame = new Frame(incoming);
        return true;
    }

    private boolean takeBack() {
        try {
            arena.close();
            return true;
        } catch (IllegalStateException inUse) {
            return false;
        }
    }

    /** Nobody but the caller knows the buffer. */
    void makeOwned() {
        STATE.setVolatile(this, (turn() + PHASE + 1) | OWNED);
    }
}
