package org.umdf4j.reflector.fuse;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.linux.Errno;

/** A read: the reply carries what the driver has put into the buffer. */
final class ReadRequest extends FuseRequest {
    private static final long MOMENT_MILLIS = 20;

    private final int room;

    /** Opened when a read that must not wait has been answered; null for others. */
    private @Nullable CountDownLatch answered;

    private volatile boolean givenUp;

    ReadRequest(FuseSession session, RequestBuffer buffer, FileObject file, long offset, int bytes) {
        super(session, buffer, file, new IrpParameters.Read(offset), new Buffers(null, buffer.data(bytes)));
        room = bytes;
    }

    /** The program does not want to wait (O_NONBLOCK). Before it is submitted. */
    ReadRequest withoutWaiting() {
        answered = new CountDownLatch(1);
        return this;
    }

    /**
     * Gives a driver that has something to say a moment, on the thread that has submitted the read, and then cancels it,
     * as far as the driver lets it be cancelled. The moment is for what the framework does on another thread, because this
     * one came while a callback was running.
     */
    void doNotWait() {
        CountDownLatch end = answered;
        if (end == null) {
            return;
        }
        try {
            if (end.await(MOMENT_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        givenUp = true;
        cancel();
    }

    private void answered() {
        CountDownLatch end = answered;
        if (end != null) {
            end.countDown();
        }
    }

    /** Nothing to read now. */
    @Override
    int errno(HResult status) {
        return givenUp && ErrnoTable.isCanceled(status) ? Errno.EAGAIN : super.errno(status);
    }

    @Override
    void succeeded(long information) {
        int bytes = transferred(information, room);
        if (bytes >= 0) {
            buffer().send(unique(), bytes);
        }
        answered();
    }

    @Override
    void failed(HResult status) {
        if (ErrnoTable.isEndOfFile(status)) {
            buffer().send(unique(), 0);
        } else {
            super.failed(status);
        }
        answered();
    }
}
