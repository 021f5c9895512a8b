package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;
import org.umdf4j.linux.Ring;

/**
 * The requests of the programs on one processor: a ring, and entries that the kernel fills with requests.
 *
 * <p>One thread at a time owns the queue and may use the ring; nobody does while all of its {@link RingServer}s are in
 * callbacks. Who ends a request elsewhere leaves the entry in {@link #returned} and wakes the owner if that waits in the
 * kernel. The kernel fills entries in the context of the thread that gave them to it, so only servers do that, and they
 * live as long as the queue.
 *
 * <p>Drivers never keep the last entry: a request that would need it waits a second for another to come back, then fails.
 * So those behind it in the kernel, closes among them, come through.
 */
final class RingQueue {
    private static final long WAKE = -1;

    /**
     * How long the owner looks for the next request before it sleeps: about what a program needs from a reply to its next
     * request, and less than waking a thread on an idle processor of a virtual machine costs both.
     */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(10);

    private static final long LAST_ENTRY_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What owns a closed queue. */
    private static final Object NOBODY = new Object();

    private final int number;
    private final int fd;
    private final FaultLog faults;
    private final BufferPool pool;
    private final Runnable lookSoon;
    private final Ring ring;
    private final int wake;
    /** Until nobody has an entry any more: the kernel ends a ring some time after it has been closed. */
    private final Arena arena = Arena.ofAuto();

    private final MemorySegment wakeCount = arena.allocate(JAVA_LONG);
    private final RingEntry[] entries;
    private final AtomicReference<@Nullable Object> owner = new AtomicReference<>();
    private final AtomicReference<@Nullable RingEntry> returned = new AtomicReference<>();
    private final ConcurrentLinkedQueue<RingEntry> lost = new ConcurrentLinkedQueue<>();

    /** Whether the owner is in the kernel or about to go there, and {@link #wake} brings it back. */
    private volatile boolean sleeping;

    /** Whether the kernel has been given the entries; before, the first server alone has to do with the queue. */
    private volatile boolean registered;

    private volatile boolean ended;
    private volatile boolean closed;

    // The owner's.
    /** The entries that the kernel has filled and not got back. */
    private final BitSet here = new BitSet();

    private @Nullable RingEntry deferred;
    private long deferredSince;

    private volatile boolean hasDeferred;

    /**
     * @param number the processor's
     * @param buffers of the entries, from the session's pool
     * @param lookSoon sees to it that {@link #lookAgain} is called as long as the queue {@link #needsLook}; any thread
     * @throws IOException if the kernel has no ring for us
     */
    RingQueue(int number, FuseSession session, RequestBuffer[] buffers, Runnable lookSoon) throws IOException {
        this.number = number;
        this.lookSoon = lookSoon;
        fd = session.descriptor().fd();
        faults = session.faults();
        pool = session.pool();
        // A place for each entry's command and for the read that wakes; each has at most one completion at a time.
        ring = Ring.open(buffers.length + 1, 2 * (buffers.length + 1));
        wake = Linux.eventfd();
        if (wake < 0) {
            ring.close();
            throw new IOException("eventfd: errno " + -wake);
        }
        entries = new RingEntry[buffers.length];
        MemorySegment headers = arena.allocate((long) RingProtocol.HEADER_BYTES * entries.length, 64);
        MemorySegment vectors = arena.allocate((long) RingEntry.VECTOR_BYTES * entries.length, 64);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new RingEntry(
                    this,
                    i,
                    buffers[i],
                    headers.asSlice((long) i * RingProtocol.HEADER_BYTES, RingProtocol.HEADER_BYTES),
                    vectors.asSlice((long) i * RingEntry.VECTOR_BYTES, RingEntry.VECTOR_BYTES));
        }
    }

    int number() {
        return number;
    }

    // ------------------------------------------------- ownership ---------------------------------------------

    /** Makes the calling server the owner, if there is none. */
    boolean own(RingServer server) {
        return owner.compareAndSet(null, server);
    }

    /** The owner is none any more. */
    void release() {
        owner.set(null);
    }

    /** Whether somebody owns the queue and takes requests, or nobody ever will again. */
    boolean isServed() {
        return owner.get() != null || ended || !registered;
    }

    /** Whether something waits for time to pass: {@link #lookAgain} is to be called. */
    boolean needsLook() {
        return (hasDeferred || !lost.isEmpty()) && !ended;
    }

    boolean hasEnded() {
        return ended;
    }

    /** No request is taken any more. */
    void end() {
        ended = true;
        wakeOwner();
    }

    /** Brings the owner back from the kernel, if it is there, or from going there. Any thread. */
    void wakeOwner() {
        if (sleeping) {
            sleeping = false;
            Linux.eventfd_write(wake);
        }
    }

    /** A time has passed: what waits for one is looked at again. Any thread. */
    void lookAgain() {
        if (hasDeferred) {
            wakeOwner();
        }
        // Those that are still in use come to the end again.
        for (int left = lost.size(); left > 0; left--) {
            RingEntry entry = lost.poll();
            if (entry != null) {
                lose(entry);
            }
        }
    }

    // ------------------------------------------------ the owner's ---------------------------------------------

    /** Gives every entry to the kernel. Returns whether it took them. */
    boolean register() {
        ring.read(wake, wakeCount, WAKE);
        for (int i = 0; i < entries.length; i++) {
            entries[i].register(ring, fd, number);
        }
        // Completions stay for next(): once the kernel has the first entry of the last queue, requests may come.
        int result = Math.min(ring.enter(0), ring.leastResult());
        if (result < 0) {
            faults.report(Fault.RING_REFUSED, "queue " + number + ", result " + result);
            ended = true;
        }
        registered = true;
        return result >= 0;
    }

    /** Hands replies over, waits if there is nothing to do yet. */
    void await() {
        collect();
        int result = ring.enter(0);
        long begun = System.nanoTime();
        while (result >= 0 && !hasWork() && System.nanoTime() - begun < LOOK_NANOS) {
            // The kernel fills an entry on our way out of it.
            result = ring.enter(0);
        }
        if (result >= 0) {
            sleeping = true;
            result = hasWork() ? 0 : ring.enter(1);
            sleeping = false;
        }
        if (result < 0 && result != -Errno.EINTR && result != -Errno.EAGAIN && result != -Errno.EBUSY) {
            faults.report(Fault.RING_REFUSED, "queue " + number + ", io_uring_enter result " + result);
            ended = true;
        }
    }

    private boolean hasWork() {
        return ring.hasCompletion() || returned.get() != null || ended || nextDeferred() != null;
    }

    /** Hands the last replies over. */
    void flush() {
        collect();
        ring.enter(0);
    }

    /** The next request that is there, or null. */
    @Nullable
    RingEntry next() {
        RingEntry waited = nextDeferred();
        if (waited != null) {
            deferred = null;
            hasDeferred = false;
            return waited;
        }
        while (ring.advance()) {
            if (ring.userData() == WAKE) {
                ring.read(wake, wakeCount, WAKE);
            } else if (ring.result() < 0) {
                dropped(ring.result());
            } else {
                RingEntry entry = entries[(int) ring.userData()];
                here.set((int) ring.userData());
                entry.received();
                if (!mustWait(entry)) {
                    return entry;
                }
            }
        }
        return null;
    }

    /** Whether the driver may not have a request because it would then have all. */
    boolean isLast() {
        return here.cardinality() == entries.length;
    }

    /** Prepares the reply of an entry whose request is answered. */
    void commit(RingEntry entry) {
        if (ring.isFull()) {
            ring.enter(0);
        }
        here.clear(entry.index());
        entry.commit(ring, fd, number);
    }

    private boolean mustWait(RingEntry entry) {
        if (!isLast() || !FileOperations.keepsBuffer(entry.buffer().frame().opcode())) {
            return false;
        }
        deferred = entry;
        deferredSince = System.nanoTime();
        hasDeferred = true;
        lookSoon.run();
        return true;
    }

    private @Nullable RingEntry nextDeferred() {
        boolean due = deferred != null && (!isLast() || System.nanoTime() - deferredSince > LAST_ENTRY_WAIT_NANOS);
        return due ? deferred : null;
    }

    /** Prepares the replies of the entries that have been given back, in that order. */
    private void collect() {
        RingEntry newest = returned.getAndSet(null);
        RingEntry oldest = null;
        while (newest != null) {
            RingEntry before = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = before;
        }
        while (oldest != null) {
            RingEntry following = oldest.next;
            oldest.next = null;
            commit(oldest);
            oldest = following;
        }
    }

    private void dropped(int result) {
        // The connection has ended, or the thread that waited for the request has: the session is being closed.
        if (result != -Errno.ENOTCONN && result != -Errno.ECONNABORTED && result != -Errno.ECANCELED) {
            faults.report(Fault.REPLY_REFUSED, "queue " + number + ", result " + result);
        } else {
            ended = true;
        }
    }

    // ------------------------------------------------- any thread ---------------------------------------------

    /** The entry's request has been answered, and nobody uses its buffer. */
    void giveBack(RingEntry entry) {
        RingEntry before;
        do {
            before = returned.get();
            entry.next = before;
        } while (!returned.compareAndSet(before, entry));
        if (closed) {
            empty();
        } else {
            wakeOwner();
        }
    }

    /**
     * The entry's request has been answered, but a terminated driver may be using its memory. The kernel knows the memory
     * by its address, so the answer goes out when it is free: at once, unless a system call of the driver's has it.
     */
    void lose(RingEntry entry) {
        if (entry.buffer().renew()) {
            entry.put(entry.buffer());
        } else {
            lost.add(entry);
            lookSoon.run();
        }
    }

    /** Ends the ring. No server is the owner; those that are left never will be again. */
    void close() {
        boolean free = owner.compareAndSet(null, NOBODY);
        assert free : "servers end before their queue";
        ring.close();
        Linux.close(wake);
        closed = true;
        for (RingEntry entry : entries) {
            if (!here.get(entry.index())) {
                leave(entry);
            }
        }
        if (deferred != null) {
            leave(deferred);
        }
        for (RingEntry entry = lost.poll(); entry != null; entry = lost.poll()) {
            pool.lose(entry.buffer());
        }
        empty();
    }

    /** The queue is closed: what comes back goes to the pool. */
    private void empty() {
        RingEntry entry = returned.getAndSet(null);
        while (entry != null) {
            RingEntry following = entry.next;
            leave(entry);
            entry = following;
        }
    }

    private void leave(RingEntry entry) {
        pool.put(entry.buffer());
    }
}
