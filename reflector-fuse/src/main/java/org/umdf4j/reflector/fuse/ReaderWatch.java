package org.umdf4j.reflector.fuse;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that looks after a {@link ReaderCrew} while none of it waits for a request: are the readers at work, or blocked
 * in callbacks? It sleeps while one waits, so an idle device costs nothing.
 */
final class ReaderWatch {
    /** Far longer than a request takes that does not block, and soon enough for a program behind one that does. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ReaderCrew crew;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean stopped;

    ReaderWatch(ReaderCrew crew) {
        this.crew = crew;
        thread = Thread.ofPlatform().name("umdf4j-fuse-watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** Nobody waits for a request any more. */
    void lookSoon() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!stopped) {
            sleepWhileServed();
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            if (!stopped && !crew.isServed()) {
                crew.relieve();
            }
        }
    }

    private void sleepWhileServed() {
        // Said before the look: a reader that leaves after it sees that somebody must be woken.
        asleep = true;
        while (!stopped && asleep && crew.isServed()) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
