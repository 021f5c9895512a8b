package org.umdf4j.testkit;

import java.lang.foreign.MemorySegment;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.PendingIo;

/**
 * A simulated program with the device open. Its requests carry a number as their offset, which is their name in the
 * {@link Trace}; how each ended is traced too, as {@code "r1 ended: S_OK 0x00000000, 0"}.
 */
public final class Program {
    /** The length of reads and writes when nothing else is asked for. */
    public static final int LENGTH = 16;

    private final Trace trace;
    private final DeviceFile file;

    Program(Trace trace, DeviceFile file) {
        this.trace = trace;
        this.file = file;
    }

    /** The open device, for everything the shorthands below do not cover. */
    public DeviceFile file() {
        return file;
    }

    /** Starts a read of {@link #LENGTH} bytes named {@code r<number>}. */
    public PendingIo read(int number) {
        return read(number, LENGTH);
    }

    /** Starts a read named {@code r<number>}. */
    public PendingIo read(int number, int length) {
        return noted("r" + number, file.startRead(MemorySegment.ofArray(new byte[length]), number));
    }

    /** Starts a write of {@link #LENGTH} bytes named {@code w<number>}. */
    public PendingIo write(int number) {
        return write(number, LENGTH);
    }

    /** Starts a write named {@code w<number>}. */
    public PendingIo write(int number, int length) {
        return noted("w" + number, file.startWrite(MemorySegment.ofArray(new byte[length]), number));
    }

    /** Starts a control with buffers of {@link #LENGTH} bytes, named {@code c0x<code>}. */
    public PendingIo control(int code) {
        MemorySegment input = MemorySegment.ofArray(new byte[LENGTH]);
        MemorySegment output = MemorySegment.ofArray(new byte[LENGTH]);
        return noted("c0x" + Integer.toHexString(code), file.startControl(code, input, output));
    }

    private PendingIo noted(String name, PendingIo io) {
        return io.whenDone(result -> trace.mark(name + " ended: " + result.status() + ", " + result.information()));
    }
}
