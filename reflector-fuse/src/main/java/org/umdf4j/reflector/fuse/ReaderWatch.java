package org.umdf4j.reflector.fuse;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that looks, while none of a crew waits for a request, whether the crew is at work or blocked in callbacks. It
 * sleeps while one has been waiting for a while, so an idle device costs nothing.
 */
final class ReaderWatch {
    /** Threads that serve requests. */
    interface Crew {
        /** Whether one of them waits for a request, or no other could. */
        boolean isServed();

        /** Adds threads for those that are blocked. */
        void relieve();
    }

    /** Far longer than a request takes that does not block, and soon enough for a program behind one that does. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** So often somebody waits before the watch sleeps: to be woken costs a request more than a look. */
    private static final int LOOKS = 20;

    private final Crew crew;
    private final Thread thread;
    private volatile boolean asleep;
    private volatile boolean stopped;

    ReaderWatch(Crew crew) {
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
        int served = LOOKS;
        while (!stopped) {
            if (served >= LOOKS) {
                sleepWhileServed();
                served = 0;
            }
            LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
            if (!stopped && crew.isServed()) {
                served++;
            } else if (!stopped) {
                served = 0;
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
