package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BufferPoolTest {
    @Test
    void lentAndKeptBuffersNeverExceedTheLimit() {
        BufferPool pool = new BufferPool();
        PooledBuffer all = pool.take(BufferPool.LIMIT).orElseThrow();
        assertThat(pool.canTake(1)).isFalse();
        assertThat(pool.take(1)).isEmpty();
        pool.give(all);
        pool.give(pool.take(1).orElseThrow());
        pool.close();
    }

    @Test
    void lostBufferIsDeadAndItsBytesCanBeLentAgain() {
        BufferPool pool = new BufferPool();
        PooledBuffer lost = pool.take(BufferPool.LIMIT / 2).orElseThrow();
        MemorySegment memory = lost.payload(512);
        pool.give(pool.lose(lost));
        assertThatThrownBy(() -> memory.fill((byte) 1)).isInstanceOf(IllegalStateException.class);
        pool.give(pool.take(BufferPool.LIMIT).orElseThrow());
        pool.close();
    }

    @Test
    void lostBufferCountsAsLongAsASystemCallUsesIt() throws Exception {
        BufferPool pool = new BufferPool();
        PooledBuffer lost = pool.take(BufferPool.LIMIT).orElseThrow();
        Pipe pipe = Pipe.open();
        ByteBuffer bytes = lost.payload(1).asByteBuffer();
        Thread driver = Thread.ofPlatform().daemon().start(() -> readQuietly(pipe, bytes));
        Eventually.is("the driver reads", () -> isReading(driver));
        PooledBuffer reply = pool.lose(lost);
        assertThat(pool.canTake(1)).isFalse();
        assertThat(pipe.sink().write(ByteBuffer.wrap(new byte[1]))).isEqualTo(1);
        driver.join();
        pool.give(reply);
        assertThat(pool.canTake(BufferPool.LIMIT)).isTrue();
        pool.close();
        pipe.sink().close();
        pipe.source().close();
    }

    private static void readQuietly(Pipe pipe, ByteBuffer bytes) {
        try {
            assertThat(pipe.source().read(bytes)).isEqualTo(1);
        } catch (java.io.IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** The innermost frame of a thread that is in read(2) or about to be, its buffer already held. */
    private static boolean isReading(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0
                && stack[0].isNativeMethod()
                && stack[0].getMethodName().startsWith("read");
    }
}
