package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.linux.Linux;

@Timeout(30)
class ThreadStateTest {
    @Test
    void threadThatWaitsIsAsleepAndOneThatComputesIsNot() throws Exception {
        CompletableFuture<Integer> waits = new CompletableFuture<>();
        CompletableFuture<Integer> computes = new CompletableFuture<>();
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Thread waiting = Thread.ofPlatform().start(() -> {
            waits.complete(Linux.gettid());
            try {
                end.await();
            } catch (InterruptedException impossible) {
                throw new AssertionError(impossible);
            }
        });
        Thread computing = Thread.ofPlatform().start(() -> {
            computes.complete(Linux.gettid());
            while (!ended.get()) {
                Thread.onSpinWait();
            }
        });
        int asleep = waits.get();
        while (!ThreadState.isAsleep(asleep)) {
            Thread.onSpinWait();
        }
        // It may still be held up by the JVM, as when a class is loaded.
        int awake = computes.get();
        while (ThreadState.isAsleep(awake)) {
            Thread.onSpinWait();
        }
        ended.set(true);
        end.countDown();
        waiting.join();
        computing.join();
        assertThat(ThreadState.isAsleep(asleep)).as("a thread that is no more").isFalse();
    }
}
