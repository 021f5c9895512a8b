package org.umdf4j.samples.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ByteRingTest {
    @Test
    void takesWhatFitsAndSaysHowMuch() {
        ByteRing ring = new ByteRing(4);

        assertThat(ring.put(bytes(1, 2, 3))).isEqualTo(3);
        assertThat(ring.put(bytes(4, 5, 6))).isEqualTo(1);
        assertThat(ring.isFull()).isTrue();
        assertThat(ring.put(bytes(7))).isZero();

        byte[] all = new byte[9];
        assertThat(ring.take(MemorySegment.ofArray(all))).isEqualTo(4);
        assertThat(all).startsWith(1, 2, 3, 4, 0);
        assertThat(ring.isEmpty()).isTrue();
    }

    @Test
    void dropForgetsTheOldestAndNoMoreThanThereAre() {
        ByteRing ring = new ByteRing(4);
        ring.put(bytes(1, 2, 3));

        ring.drop(2);
        byte[] rest = new byte[1];
        ring.take(MemorySegment.ofArray(rest));
        assertThat(rest).containsExactly(3);

        ring.put(bytes(1, 2));
        ring.drop(Integer.MAX_VALUE);
        assertThat(ring.size()).isZero();
    }

    @Test
    void behavesAsAQueueOfBytesWhateverTheOrderOfCalls() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ByteRing ring = new ByteRing(61);
        ArrayDeque<Byte> model = new ArrayDeque<>();
        for (int step = 0; step < 100_000; step++) {
            byte[] data = new byte[random.nextInt(80)];
            if (random.nextBoolean()) {
                random.nextBytes(data);
                int put = ring.put(MemorySegment.ofArray(data));
                assertThat(put).as("seed %d step %d", seed, step).isEqualTo(Math.min(data.length, 61 - model.size()));
                for (int i = 0; i < put; i++) {
                    model.add(data[i]);
                }
            } else {
                int taken = ring.take(MemorySegment.ofArray(data));
                assertThat(taken).as("seed %d step %d", seed, step).isEqualTo(Math.min(data.length, model.size()));
                for (int i = 0; i < taken; i++) {
                    assertThat(data[i]).as("seed %d step %d", seed, step).isEqualTo(model.remove());
                }
            }
        }
    }

    private static MemorySegment bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return MemorySegment.ofArray(bytes);
    }
}
