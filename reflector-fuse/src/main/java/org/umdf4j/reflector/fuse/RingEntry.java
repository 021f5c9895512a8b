package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.umdf4j.reflector.fuse.FuseProtocol.OUT_HEADER_BYTES;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.umdf4j.linux.Ring;

/**
 * A place in a {@link RingQueue} for one request at a time: its headers, which no driver sees, and the buffer for its
 * data, which the kernel knows by its address from {@link #register} on.
 */
final class RingEntry implements Transport {
    /** Two {@code struct iovec}: the headers, the data. */
    static final int VECTOR_BYTES = 32;

    private final RingQueue queue;
    private final int index;
    private final RequestBuffer buffer;
    private final MemorySegment headers;
    private final MemorySegment vector;
    private long commitId;

    /** The next one in a list of {@link RingQueue}'s. */
    @Nullable
    RingEntry next;

    RingEntry(RingQueue queue, int index, RequestBuffer buffer, MemorySegment headers, MemorySegment vector) {
        this.queue = queue;
        this.index = index;
        this.buffer = buffer;
        this.headers = headers;
        this.vector = vector;
        buffer.attach(this);
    }

    int index() {
        return index;
    }

    RequestBuffer buffer() {
        return buffer;
    }

    /** Prepares the command that gives the entry to the kernel for the first request. */
    void register(Ring ring, int fd, int queueNumber) {
        vector.set(JAVA_LONG, 0, headers.address());
        vector.set(JAVA_LONG, 8, headers.byteSize());
        vector.set(JAVA_LONG, 16, buffer.dataAddress());
        vector.set(JAVA_LONG, 24, FuseProtocol.MAX_TRANSFER);
        long parameters = ring.command(fd, RingProtocol.REGISTER, vector.address(), 2, index);
        ring.parameters().set(JAVA_SHORT, parameters + RingProtocol.CMD_QUEUE, (short) queueNumber);
    }

    /** Takes up the request that the kernel has put here. */
    void received() {
        commitId = headers.get(JAVA_LONG, RingProtocol.COMMIT_ID);
        buffer.assemble(headers);
    }

    /** Prepares the command that hands the reply over and waits for the next request. */
    void commit(Ring ring, int fd, int queueNumber) {
        long parameters = ring.command(fd, RingProtocol.COMMIT_AND_FETCH, 0, 0, index);
        ring.parameters().set(JAVA_LONG, parameters + RingProtocol.CMD_COMMIT_ID, commitId);
        ring.parameters().set(JAVA_SHORT, parameters + RingProtocol.CMD_QUEUE, (short) queueNumber);
    }

    @Override
    public boolean send(RequestBuffer sameBuffer, MemorySegment reply, int bytes) {
        MemorySegment.copy(reply, 0, headers, RingProtocol.IN_OUT, OUT_HEADER_BYTES);
        headers.set(JAVA_INT, RingProtocol.PAYLOAD_SIZE, buffer.align(reply, bytes));
        return true;
    }

    @Override
    public boolean sendErrorApart(long unique, int errno) {
        RequestBuffer.header(headers, unique, errno, OUT_HEADER_BYTES);
        headers.set(JAVA_INT, RingProtocol.PAYLOAD_SIZE, 0);
        return true;
    }

    /** The reply is handed over with the entry, and a callback may go on for long after its request has ended. */
    @Override
    public boolean waitsForReaders() {
        return false;
    }

    @Override
    public void put(RequestBuffer sameBuffer) {
        buffer.makeOwned();
        queue.giveBack(this);
    }

    @Override
    public void lose(RequestBuffer sameBuffer) {
        queue.lose(this);
    }
}
