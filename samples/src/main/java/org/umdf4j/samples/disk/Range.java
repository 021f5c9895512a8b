package org.umdf4j.samples.disk;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.ControlCodes;

/** A range of bytes as a program asks for it, not yet known to lie on the disk. */
record Range(long offset, long length) {
    /** Neither control code has an input shorter than this. */
    static final int MIN_INPUT_BYTES = 16;

    /** Bounds the work that one request can ask for. */
    static final int MAX_RANGES = 4096;

    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final int TRIM_HEADER_BYTES = 28;
    private static final int TRIM_RANGE_BYTES = 16;

    /** Whether the whole range lies on a disk of that size. Computed so that no sum can overflow. */
    boolean isWithin(long sizeBytes) {
        return offset >= 0 && length >= 0 && offset <= sizeBytes && length <= sizeBytes - offset;
    }

    /**
     * The range of a {@link ControlCodes#FSCTL_SET_ZERO_DATA}.
     *
     * @param input at least {@link #MIN_INPUT_BYTES}
     */
    static Range ofZeroData(MemorySegment input) {
        long offset = input.get(I64, 0);
        long end = input.get(I64, 8);
        // Of two numbers that are not negative the difference cannot overflow; if it is negative, isWithin says so.
        if (offset < 0 || end < 0) {
            throw new IllegalArgumentException("from " + offset + " to " + end);
        }
        return new Range(offset, end - offset);
    }

    /**
     * The ranges of a {@link ControlCodes#IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES}, whose layout is described there.
     *
     * @throws IllegalArgumentException if the input is not well-formed, or asks for something other than a trim
     */
    static List<Range> ofTrim(MemorySegment input) {
        require(input.byteSize() >= TRIM_HEADER_BYTES, "short header");
        require(input.get(I32, 0) == TRIM_HEADER_BYTES, "header size");
        require(input.get(I32, 4) == ControlCodes.DEVICE_DSM_ACTION_TRIM, "action");
        long start = Integer.toUnsignedLong(input.get(I32, 20));
        long length = Integer.toUnsignedLong(input.get(I32, 24));
        require(start >= TRIM_HEADER_BYTES && start % 8 == 0, "start of the ranges");
        require(length % TRIM_RANGE_BYTES == 0 && length / TRIM_RANGE_BYTES <= MAX_RANGES, "length of the ranges");
        require(start + length <= input.byteSize(), "ranges behind the input");

        List<Range> ranges = new ArrayList<>();
        for (long at = start; at < start + length; at += TRIM_RANGE_BYTES) {
            ranges.add(new Range(input.get(I64, at), input.get(I64, at + 8)));
        }
        return ranges;
    }

    private static void require(boolean wellFormed, String what) {
        if (!wellFormed) {
            throw new IllegalArgumentException(what);
        }
    }
}
