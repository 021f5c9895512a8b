package org.umdf4j.host;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.umdf4j.framework.irp.LentIdentity;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.scheduler.Timer;

/**
 * The scheduler of a running host: JDK locks, the system's clock and daemon threads named by their role. Any thread may
 * use it until {@link #close}; after that every new task is refused with {@link RejectedExecutionException}.
 *
 * <p>The threads are platform threads on purpose. A driver's callback is foreign code: it may compute for ever or sit in
 * native code, and a virtual thread that does either keeps a carrier, of which there are as few as processors; two such
 * drivers would stop every device of a small machine. The operating system shares out platform threads fairly.
 */
public final class ThreadScheduler implements Scheduler, AutoCloseable {
    /** Where {@link #systemTime} counts from. */
    private static final Instant SYSTEM_TIME_ORIGIN = Instant.parse("1601-01-01T00:00:00Z");

    /** Tasks that run or block at one time; more wait their turn. Far above any honest load, far below a system's limit. */
    private static final int MOST_THREADS = 4096;

    private static final Duration IDLE_THREAD_LIFE = Duration.ofSeconds(10);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);
    private static final System.Logger LOG = System.getLogger(ThreadScheduler.class.getName());

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor clock;

    /** A scheduler without threads; they come with the tasks. */
    public ThreadScheduler() {
        // One core worker, so that a task queued at the limit always finds a thread that will take it.
        workers = new ThreadPoolExecutor(
                1,
                MOST_THREADS,
                IDLE_THREAD_LIFE.toNanos(),
                TimeUnit.NANOSECONDS,
                new HandOver(),
                task -> Thread.ofPlatform().daemon().name("umdf4j idle").unstarted(task),
                ThreadScheduler::queueAtTheLimit);
        clock = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name("umdf4j clock").unstarted(task));
        clock.setRemoveOnCancelPolicy(true);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public FrameworkLock newLock(String name) {
        return new HostLock(name);
    }

    @Override
    public Gate newGate(String name) {
        return new HostGate(name);
    }

    @Override
    public void execute(String role, Runnable task) {
        // A thread that is started inherits the identity of the one that starts it.
        LentIdentity.without(() -> workers.execute(() -> runNamed(role, task)));
    }

    @Override
    public Timer schedule(String role, long delayNanos, Runnable task) {
        AtomicBoolean decided = new AtomicBoolean();
        Runnable once = () -> {
            if (decided.compareAndSet(false, true)) {
                task.run();
            }
        };
        Future<?> waiting = LentIdentity.without(
                () -> clock.schedule(() -> handOver(role, once), delayNanos, TimeUnit.NANOSECONDS));
        return () -> {
            waiting.cancel(false);
            return decided.compareAndSet(false, true);
        };
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long systemTime() {
        Duration since = Duration.between(SYSTEM_TIME_ORIGIN, Instant.now());
        return since.toSeconds() * 10_000_000 + since.toNanosPart() / 100;
    }

    /**
     * Refuses new tasks, forgets timers that wait, gives running tasks a few seconds to end and then interrupts them. A
     * driver that ignores that keeps its thread; as a daemon it does not keep the process.
     */
    @Override
    public void close() {
        clock.shutdownNow();
        workers.shutdown();
        boolean ended = false;
        try {
            ended = workers.awaitTermination(CLOSE_PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (!ended) {
            LOG.log(System.Logger.Level.WARNING, "{0} tasks still run and are interrupted", workers.getActiveCount());
            workers.shutdownNow();
        }
    }

    private void handOver(String role, Runnable task) {
        try {
            execute(role, task);
        } catch (RejectedExecutionException closedMeanwhile) {
            LOG.log(System.Logger.Level.DEBUG, "timer of a closed scheduler", closedMeanwhile);
        }
    }

    private static void runNamed(String role, Runnable task) {
        Thread thread = Thread.currentThread();
        thread.setName("umdf4j " + role);
        try {
            task.run();
        } catch (RuntimeException | Error unexpected) {
            // The framework catches what drivers throw, so this is a defect of ours: loud, and the worker lives on.
            LOG.log(System.Logger.Level.ERROR, "task '" + role + "' failed", unexpected);
        } finally {
            thread.setName("umdf4j idle");
        }
    }

    private static void queueAtTheLimit(Runnable task, ThreadPoolExecutor pool) {
        if (pool.isShutdown()) {
            throw new RejectedExecutionException("the scheduler is closed");
        }
        ((HandOver) pool.getQueue()).queue(task);
    }

    /** Refuses a task that no idle worker takes at once, so that the pool grows before anything waits. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return tryTransfer(task);
        }

        void queue(Runnable task) {
            super.offer(task);
        }
    }

    private static final class HostGate implements Gate {
        private final String name;
        private final CountDownLatch latch = new CountDownLatch(1);

        HostGate(String name) {
            this.name = name;
        }

        @Override
        public void open() {
            latch.countDown();
        }

        @Override
        public void await() {
            boolean open;
            do {
                open = await(Long.MAX_VALUE);
            } while (!open);
        }

        @Override
        public boolean await(long timeoutNanos) {
            long start = System.nanoTime();
            boolean interrupted = false;
            try {
                while (true) {
                    try {
                        return latch.await(timeoutNanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                    } catch (InterruptedException _) {
                        interrupted = true;
                    }
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public boolean isOpen() {
            return latch.getCount() == 0;
        }

        @Override
        public String toString() {
            return "gate '" + name + "'";
        }
    }
}
