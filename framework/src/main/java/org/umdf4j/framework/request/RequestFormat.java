package org.umdf4j.framework.request;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;

/**
 * What a request is to be for the target it is sent to next.
 *
 * @param target the only target it is good for; null for a request that goes on unchanged (SND-18)
 * @param parameters what is asked for
 * @param file on whose behalf
 * @param input what is sent along
 * @param output where the answer goes
 */
public record RequestFormat(
        @Nullable SendTarget target, IrpParameters parameters, FileObject file, Part input, Part output) {

    /**
     * A part of a memory object.
     *
     * @param bytes the part itself; null for no buffer
     * @param memory the object; empty for none, or for a buffer of the request's own
     * @param offset where in the object the part begins
     */
    public record Part(@Nullable MemorySegment bytes, Optional<IWDFMemory> memory, long offset) {
        /** No buffer. */
        public static final Part NONE = new Part(null, Optional.empty(), 0);

        /** A buffer that no memory object of the format stands for. */
        static Part of(@Nullable MemorySegment bytes) {
            return bytes == null ? NONE : new Part(bytes, Optional.empty(), 0);
        }
    }
}
