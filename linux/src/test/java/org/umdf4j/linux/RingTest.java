package org.umdf4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RingTest {
    private final Arena arena = Arena.ofShared();
    private final int event = Linux.eventfd();
    private Ring ring;

    @BeforeEach
    void open() {
        ring = opened();
    }

    private static Ring opened() {
        try {
            return Ring.open(4, 16);
        } catch (IOException refused) {
            return abort("there is no io_uring here: " + refused.getMessage());
        }
    }

    @AfterEach
    void close() {
        ring.close();
        Linux.close(event);
        arena.close();
    }

    @Test
    void readIsCompletedByAWriteOnAnotherThread() throws Exception {
        MemorySegment count = arena.allocate(8, 8);
        ring.read(event, count, 77);
        assertThat(ring.enter(0)).isEqualTo(1);
        assertThat(ring.advance()).isFalse();
        Thread writer = Thread.ofPlatform().start(() -> Linux.eventfd_write(event));
        assertThat(ring.enter(1)).isZero();
        assertThat(ring.advance()).isTrue();
        assertThat(ring.userData()).isEqualTo(77);
        assertThat(ring.result()).isEqualTo(8);
        assertThat(ring.advance()).isFalse();
        writer.join();
    }

    @Test
    void ringIsFullWhenEveryPlaceIsPreparedAndAroundAndAround() {
        MemorySegment count = arena.allocate(8, 8);
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(ring.isFull()).isFalse();
                ring.read(-1, count, 10L * round + i);
            }
            assertThat(ring.isFull()).isTrue();
            assertThat(ring.enter(4)).isEqualTo(4);
            assertThat(ring.isFull()).isFalse();
            Set<Long> seen = new HashSet<>();
            while (ring.advance()) {
                assertThat(ring.result()).isEqualTo(-Errno.EBADF);
                seen.add(ring.userData());
            }
            assertThat(seen).containsExactlyInAnyOrder(10L * round, 10L * round + 1, 10L * round + 2, 10L * round + 3);
        }
    }

    @Test
    void commandThatADescriptorDoesNotKnowFails() {
        int nothing = Linux.open("/dev/zero", Linux.O_RDWR | Linux.O_CLOEXEC);
        long parameters = ring.command(nothing, 99, 0, 0, 5);
        assertThat(ring.parameters().asSlice(parameters, 80).byteSize()).isEqualTo(80);
        ring.enter(1);
        assertThat(ring.advance()).isTrue();
        assertThat(ring.userData()).isEqualTo(5);
        assertThat(ring.result()).isNegative();
        Linux.close(nothing);
    }
}
