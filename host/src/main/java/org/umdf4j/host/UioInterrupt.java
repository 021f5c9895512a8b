package org.umdf4j.host;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.WDF_INTERRUPT_EXTENDED_POLICY;
import org.umdf4j.framework.hardware.InterruptLine;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.host.file.WakeablePoll;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * The interrupt of a UIO device. A read of four bytes answers, once there has been another interrupt, how many there have
 * been; a write of the four bytes of 1 has the kernel unmask it. One task waits for it until {@link #close}.
 */
final class UioInterrupt implements InterruptLine {
    private static final System.Logger LOG = System.getLogger(UioInterrupt.class.getName());
    private static final int COUNT_BYTES = 4;

    private final int events;
    private final WakeablePoll poll;
    private final Scheduler scheduler;
    private final Runnable gone;
    private final MemorySegment count = Arena.ofAuto().allocate(COUNT_BYTES);
    private final MemorySegment unmask = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_INT, 1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Runnable listener;
    private volatile boolean closed;

    private UioInterrupt(int events, WakeablePoll poll, Scheduler scheduler, Runnable gone) {
        this.events = events;
        this.poll = poll;
        this.scheduler = scheduler;
        this.gone = gone;
    }

    /**
     * Begins to wait.
     *
     * @param events the descriptor, not blocking; remains the caller's, who keeps it until after {@link #close}
     * @param gone told, on a thread of the scheduler, when the device has gone
     */
    static UioInterrupt listen(int events, Scheduler scheduler, Runnable gone) throws HostException {
        WakeablePoll poll;
        try {
            poll = new WakeablePoll(events, Linux.POLLIN);
        } catch (IOException noDescriptors) {
            throw new HostException(
                    HostException.Kind.SETUP, "cannot wait for an interrupt: " + noDescriptors, noDescriptors);
        }
        var line = new UioInterrupt(events, poll, scheduler, gone);
        scheduler.execute("uio interrupt", line::listenUntilClosed);
        return line;
    }

    private void listenUntilClosed() {
        try {
            while (true) {
                boolean woken = poll.awaitOrWake();
                if (closed) {
                    return;
                }
                if (!woken && !take()) {
                    scheduler.execute("hardware gone", gone);
                    return;
                }
            }
        } finally {
            ended.countDown();
        }
    }

    /** Takes what has come; false if nothing ever will again. */
    private boolean take() {
        long bytes = Linux.read(events, count, COUNT_BYTES);
        if (bytes == -Errno.EAGAIN || bytes == -Errno.EINTR) {
            return true;
        }
        if (bytes != COUNT_BYTES) {
            LOG.log(System.Logger.Level.WARNING, "the UIO device is gone: reading its interrupts answered {0}", bytes);
            return false;
        }
        Runnable present = listener;
        if (present != null) {
            present.run();
        }
        return true;
    }

    /** The kernel decides which processor gets it. */
    @Override
    public void prefer(WDF_INTERRUPT_EXTENDED_POLICY policy) {
        LOG.log(System.Logger.Level.DEBUG, "a UIO interrupt goes where the kernel likes, not to {0}", policy);
    }

    @Override
    public void connect(Runnable raised) {
        listener = raised;
        serviced();
    }

    @Override
    public void disconnect() {
        listener = null;
    }

    @Override
    public void serviced() {
        long written = Linux.write(events, unmask, COUNT_BYTES);
        // ENOSYS: the kernel's part never masks it. Other errors come from a device that is gone, which read tells too.
        if (written != COUNT_BYTES && written != -Errno.ENOSYS) {
            LOG.log(System.Logger.Level.DEBUG, "unmasking a UIO interrupt answered {0}", written);
        }
    }

    /** Ends the waiting. Blocks until it has ended. */
    void close() {
        closed = true;
        poll.wake();
        boolean interrupted = false;
        while (ended.getCount() > 0) {
            try {
                ended.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        poll.close();
    }
}
