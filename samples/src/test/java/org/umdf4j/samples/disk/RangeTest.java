package org.umdf4j.samples.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class RangeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 100, true",
        "100, 0, true",
        "99, 1, true",
        "99, 2, false",
        "101, 0, false",
        "-1, 1, false",
        "0, -1, false",
        "50, 9223372036854775807, false",
        "9223372036854775807, 9223372036854775807, false"
    })
    void liesOnADiskOf100BytesOrNot(long offset, long length, boolean within) {
        assertThat(new Range(offset, length).isWithin(100)).isEqualTo(within);
    }

    @Test
    void zeroDataNamesItsEndExclusively() {
        assertThat(Range.ofZeroData(
                        MemorySegment.ofBuffer(input(16).putLong(10).putLong(30).clear())))
                .isEqualTo(new Range(10, 20));
    }

    @Test
    void trimNamesAnyNumberOfRanges() {
        ByteBuffer input =
                trim(32, 32).position(32).putLong(0).putLong(512).putLong(4096).putLong(8);

        assertThat(Range.ofTrim(MemorySegment.ofBuffer(input.clear())))
                .containsExactly(new Range(0, 512), new Range(4096, 8));
    }

    @ParameterizedTest
    @CsvSource({"28, 16", "24, 16", "32, 15", "32, 48", "64, 16", "-8, 16", "32, -16"})
    void trimWithRangesOutsideTheInputIsMalformed(int rangesOffset, int rangesLength) {
        MemorySegment input =
                MemorySegment.ofBuffer(trim(rangesOffset, rangesLength).clear());

        assertThatThrownBy(() -> Range.ofTrim(input)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyBytesAreEitherRangesOrMalformed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int wellFormed = 0;
        for (int i = 0; i < 20_000; i++) {
            ByteBuffer input = trim(32 + 4 * random.nextInt(5), 16 * random.nextInt(4));
            input.putInt(random.nextInt(16) & ~3, random.nextInt(40));
            try {
                Range.ofTrim(MemorySegment.ofBuffer(input.clear()));
                wellFormed++;
            } catch (IllegalArgumentException malformed) {
                assertThat(malformed.getMessage()).as("seed %d", seed).isNotEmpty();
            }
        }
        assertThat(wellFormed).as("seed %d", seed).isBetween(1, 19_999);
    }

    private static ByteBuffer trim(int rangesOffset, int rangesLength) {
        return input(64)
                .putInt(28)
                .putInt(1)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(rangesOffset)
                .putInt(rangesLength);
    }

    private static ByteBuffer input(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
