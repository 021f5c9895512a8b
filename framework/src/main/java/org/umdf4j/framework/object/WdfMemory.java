package org.umdf4j.framework.object;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.WDFMEMORY_OFFSET;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Buffers;
import org.umdf4j.framework.verifier.Subject;

/**
 * A block of memory: the driver's own, the caller's, or a buffer of a request. Any thread; two threads that write the
 * same bytes see the usual races.
 */
public final class WdfMemory extends WdfObject implements IWDFMemory {
    /** Where the bytes come from. */
    public enum Kind {
        /** Allocated by the framework. */
        OWNED,
        /** The driver's own buffer, which it may replace. */
        PREALLOCATED,
        /** A request's buffer, gone at its completion. */
        REQUEST
    }

    private final Kind kind;
    private volatile MemorySegment segment;

    private WdfMemory(ObjectSpace space, WdfObject parent, Kind kind, MemorySegment segment) {
        super(space, parent);
        this.kind = kind;
        this.segment = segment;
    }

    /** CreateWdfMemory (MEM-1). The bytes are zero at first and are freed when nobody refers to them any more. */
    public static WdfMemory allocate(
            ObjectSpace space, WdfObject parent, long size, @Nullable Object callbackInterface) {
        if (size <= 0) {
            throw new WdfException(
                    HResult.E_INVALIDARG, "a memory object of " + size + " bytes: the size must be positive (MEM-1)");
        }
        MemorySegment bytes;
        try {
            bytes = Arena.ofAuto().allocate(size, 8);
        } catch (OutOfMemoryError exhausted) {
            var failure = new WdfException(HResult.E_OUTOFMEMORY, "no memory for " + size + " bytes");
            failure.initCause(exhausted);
            throw failure;
        }
        return joined(new WdfMemory(space, parent, Kind.OWNED, bytes), callbackInterface);
    }

    /** CreatePreallocatedWdfMemory (MEM-2): the buffer stays the caller's. */
    public static WdfMemory over(
            ObjectSpace space, WdfObject parent, MemorySegment buffer, @Nullable Object callbackInterface) {
        return joined(new WdfMemory(space, parent, Kind.PREALLOCATED, checked(buffer)), callbackInterface);
    }

    /** A buffer of a request. Outside the tree: the request retires it at its completion. */
    public static WdfMemory ofRequest(ObjectSpace space, WdfObject request, MemorySegment buffer) {
        return new WdfMemory(space, request, Kind.REQUEST, buffer);
    }

    private static WdfMemory joined(WdfMemory memory, @Nullable Object callbackInterface) {
        memory.join(callbackInterface);
        return memory;
    }

    private static MemorySegment checked(MemorySegment buffer) {
        if (buffer.byteSize() == 0) {
            throw new WdfException(HResult.E_INVALIDARG, "a buffer of 0 bytes: the size must be positive (MEM-2)");
        }
        if (!Buffers.areForAnyThread(buffer)) {
            throw new WdfException(
                    HResult.E_INVALIDARG,
                    "a buffer of a confined arena, which only the driver's thread may touch, cannot go to a target;"
                            + " allocate it in a shared or automatic arena");
        }
        return buffer;
    }

    @Override
    public void copyFromMemory(IWDFMemory source, @Nullable WDFMEMORY_OFFSET sourceOffset) {
        long from = sourceOffset == null ? 0 : sourceOffset.bufferOffset();
        MemorySegment bytes = source.getDataBuffer();
        if (from < 0 || from > bytes.byteSize()) {
            throw outside(HResult.STATUS_BUFFER_TOO_SMALL, "source", from, 0, bytes.byteSize());
        }
        MemorySegment target = writable();
        long length = Math.min(bytes.byteSize() - from, target.byteSize());
        MemorySegment.copy(bytes, from, target, 0, length);
    }

    @Override
    public void copyToBuffer(long sourceOffset, MemorySegment targetBuffer, long bytesToCopy) {
        MemorySegment bytes = getDataBuffer();
        require(HResult.STATUS_BUFFER_TOO_SMALL, "source", sourceOffset, bytesToCopy, bytes.byteSize());
        require(HResult.STATUS_INVALID_BUFFER_SIZE, "target", 0, bytesToCopy, targetBuffer.byteSize());
        MemorySegment.copy(bytes, sourceOffset, targetBuffer, 0, bytesToCopy);
    }

    @Override
    public void copyFromBuffer(long destinationOffset, MemorySegment sourceBuffer, long bytesToCopy) {
        MemorySegment bytes = writable();
        require(HResult.STATUS_BUFFER_TOO_SMALL, "source", 0, bytesToCopy, sourceBuffer.byteSize());
        require(HResult.STATUS_INVALID_BUFFER_SIZE, "destination", destinationOffset, bytesToCopy, bytes.byteSize());
        MemorySegment.copy(sourceBuffer, 0, bytes, destinationOffset, bytesToCopy);
    }

    @Override
    public long getSize() {
        return getDataBuffer().byteSize();
    }

    @Override
    public MemorySegment getDataBuffer() {
        requireLive();
        return segment;
    }

    @Override
    public void setBuffer(MemorySegment buffer) {
        requireLive();
        if (kind != Kind.PREALLOCATED) {
            throw new WdfException(
                    HResult.ERROR_INVALID_OPERATION,
                    "setBuffer is for memory made by createPreallocatedWdfMemory only (MEM-2)");
        }
        segment = checked(buffer);
    }

    @Override
    protected String describe() {
        return "memory object";
    }

    @Override
    protected boolean isDeletable() {
        return kind != Kind.REQUEST;
    }

    private MemorySegment writable() {
        MemorySegment bytes = getDataBuffer();
        if (bytes.isReadOnly()) {
            space().calls()
                    .verifier()
                    .remark(
                            "MEM-5",
                            "IWDFMemory",
                            "the driver wrote to a request's input buffer",
                            "Only read from it; the output buffer is what the program gets.",
                            Subject.NONE);
            throw new WdfException(
                    HResult.STATUS_ACCESS_VIOLATION, "a request's input buffer cannot be written (MEM-5)");
        }
        return bytes;
    }

    private static void require(HResult status, String which, long offset, long length, long size) {
        if (offset < 0 || length < 0 || offset > size || length > size - offset) {
            throw outside(status, which, offset, length, size);
        }
    }

    private static WdfException outside(HResult status, String which, long offset, long length, long size) {
        return new WdfException(
                status,
                "%d bytes at offset %d leave the %s of %d bytes (MEM-3)".formatted(length, offset, which, size));
    }
}
