package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static org.umdf4j.reflector.fuse.FuseProtocol.*;

import java.lang.foreign.MemorySegment;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/** An open: when the driver agrees, the file gets a handle. For CREATE the reply begins with the entry. */
final class OpenRequest extends FuseRequest {
    // Numbers of winnt.h and ntifs.h.
    private static final int FILE_READ_DATA_AND_ATTRIBUTES = 0x0012_0089; // FILE_GENERIC_READ
    private static final int FILE_WRITE_DATA_AND_ATTRIBUTES = 0x0012_0116; // FILE_GENERIC_WRITE
    private static final int FILE_SHARE_ALL = 7;
    private static final int FILE_ATTRIBUTE_NORMAL = 0x80;
    private static final int FILE_OPEN_DISPOSITION = 1 << 24;
    private static final int FILE_WRITE_THROUGH = 2;
    private static final int FILE_NON_DIRECTORY_FILE = 0x40;

    private final DeviceNode node;
    private final boolean withEntry;

    /**
     * @param flags of open(2)
     * @param withEntry whether this is a CREATE
     */
    OpenRequest(FuseSession session, RequestBuffer buffer, DeviceNode node, int flags, boolean withEntry) {
        super(session, buffer, new FileObject("", requestor(buffer.frame())), create(flags), Buffers.NONE);
        this.node = node;
        this.withEntry = withEntry;
    }

    private static Requestor requestor(Frame frame) {
        return requestor(frame.pid(), frame.uid(), frame.gid());
    }

    private static IrpParameters.Create create(int flags) {
        int access =
                switch (flags & Linux.O_ACCMODE) {
                    case Linux.O_RDONLY -> FILE_READ_DATA_AND_ATTRIBUTES;
                    case Linux.O_WRONLY -> FILE_WRITE_DATA_AND_ATTRIBUTES;
                    default -> FILE_READ_DATA_AND_ATTRIBUTES | FILE_WRITE_DATA_AND_ATTRIBUTES;
                };
        int through = (flags & Linux.O_DSYNC) == 0 ? 0 : FILE_WRITE_THROUGH;
        return new IrpParameters.Create(
                FILE_OPEN_DISPOSITION | FILE_NON_DIRECTORY_FILE | through,
                FILE_ATTRIBUTE_NORMAL,
                FILE_SHARE_ALL,
                access);
    }

    @Override
    void succeeded(long information) {
        OpenFile open = session().openFiles().add(file(), node);
        if (open == null) {
            node.port().closeFile(file());
            buffer().sendError(unique(), Errno.ENFILE);
            return;
        }
        int entryBytes = withEntry ? ENTRY_OUT_BYTES : 0;
        MemorySegment reply = buffer().data(entryBytes + OPEN_OUT_BYTES);
        reply.fill((byte) 0);
        if (withEntry) {
            Attributes.entry(reply, 0, node);
        }
        reply.set(JAVA_LONG_UNALIGNED, entryBytes + OPEN_OUT_FH, open.handle());
        reply.set(JAVA_INT_UNALIGNED, entryBytes + OPEN_OUT_FLAGS, openFlags());
        if (!buffer().send(unique(), entryBytes + OPEN_OUT_BYTES)) {
            // The program is gone: the kernel will not send a RELEASE for a handle it never got.
            session().openFiles().close(open.handle());
        }
    }

    /** Direct I/O makes each program request a request; a stream has no offset for reads and writes to fight over. */
    private int openFlags() {
        int flags = FOPEN_DIRECT_IO | FOPEN_NOFLUSH | FOPEN_PARALLEL_DIRECT_WRITES;
        return node.isStream() ? flags | FOPEN_NONSEEKABLE | FOPEN_STREAM : flags;
    }
}
