package org.umdf4j.reflector.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The sending half of a connection. Any thread adds replies; whoever flushes writes everybody's, several in one call,
 * and no thread ever waits for the client: what the socket does not take stays queued until {@link #unblock}. What is
 * queued is bounded by the connection's limits on commands and bytes in flight.
 */
final class ReplyWriter {
    /** Hears what becomes of replies. Called by flushing threads, without a lock. */
    interface Listener {
        /** The reply is on its way, or nobody is left to send it to; its buffer is free. */
        void sent(Command command);

        /** The socket is full, broken, or more is queued than this thread may write: the connection's thread goes on. */
        void handOver();
    }

    /** Replies in one system call. Far below IOV_MAX, enough to make the call's price small. */
    private static final int BATCH = 64;

    private final GatheringByteChannel channel;
    private final Listener listener;
    private final ConcurrentLinkedQueue<Command> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();
    private volatile boolean blocked;
    private volatile boolean broken;

    // The batch in hand belongs to the thread that holds `writing`; `held` tells others that there is one.
    private final Command[] batch = new Command[BATCH];
    private final ByteBuffer[] bytes = new ByteBuffer[BATCH];
    private int first;
    private int end;
    private volatile boolean held;

    ReplyWriter(GatheringByteChannel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    /** Queues a finished command's reply. */
    void add(Command command) {
        queue.add(command);
    }

    /** Whether the socket was full; {@link #unblock} when it is writable again. */
    boolean isBlocked() {
        return blocked;
    }

    /** Whether the client can no longer be reached; replies are discarded. */
    boolean isBroken() {
        return broken;
    }

    /** Whether nothing waits to be written. */
    boolean isIdle() {
        return !held && queue.isEmpty();
    }

    /** The socket is writable again: flushes. */
    void unblock(int rounds) {
        blocked = false;
        flush(rounds);
    }

    /** Gives up on the client: what is queued and what comes is discarded. */
    void discard() {
        broken = true;
        blocked = false;
        flush(Integer.MAX_VALUE);
    }

    /**
     * Writes what is queued, unless another thread is writing, which then writes this too.
     *
     * @param rounds system calls before the rest is handed over, so that a driver's thread is not kept for ever by the
     *     replies of others
     */
    void flush(int rounds) {
        int left = rounds;
        // Looking again after letting go catches what was added while `writing` was held.
        while (!blocked && !isIdle()) {
            if (left == 0) {
                listener.handOver();
                return;
            }
            if (!writing.compareAndSet(false, true)) {
                return;
            }
            try {
                writeBatch();
            } finally {
                writing.set(false);
            }
            left--;
        }
        if (blocked) {
            listener.handOver();
        }
    }

    private void writeBatch() {
        if (first == end) {
            fill();
        }
        if (!broken && first < end) {
            try {
                channel.write(bytes, first, end - first);
            } catch (IOException gone) {
                // The client has gone away; the connection's thread finds out the same way and ends the connection.
                broken = true;
                listener.handOver();
            }
        }
        while (first < end && (broken || !bytes[first].hasRemaining())) {
            Command sent = batch[first++];
            listener.sent(sent);
        }
        held = first < end;
        blocked = held;
    }

    private void fill() {
        first = 0;
        end = 0;
        held = true;
        while (end < BATCH) {
            Command next = queue.poll();
            if (next == null) {
                return;
            }
            batch[end] = next;
            bytes[end++] = next.replyBytes();
        }
    }
}
