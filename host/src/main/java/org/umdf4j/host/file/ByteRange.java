package org.umdf4j.host.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;

/** Bytes of a file as a control request names them, not yet known to be there. */
record ByteRange(long offset, long length) {
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    // The inputs that ControlCodes describes.
    private static final int ZERO_DATA_BYTES = 16;
    private static final int TRIM_HEADER_BYTES = 28;
    private static final int TRIM_ACTION = 4;
    private static final int TRIM_RANGES_OFFSET = 20;
    private static final int TRIM_RANGES_LENGTH = 24;
    private static final int TRIM_RANGE_BYTES = 16;

    /** Whether all of it lies in a file of that size. Computed so that no sum can overflow. */
    boolean isWithin(long size) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    /** The whole blocks of a range that lies in the file. */
    ByteRange wholeBlocks(long blockBytes) {
        long begin = (offset + blockBytes - 1) / blockBytes * blockBytes;
        long end = (offset + length) / blockBytes * blockBytes;
        return new ByteRange(begin, Math.max(0, end - begin));
    }

    /** The range of a {@link ControlCodes#FSCTL_SET_ZERO_DATA}; null if the input is malformed. */
    static @Nullable List<ByteRange> ofZeroData(@Nullable MemorySegment input) {
        if (input == null || input.byteSize() < ZERO_DATA_BYTES) {
            return null;
        }
        long begin = input.get(I64, 0);
        long end = input.get(I64, 8);
        return begin < 0 || end < begin ? null : List.of(new ByteRange(begin, end - begin));
    }

    /**
     * The ranges of a {@link ControlCodes#IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES}; null if the input is malformed or
     * asks for something other than a trim.
     */
    static @Nullable List<ByteRange> ofTrim(@Nullable MemorySegment input) {
        if (input == null
                || input.byteSize() < TRIM_HEADER_BYTES
                || input.get(I32, TRIM_ACTION) != ControlCodes.DEVICE_DSM_ACTION_TRIM) {
            return null;
        }
        long start = Integer.toUnsignedLong(input.get(I32, TRIM_RANGES_OFFSET));
        long length = Integer.toUnsignedLong(input.get(I32, TRIM_RANGES_LENGTH));
        if (length % TRIM_RANGE_BYTES != 0 || start + length > input.byteSize()) {
            return null;
        }
        return LongStream.range(0, length / TRIM_RANGE_BYTES)
                .map(index -> start + index * TRIM_RANGE_BYTES)
                .mapToObj(at -> new ByteRange(input.get(I64, at), input.get(I64, at + 8)))
                .toList();
    }
}
