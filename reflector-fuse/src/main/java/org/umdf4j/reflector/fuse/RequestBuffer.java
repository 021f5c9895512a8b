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
 * The end of a terminated driver's request takes it from both.
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
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(RequestBuffer.class, "state", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final BufferPool pool;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final MemorySegment incoming;
    private final MemorySegment reply;
    private final MemorySegment controlReply;
    private final Frame frame;

    @SuppressWarnings("unused") // through STATE
    private volatile int state;

    private volatile @Nullable FuseRequest request;

    RequestBuffer(BufferPool pool) {
        this.pool = pool;
        memory = Linux.mmapAnonymous(BYTES, arena);
        incoming = memory.asSlice(FRAME);
        reply = memory.asSlice(REPLY);
        controlReply = memory.asSlice(CONTROL_REPLY);
        frame = new Frame(incoming);
    }

    /** Where the next frame is read to. */
    MemorySegment incoming() {
        return incoming;
    }

    /** The frame last read. */
    Frame frame() {
        return frame;
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

    /** A reply of {@code dataBytes} of {@link #data}; {@code errno} is 0 or positive. Returns the segment to send. */
    MemorySegment reply(long unique, int errno, int dataBytes) {
        header(reply, unique, errno, OUT_HEADER_BYTES + dataBytes);
        return reply;
    }

    /** A successful reply of {@code dataBytes} of {@link #controlOutput}. Returns the segment to send. */
    MemorySegment controlReply(long unique, int dataBytes) {
        header(controlReply, unique, 0, OUT_HEADER_BYTES + IOCTL_OUT_BYTES + dataBytes);
        controlReply.asSlice(OUT_HEADER_BYTES, IOCTL_OUT_BYTES).fill((byte) 0);
        return controlReply;
    }

    static void header(MemorySegment at, long unique, int errno, int bytes) {
        at.set(JAVA_INT_UNALIGNED, OUT_LEN, bytes);
        at.set(JAVA_INT_UNALIGNED, OUT_ERROR, -errno);
        at.set(JAVA_LONG_UNALIGNED, OUT_UNIQUE, unique);
    }

    /** The reader is about to submit a request that uses this buffer. */
    void begin(FuseRequest newRequest) {
        STATE.setOpaque(this, SUBMITTED);
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
        if (!STATE.compareAndSet(this, SUBMITTED, ENDED)) {
            pool.put(this);
        }
        pool.requestEnded();
    }

    /**
     * The request has been answered, from other memory, because its driver was terminated and may still write to this.
     * Called instead of {@link #requestEnded}. The buffer is nobody's from here on.
     */
    void requestTerminated() {
        request = null;
        STATE.setVolatile(this, LOST);
        pool.lose(this);
    }

    /**
     * The reader wants its buffer back.
     *
     * @return false if a request still uses it, or a terminated driver may; the buffer is then no longer the reader's
     */
    boolean reclaim() {
        if ((int) STATE.getOpaque(this) == OWNED) {
            return true;
        }
        if (STATE.compareAndSet(this, SUBMITTED, LEFT) || (int) STATE.getVolatile(this) == LOST) {
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
        try {
            arena.close();
            return true;
        } catch (IllegalStateException inUse) {
            return false;
        }
    }

    /** Nobody but the caller knows the buffer. */
    void makeOwned() {
        STATE.setOpaque(this, OWNED);
    }
}
