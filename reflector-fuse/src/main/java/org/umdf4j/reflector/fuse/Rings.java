package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * FUSE over io_uring: a {@link RingQueue} for each processor, as the kernel wants it, and the threads that serve them, one
 * each and another whenever all of a queue's are in callbacks that block or take long. Any thread.
 */
final class Rings implements ReaderWatch.Crew {
    private static final Path PARAMETER = Path.of("/sys/module/fuse/parameters/enable_uring");
    private static final Path PROCESSORS = Path.of("/sys/devices/system/cpu/possible");

    /** Few enough for many processors, and enough for as many requests as a program usually has in flight. */
    private static final int LEAST_ENTRIES = 64;

    private final FuseSession session;
    private final int most;
    private final List<RingQueue> queues = new ArrayList<>();
    private final ReaderWatch watch = new ReaderWatch(this);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Set<Served> servers = new HashSet<>();

    /** The kernel's numbers of threads that have done their last act. */
    @GuardedBy("lock")
    private final Set<Integer> leaving = new HashSet<>();

    @GuardedBy("lock")
    private int started;

    @GuardedBy("lock")
    private int unregistered;

    @GuardedBy("lock")
    private boolean refused;

    private Consumer<Boolean> whenRegistered = taken -> {};
    private volatile boolean stopping;

    private record Served(RingServer server, Thread thread) {}

    private Rings(FuseSession session, FuseOptions options) {
        this.session = session;
        most = options.maxReaders();
    }

    /** Why the kernel does not offer this, with what to do about it; empty if it may. */
    static String absence() {
        try {
            String value = Files.readString(PARAMETER).strip();
            return value.equals("Y")
                    ? ""
                    : "FUSE over io_uring is switched off in this kernel; root switches it on with: echo Y > "
                            + PARAMETER;
        } catch (IOException missing) {
            return "this kernel has no FUSE over io_uring; Linux has it from 6.14 on";
        }
    }

    /** How many queues the kernel wants: one for each processor that there may ever be. */
    static int processors() {
        try {
            int count = 0;
            for (String range : Files.readString(PROCESSORS).strip().split(",", -1)) {
                String[] ends = range.split("-", 2);
                count += Integer.parseInt(ends[ends.length - 1]) - Integer.parseInt(ends[0]) + 1;
            }
            return count;
        } catch (IOException | NumberFormatException unknown) {
            return Runtime.getRuntime().availableProcessors();
        }
    }

    /** How many requests each queue holds. */
    static int entries(FuseOptions options) {
        int share = (options.maxRequests() + processors() - 1) / processors();
        return Math.max(LEAST_ENTRIES, share);
    }

    /**
     * Makes the queues; the kernel does not know of them yet.
     *
     * @throws IOException if this process gets no rings, with a reason for the user
     */
    static Rings open(FuseSession session, FuseOptions options) throws IOException {
        Rings rings = new Rings(session, options);
        try {
            for (int i = 0; i < processors(); i++) {
                rings.queues.add(rings.queue(i, entries(options)));
            }
            return rings;
        } catch (IOException refused) {
            rings.queues.forEach(RingQueue::close);
            throw new IOException("this process gets no io_uring: " + refused.getMessage(), refused);
        }
    }

    private RingQueue queue(int number, int entries) throws IOException {
        RequestBuffer[] buffers = new RequestBuffer[entries];
        for (int i = 0; i < entries; i++) {
            RequestBuffer buffer = session.pool().take(0);
            if (buffer == null) {
                throw new IllegalStateException("the pool has not been made large enough for the rings");
            }
            buffers[i] = buffer;
        }
        try {
            return new RingQueue(number, session, buffers, this::lookSoon);
        } catch (IOException refused) {
            for (RequestBuffer buffer : buffers) {
                session.pool().put(buffer);
            }
            throw refused;
        }
    }

    /**
     * Starts the servers, which give the entries to the kernel: from then on requests come here. The connection is
     * initialized.
     *
     * @param then told once whether the kernel took all entries; if not, requests come by the descriptor
     */
    void start(Consumer<Boolean> then) {
        lock.lock();
        try {
            unregistered = queues.size();
            whenRegistered = then;
        } finally {
            lock.unlock();
        }
        queues.forEach(queue -> startOne(queue, true));
        watch.start();
    }

    /** A queue's first server has given the kernel its entries. */
    void registered(boolean taken) {
        boolean last;
        boolean all;
        lock.lock();
        try {
            refused |= !taken;
            last = --unregistered == 0;
            all = !refused;
        } finally {
            lock.unlock();
        }
        if (last) {
            if (!all) {
                stop();
            }
            whenRegistered.accept(all);
        }
    }

    /** A server goes into a callback, or something waits for time to pass. */
    void lookSoon() {
        watch.lookSoon();
    }

    @Override
    public boolean isServed() {
        for (RingQueue queue : queues) {
            if (!queue.isServed() || queue.needsLook()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void relieve() {
        for (RingQueue queue : queues) {
            queue.lookAgain();
            if (!queue.isServed() && areStuck(queue)) {
                startOne(queue, false);
            }
        }
    }

    /** Whether all servers of a queue, which nobody owns, are stuck in callbacks; one that is idle is woken instead. */
    private boolean areStuck(RingQueue queue) {
        boolean all = true;
        for (Served each : servers()) {
            if (each.server().queue() == queue) {
                if (each.server().isIdle()) {
                    LockSupport.unpark(each.thread());
                    return false;
                }
                all &= each.server().isStuck();
            }
        }
        return all;
    }

    private List<Served> servers() {
        lock.lock();
        try {
            return List.copyOf(servers);
        } finally {
            lock.unlock();
        }
    }

    /** Servers end instead of taking another request. */
    void stop() {
        stopping = true;
        watch.stop();
        queues.forEach(RingQueue::end);
        servers().forEach(each -> LockSupport.unpark(each.thread()));
    }

    /** A server's last act. */
    void ended(RingServer server) {
        lock.lock();
        try {
            servers.removeIf(each -> each.server() == server);
            leaving.add(server.threadId());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the servers' end, in the kernel too: until then it may still fill entries that they have given to it.
     * Returns false if some are left in time: in callbacks that do not return.
     */
    boolean awaitEnd(long waitMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
        return awaitLastActs(waitMillis) && haveLeft(end);
    }

    private boolean haveLeft(long end) {
        for (int threadId : leaving()) {
            // From a thread's last act to its end it is some microseconds.
            while (ThreadState.exists(threadId)) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                Thread.onSpinWait();
            }
        }
        return true;
    }

    private List<Integer> leaving() {
        lock.lock();
        try {
            return List.copyOf(leaving);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitLastActs(long waitMillis) {
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        boolean interrupted = false;
        lock.lock();
        try {
            while (!servers.isEmpty() && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
            return servers.isEmpty();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the rings. No server owns a queue any more. */
    void close() {
        queues.forEach(RingQueue::close);
    }

    private void startOne(RingQueue queue, boolean first) {
        Thread thread = null;
        lock.lock();
        try {
            if (first || (!stopping && servers.size() < most)) {
                RingServer server = new RingServer(session, this, queue, first);
                thread = Thread.ofPlatform()
                        .name("umdf4j-fuse-ring-" + queue.number() + "-" + ++started)
                        .daemon()
                        .unstarted(server);
                servers.add(new Served(server, thread));
            }
        } finally {
            lock.unlock();
        }
        if (thread != null) {
            thread.start();
        }
    }
}
