package org.umdf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Timer;

@Timeout(30)
class ThreadSchedulerTest {
    private final ThreadScheduler scheduler = new ThreadScheduler();

    @AfterEach
    void close() {
        scheduler.close();
    }

    @Test
    void blockedTasksDoNotKeepOthersFromRunning() throws InterruptedException {
        Gate blocked = scheduler.newGate("blocked");
        for (int i = 0; i < 200; i++) {
            scheduler.execute("blocker", blocked::await);
        }
        CountDownLatch ran = new CountDownLatch(1);
        scheduler.execute("free", ran::countDown);
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        blocked.open();
    }

    @Test
    void aTaskRunsOnAnotherThreadNamedByItsRole() throws InterruptedException {
        Exchanger<String> name = new Exchanger<>();
        scheduler.execute(
                "stop of disk", () -> exchange(name, Thread.currentThread().getName()));
        assertThat(name.exchange("")).isEqualTo("umdf4j stop of disk");
    }

    @Test
    void aTaskThatThrowsCostsNobodyElseAnything() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            scheduler.execute("thrower", () -> {
                ran.countDown();
                throw new IllegalStateException("expected in this test");
            });
        }
        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aTimerFiresOnceAfterItsDelayAndCannotBeCalledOffThen() throws InterruptedException {
        long start = scheduler.nanoTime();
        CountDownLatch fired = new CountDownLatch(1);
        Timer timer = scheduler.schedule("timer", Duration.ofMillis(20).toNanos(), fired::countDown);
        assertThat(fired.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(scheduler.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        assertThat(timer.cancel()).isFalse();
    }

    @Test
    void aTimerCalledOffNeverFires() throws InterruptedException {
        AtomicInteger fired = new AtomicInteger();
        Timer timer = scheduler.schedule("canceled", Duration.ofMillis(20).toNanos(), fired::incrementAndGet);
        assertThat(timer.cancel()).isTrue();
        assertThat(timer.cancel()).isFalse();
        CountDownLatch later = new CountDownLatch(1);
        scheduler.schedule("later", Duration.ofMillis(40).toNanos(), later::countDown);
        assertThat(later.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(fired).hasValue(0);
    }

    @Test
    void aGateReleasesItsWaitersAndKeepsTheirInterrupt() throws InterruptedException {
        Gate gate = scheduler.newGate("gate");
        assertThat(gate.await(1)).isFalse();
        Exchanger<Boolean> interrupted = new Exchanger<>();
        scheduler.execute("waiter", () -> {
            Thread.currentThread().interrupt();
            gate.await();
            exchange(interrupted, Thread.interrupted());
        });
        gate.open();
        assertThat(interrupted.exchange(false)).isTrue();
        assertThat(gate.isOpen()).isTrue();
        assertThat(gate.await(0)).isTrue();
    }

    @Test
    void aLockIsNotReentrant() {
        FrameworkLock lock = scheduler.newLock("list");
        lock.lock();
        try {
            assertThatThrownBy(lock::lock)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("list");
        } finally {
            lock.unlock();
        }
    }

    @Test
    void onlyItsHolderGivesALockBack() {
        FrameworkLock lock = scheduler.newLock("list");
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("list");
    }

    @Test
    void whoeverWaitsForALockGetsIt() throws InterruptedException {
        Counter counter = new Counter(scheduler.newLock("counter"));
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            scheduler.execute("adder", () -> {
                for (int i = 0; i < 50_000; i++) {
                    counter.add();
                }
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(counter.add()).isEqualTo(200_001);
    }

    /** Nothing but its lock keeps additions apart. */
    private static final class Counter {
        private final FrameworkLock lock;
        private int count;

        Counter(FrameworkLock lock) {
            this.lock = lock;
        }

        int add() {
            lock.lock();
            try {
                return ++count;
            } finally {
                lock.unlock();
            }
        }
    }

    @Test
    void afterCloseTasksAreRefusedAndIdleThreadsAreGone() throws InterruptedException {
        Exchanger<Thread> worker = new Exchanger<>();
        scheduler.execute("worker", () -> exchange(worker, Thread.currentThread()));
        Thread thread = worker.exchange(Thread.currentThread());
        scheduler.close();
        thread.join(Duration.ofSeconds(10));
        assertThat(thread.isAlive()).isFalse();
        assertThatThrownBy(() -> scheduler.execute("late", () -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    private static <T> void exchange(Exchanger<T> exchanger, T value) {
        try {
            exchanger.exchange(value);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
