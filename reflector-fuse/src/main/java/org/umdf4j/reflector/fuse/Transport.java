package org.umdf4j.reflector.fuse;

import java.lang.foreign.MemorySegment;

/**
 * The way a request came, by which its reply goes back and its buffer is made ready for another one: the descriptor
 * ({@link Descriptor}), or a place in a ring ({@link RingEntry}). Any thread.
 */
interface Transport {
    /**
     * Sends a reply.
     *
     * @param reply begins with the reply's header; inside the buffer's memory
     * @return whether the kernel takes it; a ring's kernel always does
     */
    boolean send(RequestBuffer buffer, MemorySegment reply, int bytes);

    /** As {@link #send} of an error, not touching the buffer's memory: somebody may still write to it. */
    boolean sendErrorApart(long unique, int errno);

    /**
     * Whether a buffer stays with the reader that serves its request if that ends before the reader is done with it. If
     * not, {@link #put} follows the end at once.
     */
    boolean waitsForReaders();

    /** The buffer's request has been answered and nobody uses the buffer any more. */
    void put(RequestBuffer buffer);

    /** The buffer's request has been answered, and a terminated driver may still use its memory. */
    void lose(RequestBuffer buffer);
}
