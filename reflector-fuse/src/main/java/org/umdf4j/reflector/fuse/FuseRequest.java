package org.umdf4j.reflector.fuse;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.linux.Errno;

/**
 * A program's request as an IRP. Its data lies in a {@link RequestBuffer}, which it holds from submission to its end; the
 * thread that ends it writes the reply. This class answers as a request without data does: success is an empty reply.
 */
class FuseRequest extends Irp {
    private final FuseSession session;
    private final RequestBuffer buffer;
    private final long unique;
    private final int processId;
    private final int userId;
    private final int groupId;
    private volatile boolean interrupted;

    FuseRequest(FuseSession session, RequestBuffer buffer, FileObject file, IrpParameters parameters, Buffers buffers) {
        super(file, parameters, buffers.input(), buffers.output());
        this.session = session;
        this.buffer = buffer;
        Frame frame = buffer.frame();
        unique = frame.unique();
        processId = frame.pid();
        userId = frame.uid();
        groupId = frame.gid();
    }

    /** The two buffers of an IRP, slices of the request's {@link RequestBuffer}. */
    record Buffers(@Nullable MemorySegment input, @Nullable MemorySegment output) {
        static final Buffers NONE = new Buffers(null, null);
    }

    /** Who asks now: a descriptor may have gone to another process since it was opened. */
    @Override
    public final Requestor requestor() {
        // The kernel does some things without a process of ours behind them.
        return processId == 0 ? super.requestor() : requestor(processId, userId, groupId);
    }

    static Requestor requestor(int processId, int userId, int groupId) {
        return new Requestor(
                Integer.toUnsignedLong(processId), Integer.toUnsignedLong(userId), Integer.toUnsignedLong(groupId));
    }

    @Override
    public boolean isFrom32BitProcess() {
        return ProcessImage.is32Bit(requestor().processId());
    }

    /** The kernel's number of the request. */
    final long unique() {
        return unique;
    }

    final FuseSession session() {
        return session;
    }

    final RequestBuffer buffer() {
        return buffer;
    }

    /** A signal has come for the program that waits. */
    final void interrupt() {
        interrupted = true;
        cancel();
    }

    @Override
    protected final void onCompleted(HResult status, long information) {
        if (status.equals(HResult.STATUS_DRIVER_PROCESS_TERMINATED)) {
            terminated(status);
            return;
        }
        try {
            if (status.succeeded()) {
                succeeded(information);
            } else {
                failed(status);
            }
        } finally {
            buffer.requestEnded();
        }
    }

    /** The driver has been cut off, but its threads may still write to the buffer: that is never used again. */
    private void terminated(HResult status) {
        try {
            buffer.transport().sendErrorApart(unique, errno(status));
        } finally {
            buffer.requestTerminated();
        }
    }

    /** Writes the reply of a request that has succeeded. */
    void succeeded(long information) {
        buffer.sendError(unique, 0);
    }

    /** Writes the reply of a request that has failed. */
    void failed(HResult status) {
        // EINTR only after a signal: a program takes it as "your handler has run, try again if you like".
        boolean signalled = interrupted && ErrnoTable.isCanceled(status);
        buffer.sendError(unique, signalled ? Errno.EINTR : errno(status));
    }

    /** The error number of a failure. */
    int errno(HResult status) {
        return ErrnoTable.errno(status);
    }

    /** The bytes a driver says it transferred, or -1 (answered with an error) if that is more than there is room for. */
    final int transferred(long information, long room) {
        if (information >= 0 && information <= room) {
            return (int) information;
        }
        session.faults().report(Fault.INTERNAL_ERROR, "information " + information + " of " + room + " bytes");
        buffer.sendError(unique, Errno.EIO);
        return -1;
    }
}
