package org.umdf4j.ddi;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * A block of memory: the driver's own, from {@link IWDFDriver}, or a buffer of a request. The latter is dead
 * after the request's completion. The copies are checked and change nothing when they fail (MEM-3); they lock
 * nothing, so threads that write the same bytes must agree among themselves.
 *
 * <p>Rules: io-contract section 14. Source: wudfddi, IWDFMemory.
 */
public interface IWDFMemory extends IWDFObject {
    /**
     * Copies from the start of or from within another memory object to the start of this one: as much as the
     * source has and this one holds (MEM-4).
     *
     * <p>Rules: MEM-3 to MEM-5. Source: wudfddi, IWDFMemory::CopyFromMemory.
     *
     * @param sourceOffset where to start in the source, null for its start; its length does not matter
     * @throws WdfException {@link HResult#STATUS_BUFFER_TOO_SMALL} if the offset lies beyond the source;
     *     {@link HResult#STATUS_ACCESS_VIOLATION} if this is the input of a request (MEM-5)
     */
    void copyFromMemory(IWDFMemory source, @Nullable WDFMEMORY_OFFSET sourceOffset);

    /**
     * Copies from this memory into the start of a segment of the caller's.
     *
     * <p>Rules: MEM-3. Source: wudfddi, IWDFMemory::CopyToBuffer.
     *
     * @throws WdfException {@link HResult#STATUS_BUFFER_TOO_SMALL} if the range leaves this memory;
     *     {@link HResult#STATUS_INVALID_BUFFER_SIZE} if it does not fit into the segment
     */
    void copyToBuffer(long sourceOffset, MemorySegment targetBuffer, long bytesToCopy);

    /**
     * Copies from the start of a segment of the caller's into this memory.
     *
     * <p>Rules: MEM-3, MEM-5. Source: wudfddi, IWDFMemory::CopyFromBuffer.
     *
     * @throws WdfException {@link HResult#STATUS_INVALID_BUFFER_SIZE} if the range leaves this memory;
     *     {@link HResult#STATUS_BUFFER_TOO_SMALL} if the segment has less;
     *     {@link HResult#STATUS_ACCESS_VIOLATION} if this is the input of a request (MEM-5)
     */
    void copyFromBuffer(long destinationOffset, MemorySegment sourceBuffer, long bytesToCopy);

    /**
     * How many bytes the memory has.
     *
     * <p>Source: wudfddi, IWDFMemory::GetSize.
     */
    long getSize();

    /**
     * The bytes themselves, as a segment of exactly {@link #getSize} bytes; read-only for the input of a
     * request. It is valid as long as this object is.
     *
     * <p>Source: wudfddi, IWDFMemory::GetDataBuffer.
     */
    MemorySegment getDataBuffer();

    /**
     * Puts another buffer of the caller's behind this object, which stays the caller's; the old one is not
     * freed. Only for memory of {@link IWDFDriver#createPreallocatedWdfMemory}.
     *
     * <p>Rules: MEM-2. Source: wudfddi, IWDFMemory::SetBuffer.
     *
     * @throws WdfException {@link HResult#ERROR_INVALID_OPERATION} for other memory;
     *     {@link HResult#E_INVALIDARG} if the buffer has no bytes or is of a confined arena
     */
    void setBuffer(MemorySegment buffer);
}
