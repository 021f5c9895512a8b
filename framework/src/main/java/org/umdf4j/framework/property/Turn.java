package org.umdf4j.framework.property;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/** Lets one thread at a time do something that blocks, in the order they came. A framework lock may not be held so long. */
final class Turn {
    private final Scheduler scheduler;
    private final FrameworkLock lock;

    @GuardedBy("lock")
    private final ArrayDeque<Gate> waiting = new ArrayDeque<>();

    @GuardedBy("lock")
    private boolean taken;

    Turn(Scheduler scheduler, String what) {
        this.scheduler = scheduler;
        this.lock = scheduler.newLock("turns of " + what);
    }

    /** Something that may fail. */
    interface Work<T> {
        T run();
    }

    /** Does {@code work} when everybody before has done theirs. Not reentrant. */
    <T> T take(Work<T> work) {
        @Nullable Gate turn = await();
        if (turn != null) {
            turn.await();
        }
        try {
            return work.run();
        } finally {
            pass();
        }
    }

    private @Nullable Gate await() {
        lock.lock();
        try {
            if (!taken) {
                taken = true;
                return null;
            }
            Gate turn = scheduler.newGate("turn at a property store");
            waiting.add(turn);
            return turn;
        } finally {
            lock.unlock();
        }
    }

    private void pass() {
        @Nullable Gate next;
        lock.lock();
        try {
            next = waiting.poll();
            taken = next != null;
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.open();
        }
    }
}
