package org.umdf4j.reflector.fuse;

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

    private final FuseSession session;
    private final ReaderCrew crew;
    private RequestBuffer buffer;
    private @Nullable RequestBuffer spare;

    /** The kernel's number of this reader's thread; 0 before it runs. */
    private volatile int threadId;

    Reader(FuseSession session, ReaderCrew crew, RequestBuffer buffer) {
        this.session = session;
        this.crew = crew;
        this.buffer = buffer;
    }

    @Override
    public void run() {
        threadId = Linux.gettid();
        try {
            boolean goOn = true;
            while (goOn && crew.beginWaiting()) {
                long length = session.descriptor().receive(buffer);
                crew.endWaiting();
                goOn = length > 0 ? serve(length) : isPassing(length);
            }
        } finally {
            giveBuffersBack();
            crew.ended(this);
        }
    }

    /** Whether the reader's thread sleeps: waiting for a request, or in a callback that blocks. Any thread. */
    boolean isBlocked() {
        return threadId != 0 && ThreadState.isAsleep(threadId);
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
