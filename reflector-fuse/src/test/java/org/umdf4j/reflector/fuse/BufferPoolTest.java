package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.linux.Linux;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BufferPoolTest {
    private static BufferPool pool(int limit) {
        return new Descriptor(-1, new FaultLog(System.getLogger("test")), limit, false).pool();
    }

    @Test
    void lostBufferMakesRoomForAnother() {
        BufferPool pool = pool(1);
        RequestBuffer first = Objects.requireNonNull(pool.take(0));
        assertThat(pool.take(0)).isNull();
        pool.lose(first);
        RequestBuffer second = pool.take(0);
        assertThat(second).isNotNull().isNotSameAs(first);
        assertThat(pool.all()).containsExactly(second);
        pool.put(Objects.requireNonNull(second));
        pool.close();
    }

    @Test
    void lostBufferCountsAsLongAsASystemCallUsesIt() throws Exception {
        int[] pipe = new int[2];
        assertThat(Linux.pipe2(pipe, Linux.O_CLOEXEC)).isZero();
        BufferPool pool = pool(1);
        RequestBuffer buffer = Objects.requireNonNull(pool.take(0));
        MemorySegment memory = buffer.incoming();
        Thread driver = Thread.ofPlatform().daemon().start(() -> Linux.read(pipe[0], memory, 1));
        MountTest.awaitTrue(() -> isInSystemCall(pipe[0], memory.address()));
        pool.lose(buffer);
        assertThat(pool.take(0)).isNull();
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Linux.write(pipe[1], arena.allocate(1), 1)).isEqualTo(1);
        }
        driver.join();
        RequestBuffer second = pool.take(0);
        assertThat(second).isNotNull();
        pool.put(Objects.requireNonNull(second));
        pool.close();
        List.of(pipe[0], pipe[1]).forEach(Linux::close);
    }

    @Test
    void sessionThatWaitsForItsLastBufferEndsWhenThatIsLost() {
        BufferPool pool = pool(2);
        RequestBuffer buffer = Objects.requireNonNull(pool.take(0));
        boolean[] ended = new boolean[1];
        pool.whenAllHome(() -> ended[0] = true);
        assertThat(ended[0]).isFalse();
        pool.lose(buffer);
        assertThat(ended[0]).isTrue();
        pool.close();
    }

    /** Whether a thread of this process is in a system call with these first arguments. */
    private static boolean isInSystemCall(long first, long second) {
        String arguments = " 0x%x 0x%x ".formatted(first, second);
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                if (Files.readString(thread.resolve("syscall")).contains(arguments)) {
                    return true;
                }
            }
        } catch (IOException threadHasEnded) {
            return false;
        }
        return false;
    }
}
