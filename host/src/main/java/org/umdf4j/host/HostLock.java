package org.umdf4j.host;

import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;

/**
 * A lock that is held for a few instructions. Whoever finds it taken tries again for about as long as those take before
 * it sleeps in the queue: waking a sleeper costs a hundred times more than what the lock protects.
 *
 * <p>Any thread. Not reentrant and not fair.
 */
final class HostLock implements FrameworkLock {
    /** About a microsecond, several times what the framework does under a lock; pointless where there is one processor. */
    private static final int TRIES = Runtime.getRuntime().availableProcessors() > 1 ? 40 : 0;

    private final String name;
    private final Word word = new Word();

    /** Written by the holder. Read by any thread, without care for others: it finds itself there only if it holds. */
    private @Nullable Thread holder;

    HostLock(String name) {
        this.name = name;
    }

    @Override
    public void lock() {
        Thread self = Thread.currentThread();
        if (holder == self) {
            throw new IllegalStateException("lock '" + name + "' is not reentrant");
        }
        if (!word.tryAcquire(1)) {
            word.contend();
        }
        holder = self;
    }

    @Override
    public void unlock() {
        if (holder != Thread.currentThread()) {
            throw new IllegalMonitorStateException("lock '" + name + "' is not held by this thread");
        }
        holder = null;
        word.release(1);
    }

    @Override
    public String toString() {
        return "lock '" + name + "'";
    }

    /** 1 while the lock is held. */
    private static final class Word extends AbstractQueuedSynchronizer {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean tryAcquire(int held) {
            return compareAndSetState(0, held);
        }

        @Override
        protected boolean tryRelease(int held) {
            setState(0);
            return true;
        }

        void contend() {
            for (int tries = 0; tries < TRIES; tries++) {
                Thread.onSpinWait();
                if (getState() == 0 && tryAcquire(1)) {
                    return;
                }
            }
            acquire(1);
        }
    }
}
