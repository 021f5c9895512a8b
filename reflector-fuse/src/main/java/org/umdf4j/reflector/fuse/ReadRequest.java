package org.umdf4j.reflector.fuse;

import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;

/** A read: the reply carries what the driver has put into the buffer. */
final class ReadRequest extends FuseRequest {
    private final int room;

    ReadRequest(FuseSession session, RequestBuffer buffer, FileObject file, long offset, int bytes) {
        super(session, buffer, file, new IrpParameters.Read(offset), new Buffers(null, buffer.data(bytes)));
        room = bytes;
    }

    @Override
    void succeeded(long information) {
        int bytes = transferred(information, room);
        if (bytes >= 0) {
            session().channel().reply(buffer(), unique(), bytes);
        }
    }

    @Override
    void failed(HResult status) {
        if (ErrnoTable.isEndOfFile(status)) {
            session().channel().reply(buffer(), unique(), 0);
        } else {
            super.failed(status);
        }
    }
}
