package org.umdf4j.framework.target;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFFile;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.WDFMEMORY_OFFSET;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.request.RequestFormat.Part;
import org.umdf4j.framework.request.SendFile;

/** Checks what a driver formats requests with. */
final class TargetFormats {
    private TargetFormats() {}

    static FileObject fileObject(IWDFFile file) {
        if (file instanceof SendFile own) {
            return own.fileObject();
        }
        throw new WdfException(HResult.E_INVALIDARG, "the file object does not belong to this framework");
    }

    /** The part of a memory object that an offset names: all of it without one, the rest with length 0. */
    static Part part(@Nullable IWDFMemory memory, @Nullable WDFMEMORY_OFFSET offset) {
        if (memory == null) {
            return Part.NONE;
        }
        MemorySegment all = memory.getDataBuffer();
        if (offset == null) {
            return new Part(all, Optional.of(memory), 0);
        }
        long begin = offset.bufferOffset();
        long length = offset.bufferLength() == 0 ? all.byteSize() - begin : offset.bufferLength();
        if (begin < 0 || length <= 0 || begin > all.byteSize() || length > all.byteSize() - begin) {
            throw new WdfException(
                    HResult.STATUS_INVALID_BUFFER_SIZE,
                    "%d bytes at offset %d leave the memory of %d bytes (MEM-3)"
                            .formatted(offset.bufferLength(), begin, all.byteSize()));
        }
        return new Part(all.asSlice(begin, length), Optional.of(memory), begin);
    }
}
