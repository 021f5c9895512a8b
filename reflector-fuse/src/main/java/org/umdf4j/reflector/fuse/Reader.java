package org.umdf4j.reflector.fuse;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * One reader's work: take a request from the kernel, serve it on this thread, go on. A request that keeps the buffer
 * leaves the reader its spare one, so a reader that has nothing spare gets one before it begins such a request.
 */
final class Reader implements Runnable {
    /**
     * How long a request waits for a buffer when the session holds all it may. Short enough that the interrupts and
     * closes behind it come through, after which buffers are free again.
     */
    private static final long BUFFER_WAIT_MILLIS = 1000;

    /**
     * How long a reader that is alone looks for the next request before it sleeps: longer than a program needs from a
     * reply to its next request, and about what two switches between processes cost.
     */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** So many times in a row more than one request was there: one reader is not enough. */
    private static final int BACKLOG = 16;

    /** So many requests a reader serves in company before one tries to do it alone. */
    private static final int COMPANY = 4096;

    private final FuseSession session;
    private final ReaderCrew crew;
    private final MemorySegment pollfd;
    private RequestBuffer buffer;
    private @Nullable RequestBuffer spare;

    private int foundInRow;
    private int inCompany;

    /** Counts the requests served, for the watch: written by one thread. */
    private final AtomicInteger served = new AtomicInteger();

    private int servedBefore;
    private int looksAtSame;

    /** The kernel's number of this reader's thread; 0 before it runs. */
    private volatile int threadId;

    Reader(FuseSession session, ReaderCrew crew, RequestBuffer buffer) {
        this.session = session;
        this.crew = crew;
        this.buffer = buffer;
        pollfd = Linux.pollfd(session.descriptor().fd(), Linux.POLLIN, Arena.ofAuto());
    }

    @Override
    public void run() {
        threadId = Linux.gettid();
        try {
            boolean goOn = true;
            while (goOn && crew.beginWaiting()) {
                boolean atOnce = lookForRequest();
                long length = session.descriptor().receive(buffer);
                crew.endWaiting();
                countBacklog(atOnce);
                goOn = length > 0 ? serve(length) : isPassing(length);
                served.lazySet(served.getPlain() + 1);
            }
        } finally {
            giveBuffersBack();
            crew.ended(this);
        }
    }

    /** Whether the reader's thread sleeps: waiting for a request, or in a callback that blocks. Any thread. */
    boolean isAsleep() {
        return threadId != 0 && ThreadState.isAsleep(threadId);
    }

    /** What has become of the reader since the last look. The watch's, which looks again and again. */
    Progress look() {
        int now = served.getAcquire();
        looksAtSame = now == servedBefore ? looksAtSame + 1 : 0;
        servedBefore = now;
        if (looksAtSame == 0) {
            return Progress.SERVES;
        }
        // Counted again after that: one that sleeps because it has meanwhile ended the callback is not blocked.
        if (isAsleep() && served.getAcquire() == now) {
            return Progress.BLOCKED;
        }
        return looksAtSame == 1 ? Progress.SERVES : Progress.COMPUTES;
    }

    /** Whether a reader goes on to the next request. */
    enum Progress {
        /** It does, or has not been seen long enough. */
        SERVES,
        /** It has been in one callback for long, running. */
        COMPUTES,
        /** It sleeps in one callback. */
        BLOCKED
    }

    /**
     * Looks for a request without sleeping, if no other reader would be woken for it: a program that waits for each reply
     * then has its next one without a switch of processes.
     *
     * @return whether one was there at once
     */
    private boolean lookForRequest() {
        if (!crew.isAlone()) {
            if (++inCompany >= COMPANY) {
                inCompany = 0;
                crew.tryAlone();
            }
            return false;
        }
        if (Linux.poll(pollfd) > 0) {
            return true;
        }
        long begun = System.nanoTime();
        while (Linux.poll(pollfd) == 0 && System.nanoTime() - begun < LOOK_NANOS) {
            Thread.onSpinWait();
        }
        return false;
    }

    /**
     * Calls for company if there are regularly more requests than the one received. That one was there at once means
     * little: a single program may have had the processor between its reply and its next request.
     */
    private void countBacklog(boolean atOnce) {
        foundInRow = atOnce && Linux.poll(pollfd) > 0 ? foundInRow + 1 : 0;
        if (foundInRow >= BACKLOG) {
            foundInRow = 0;
            crew.callCompany();
        }
    }

    /** Waits for one request and serves it; what {@link #run} does as long as the crew lets it. */
    void serveOne() {
        long length = session.descriptor().receive(buffer);
        if (length > 0) {
            serve(length);
        }
    }

    /** The reader has ended. */
    void giveBuffersBack() {
        session.pool().put(buffer);
        if (spare != null) {
            session.pool().put(spare);
        }
    }

    private boolean serve(long length) {
        Frame frame = buffer.frame();
        frame.received(length);
        if (spare == null && FileOperations.keepsBuffer(frame.opcode())) {
            spare = session.pool().take(BUFFER_WAIT_MILLIS);
            if (spare == null) {
                session.refuse(buffer, Fault.TOO_MANY_REQUESTS);
                return true;
            }
        }
        if (!session.serve(buffer) && spare != null) {
            buffer = spare;
            spare = null;
        }
        return true;
    }

    /** Whether a failure to read concerned only one request. */
    private boolean isPassing(long result) {
        // ENOENT: the request was withdrawn while we read it. EINTR, EAGAIN: try again.
        if (result == -Errno.ENOENT || result == -Errno.EINTR || result == -Errno.EAGAIN) {
            return true;
        }
        // ENODEV: unmounted. 0: the other end of a test's socket is closed.
        if (result != -Errno.ENODEV && result != 0) {
            session.faults().report(Fault.READ_FAILED, "result " + result);
        }
        return false;
    }
}
