package org.umdf4j.host.demo;

import java.nio.ByteBuffer;

/** Bytes that tell where and when they were written: from a block's number and its generation. Stateless. */
final class Pattern {
    /** The unit of writing and of verifying. */
    static final int BLOCK_BYTES = 4096;

    private Pattern() {}

    /** Appends the block's bytes. */
    static void fill(ByteBuffer target, long block, int generation) {
        long seed = seed(block, generation);
        for (int i = 0; i < BLOCK_BYTES / Long.BYTES; i++) {
            target.putLong(word(seed, i));
        }
    }

    /** Whether the next block in {@code source} is that block in that generation; moves past it. */
    static boolean matches(ByteBuffer source, long block, int generation) {
        long seed = seed(block, generation);
        boolean equal = true;
        for (int i = 0; i < BLOCK_BYTES / Long.BYTES; i++) {
            // Generation 0 is a block never written: the disk begins with zeros.
            long expected = generation == 0 ? 0 : word(seed, i);
            equal &= source.getLong() == expected;
        }
        return equal;
    }

    private static long seed(long block, int generation) {
        return block * 0x9E37_79B9_7F4A_7C15L + generation;
    }

    /** The finalizer of SplitMix64: neighbouring inputs have nothing in common. */
    private static long word(long seed, int index) {
        long z = seed + (index + 1L) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return z ^ (z >>> 31);
    }

    /** The byte at a position of an endless stream, for loads without blocks. */
    static byte streamByte(long position) {
        return (byte) (word(position >>> 3, 0) >>> ((position & 7) * 8));
    }
}
