package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/** Turns the requests for a device into IRPs and submits them, on the reader that calls. */
final class FileOperations {
    // <linux/falloc.h>
    private static final int FALLOC_FL_KEEP_SIZE = 1;
    private static final int FALLOC_FL_PUNCH_HOLE = 2;
    private static final int FALLOC_FL_ZERO_RANGE = 0x10;

    private static final int ZERO_DATA_BYTES = 16;

    private final FuseSession session;
    private final Directory directory;
    private final OpenFiles openFiles;

    FileOperations(FuseSession session, Directory directory, OpenFiles openFiles) {
        this.session = session;
        this.directory = directory;
        this.openFiles = openFiles;
    }

    /** Whether the opcode's request becomes an IRP and may keep the buffer. */
    static boolean keepsBuffer(int opcode) {
        return switch (opcode) {
            case READ, WRITE, OPEN, CREATE, IOCTL, FSYNC, FALLOCATE -> true;
            default -> false;
        };
    }

    void read(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        OpenFile open = openFile(buffer, frame.body64(IO_FH));
        if (open != null) {
            int bytes = frame.body32(IO_SIZE);
            boolean mayWait = !open.node().isStream() || (frame.body32(IO_FLAGS) & Linux.O_NONBLOCK) == 0;
            var read = new ReadRequest(session, buffer, open.file(), frame.body64(IO_OFFSET), bytes);
            submit(open.node().port(), mayWait ? read : read.withoutWaiting());
            read.doNotWait();
        }
    }

    void write(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        OpenFile open = openFile(buffer, frame.body64(IO_FH));
        if (open != null) {
            int bytes = frame.body32(IO_SIZE);
            submit(open.node().port(), new WriteRequest(session, buffer, open.file(), frame.body64(IO_OFFSET), bytes));
        }
    }

    void control(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        OpenFile open = openFile(buffer, frame.body64(IO_FH));
        if (open != null) {
            var sizes = new ControlRequest.Sizes(
                    frame.body32(IOCTL_IN_SIZE), frame.body32(IOCTL_OUT_SIZE), frame.body32(IOCTL_FLAGS));
            int command = frame.body32(IOCTL_CMD);
            submit(open.node().port(), new ControlRequest(session, buffer, open.file(), command, sizes));
        }
    }

    void flush(RequestBuffer buffer) {
        OpenFile open = openFile(buffer, buffer.frame().body64(0));
        if (open != null) {
            submitPlain(buffer, open, new IrpParameters.Flush(), FuseRequest.Buffers.NONE);
        }
    }

    /**
     * Punching a hole and zeroing a range both promise a program that it reads zeroes afterwards, so both set zero data; a
     * mere TRIM would not keep that promise. Anything that would change the size is not for a device.
     */
    void allocate(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        OpenFile open = openFile(buffer, frame.body64(0));
        if (open == null) {
            return;
        }
        long offset = frame.body64(FALLOCATE_OFFSET);
        long end = offset + frame.body64(FALLOCATE_LENGTH);
        int operation = frame.body32(FALLOCATE_MODE) & ~FALLOC_FL_KEEP_SIZE;
        if (open.node().isStream() || (operation != FALLOC_FL_PUNCH_HOLE && operation != FALLOC_FL_ZERO_RANGE)) {
            buffer.sendError(frame.unique(), Errno.EOPNOTSUPP);
        } else if (end < offset) {
            buffer.sendError(frame.unique(), Errno.EINVAL);
        } else {
            // FILE_ZERO_DATA_INFORMATION
            MemorySegment input = buffer.data(ZERO_DATA_BYTES);
            input.set(JAVA_LONG_UNALIGNED, 0, offset);
            input.set(JAVA_LONG_UNALIGNED, 8, end);
            var zero =
                    new IrpParameters.DeviceIoControl(ControlCodes.FSCTL_SET_ZERO_DATA, ControlCodes.METHOD_BUFFERED);
            submitPlain(buffer, open, zero, new FuseRequest.Buffers(input, null));
        }
    }

    void open(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        DeviceNode node = directory.byId(frame.nodeId());
        if (node == null) {
            buffer.sendError(frame.unique(), frame.nodeId() == ROOT_ID ? Errno.EISDIR : Errno.ENODEV);
        } else {
            submit(node.port(), new OpenRequest(session, buffer, node, frame.body32(OPEN_IN_FLAGS), false));
        }
    }

    /** Opens a device that has appeared since the kernel looked; programs cannot make devices. */
    void create(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        DeviceNode node = frame.nodeId() == ROOT_ID ? directory.byName(frame.name(CREATE_IN_BYTES)) : null;
        if (node == null) {
            buffer.sendError(frame.unique(), Errno.EACCES);
        } else {
            submit(node.port(), new OpenRequest(session, buffer, node, frame.body32(OPEN_IN_FLAGS), true));
        }
    }

    void release(RequestBuffer buffer) {
        Frame frame = buffer.frame();
        if (!openFiles.close(frame.body64(0))) {
            session.faults().report(Fault.UNKNOWN_HANDLE, frame.toString());
        }
        buffer.sendError(frame.unique(), 0);
    }

    /**
     * Cancels the request that the frame names. If no reader has submitted it yet, the kernel is told to ask again; if it
     * has ended, the kernel knows better than to do so. For a request that comes by a ring it does not ask again: that is
     * cancelled when it comes.
     */
    void interrupt(RequestBuffer buffer) {
        long target = buffer.frame().body64(0);
        FuseRequest request = session.inFlight(target);
        if (request == null && session.usesRings()) {
            session.earlyInterrupts().add(target);
            // It may have come between the look and the note.
            request = session.inFlight(target);
        }
        if (request == null) {
            buffer.sendError(buffer.frame().unique(), Errno.EAGAIN);
        } else {
            request.interrupt();
        }
    }

    /** The file of a handle whose device is there; null after an error reply. */
    private @Nullable OpenFile openFile(RequestBuffer buffer, long handle) {
        OpenFile open = openFiles.find(handle);
        if (open == null) {
            session.faults().report(Fault.UNKNOWN_HANDLE, buffer.frame().toString());
            buffer.sendError(buffer.frame().unique(), Errno.EBADF);
            return null;
        }
        if (open.node().isGone()) {
            buffer.sendError(buffer.frame().unique(), Errno.ENODEV);
            return null;
        }
        return open;
    }

    private void submitPlain(
            RequestBuffer buffer, OpenFile open, IrpParameters parameters, FuseRequest.Buffers buffers) {
        submit(open.node().port(), new FuseRequest(session, buffer, open.file(), parameters, buffers));
    }

    private void submit(DevicePort port, FuseRequest request) {
        request.buffer().begin(request);
        if (session.earlyInterrupts().take(request.unique())) {
            request.interrupt();
        }
        try {
            port.submit(request);
        } catch (RuntimeException | Error broken) {
            // A port does not throw for what a program does, so this is a fault of the host. The program gets EIO once.
            session.faults().report(Fault.INTERNAL_ERROR, port.name(), broken);
            request.end(HResult.E_UNEXPECTED, 0);
        }
    }
}
