package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** IWDFMemory. */
public interface IWDFMemory extends IWDFObject {
    void copyFromMemory(IWDFMemory source, @Nullable WDFMEMORY_OFFSET sourceOffset);

    void copyToBuffer(long sourceOffset, MemorySegment targetBuffer, long bytesToCopy);

    void copyFromBuffer(long destinationOffset, MemorySegment sourceBuffer, long bytesToCopy);

    long getSize();

    MemorySegment getDataBuffer();

    void setBuffer(MemorySegment buffer);
}
