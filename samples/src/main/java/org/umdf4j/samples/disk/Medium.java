package org.umdf4j.samples.disk;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * Where a disk's bytes are. Callers keep offsets and lengths inside {@link #sizeBytes}.
 *
 * <p>{@link #open}, {@link #close} and {@link #dispose} come from the PnP callbacks, one at a time and never while a
 * request is in service; the others from any number of threads at once.
 */
sealed interface Medium permits MemoryMedium, ImageMedium {
    /** The device starts. May come again after {@link #close}. */
    void open() throws IOException;

    /** The device stops: nothing outside this program is held on to any more. */
    void close() throws IOException;

    /** The device is gone for good. */
    void dispose();

    long sizeBytes();

    /** Fills the whole target. */
    void read(long offset, MemorySegment target) throws IOException;

    /** Writes the whole source. */
    void write(long offset, MemorySegment source) throws IOException;

    /** Returns when everything written so far is durable. */
    void flush() throws IOException;

    void zero(long offset, long length) throws IOException;

    /** These bytes are not needed any more. Advice: what they read as afterwards is up to the medium. */
    void trim(long offset, long length) throws IOException;
}
