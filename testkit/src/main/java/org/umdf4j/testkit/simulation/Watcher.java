package org.umdf4j.testkit.simulation;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches a simulation from outside: nobody inside can see that the one task that runs has run into a lock of a driver's
 * own, because nobody else runs. Looks often at first, when a run has just begun or something has just been seen, then
 * ever less often.
 */
final class Watcher {
    private static final long FIRST_PAUSE = 100_000;
    private static final long LONGEST_PAUSE = 10_000_000;

    /** When waiting tasks are to be followed, every look that comes late is time lost. */
    private static final long LONGEST_PAUSE_FOLLOWING = 200_000;

    /** On threads that do not tell who holds the lock: any wait for a lock outside the simulation is over by then. */
    private static final long PATIENCE = 1_000_000;

    private final SimulatedScheduler scheduler;
    private final Semaphore over;
    private final long longestPause;
    private final long patience;
    private final long limit = System.nanoTime() + SimulatedScheduler.REAL_TIME_LIMIT.toNanos();
    private @Nullable SimulatedTask stoodStill;
    private long stoodStillAt;
    private long stoodStillSince;

    /** @param over released when the run has ended */
    Watcher(SimulatedScheduler scheduler, Threads threads, Semaphore over) {
        this.scheduler = scheduler;
        this.over = over;
        this.patience = threads == Threads.PLATFORM ? 0 : PATIENCE;
        this.longestPause = threads == Threads.PLATFORM ? LONGEST_PAUSE_FOLLOWING : LONGEST_PAUSE;
    }

    /** Returns when the run has ended or has been given up. */
    void watch() {
        long pause = FIRST_PAUSE;
        try {
            while (!over.tryAcquire(pause, TimeUnit.NANOSECONDS)) {
                pause = look() ? FIRST_PAUSE : Math.min(2 * pause, longestPause);
                if (System.nanoTime() > limit) {
                    scheduler.giveUp("no scheduling point reached within "
                            + SimulatedScheduler.REAL_TIME_LIMIT.toSeconds() + " s of real time");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            scheduler.giveUp("interrupted");
        }
    }

    /** Whether there may soon be more to see. */
    private boolean look() {
        SimulatedTask running = scheduler.running();
        if (running == null || !standsStill(running)) {
            stoodStill = null;
            return false;
        }
        if (running != stoodStill || scheduler.steps() != stoodStillAt) {
            stoodStill = running;
            stoodStillAt = scheduler.steps();
            stoodStillSince = System.nanoTime();
            return true; // it may have been on its way
        }
        long still = System.nanoTime() - stoodStillSince;
        if (isAtLock(running) && still > patience && scheduler.standsAtLock(running)) {
            return true;
        }
        if (still > SimulatedScheduler.OUTSIDE_LIMIT.toNanos()) {
            scheduler.giveUp("task '" + running.name + "' waits at " + LockSupport.getBlocker(running.thread)
                    + " for something that no other task of the simulation can see");
        }
        return false;
    }

    private static boolean standsStill(SimulatedTask task) {
        return switch (task.thread.getState()) {
            case BLOCKED -> true;
            case WAITING -> LockSupport.getBlocker(task.thread) != task;
            default -> false;
        };
    }

    private static boolean isAtLock(SimulatedTask task) {
        return task.thread.getState() == Thread.State.BLOCKED
                || LockSupport.getBlocker(task.thread) instanceof AbstractOwnableSynchronizer;
    }
}
