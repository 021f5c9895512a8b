package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;

/** A write: the reply says how much the driver took. */
final class WriteRequest extends FuseRequest {
    private final int room;

    WriteRequest(FuseSession session, RequestBuffer buffer, FileObject file, long offset, int bytes) {
        super(session, buffer, file, new IrpParameters.Write(offset), new Buffers(buffer.data(bytes), null));
        room = bytes;
    }

    @Override
    void succeeded(long information) {
        int bytes = transferred(information, room);
        if (bytes >= 0) {
            // struct fuse_write_out { uint32_t size; uint32_t padding; }
            MemorySegment reply = buffer().data(FuseProtocol.WRITE_OUT_BYTES);
            reply.set(JAVA_INT_UNALIGNED, 0, bytes);
            reply.set(JAVA_INT_UNALIGNED, 4, 0);
            buffer().send(unique(), FuseProtocol.WRITE_OUT_BYTES);
        }
    }
}
