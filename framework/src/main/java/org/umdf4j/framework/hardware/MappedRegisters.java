package org.umdf4j.framework.hardware;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * Registers mapped into the process. Each access is one volatile access of its width: the compiler neither splits, joins,
 * repeats nor moves it. In the machine's byte order. Any thread.
 *
 * @param segment the mapped range, aligned as the widest register in it
 */
public record MappedRegisters(MemorySegment segment) implements RegisterSpace {
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    @Override
    public long read(long offset, int width) {
        return switch (width) {
            case 1 -> Byte.toUnsignedLong((byte) BYTE.getVolatile(segment, offset));
            case 2 -> Short.toUnsignedLong((short) SHORT.getVolatile(segment, offset));
            case 4 -> Integer.toUnsignedLong((int) INT.getVolatile(segment, offset));
            case 8 -> (long) LONG.getVolatile(segment, offset);
            default -> throw noWidth(width);
        };
    }

    @Override
    public void write(long offset, int width, long value) {
        switch (width) {
            case 1 -> BYTE.setVolatile(segment, offset, (byte) value);
            case 2 -> SHORT.setVolatile(segment, offset, (short) value);
            case 4 -> INT.setVolatile(segment, offset, (int) value);
            case 8 -> LONG.setVolatile(segment, offset, value);
            default -> throw noWidth(width);
        }
    }

    private static IllegalArgumentException noWidth(int width) {
        return new IllegalArgumentException("no register is " + width + " bytes wide");
    }

    @Override
    public Optional<MemorySegment> memory() {
        return Optional.of(segment);
    }
}
