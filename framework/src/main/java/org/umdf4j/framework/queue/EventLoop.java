package org.umdf4j.framework.queue;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.callback.CallbackLock;
import org.umdf4j.framework.callback.DriverCalls;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * Runs one queue's steps: decides which thread does, and brings the callback lock and the queue's lock together.
 *
 * <p>A thread that changes the queue asks {@link #nextLocked} before it gives the lock back and {@link #take takes} the
 * turn it gets afterwards, or calls {@link #run} with no lock held. If another thread is inside a callback of the queue
 * the work is left to it (DSP-10): it looks again when its callback has returned. A thread that is inside a step of this
 * queue itself never starts another one on top of it (DSP-5): its outer frame looks again. A step that enters the driver
 * first needs the callback lock; while somebody else has that, the loop leaves itself behind there.
 *
 * <p>The lock is taken once between two steps: whoever gives a turn back takes the next one.
 */
final class EventLoop {
    /** The decisions, made by the queue with its lock held. */
    interface Steps {
        /** Whether {@link #nextLocked} would answer with a step that calls the driver. */
        boolean isCallbackDueLocked();

        /**
         * Puts the next step into {@code turn}, taken out of the lists it concerns.
         *
         * @return false if nothing is due
         */
        boolean nextLocked(Turn turn);
    }

    private final Scheduler scheduler;
    private final FrameworkLock lock;
    private final Steps steps;
    private final @Nullable CallbackLock callbackLock;
    private final Runnable continuation = this::continueLocked;

    /** Stands for a turn at the callback lock: what is due is decided when that is held. */
    private final Turn atCallbackLock = new Turn();

    /** The turns of the threads inside a step, linked. A handful at most, so a list is searched faster than a set. */
    @GuardedBy("lock")
    private @Nullable Turn inside;

    /** Turns that are over, to be used again, linked. As many as there were threads at once. */
    @GuardedBy("lock")
    private @Nullable Turn spare;

    /** How many of {@link #inside} are in driver code. */
    @GuardedBy("lock")
    private int inCallback;

    /** Whether {@link #continuation} waits for the callback lock. */
    @GuardedBy("lock")
    private boolean deferred;

    EventLoop(DriverCalls calls, FrameworkLock lock, Steps steps, @Nullable CallbackLock callbackLock) {
        this.scheduler = calls.scheduler();
        this.lock = lock;
        this.steps = steps;
        this.callbackLock = callbackLock;
    }

    /** Whether no thread is inside a callback of the queue. The queue's lock is held. */
    @SuppressWarnings("GuardedBy") // the queue's lock is this lock; the checker cannot know
    boolean isQuietLocked() {
        return inCallback == 0;
    }

    /** Whether the calling thread is in a request handler of the queue. Without the lock. */
    boolean isInHandler() {
        lock.lock();
        try {
            Turn turn = turnHereLocked();
            return turn != null && turn.step().delivery();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the calling thread is in a callback of the queue. Without the lock. */
    boolean isInCallback() {
        lock.lock();
        try {
            Turn turn = turnHereLocked();
            return turn != null && turn.step().callsDriver();
        } finally {
            lock.unlock();
        }
    }

    /** The callbacks that are running now, with their requests. Any thread, without the lock. */
    List<String> runningCallbacks() {
        var running = new ArrayList<String>();
        lock.lock();
        try {
            for (Turn turn = inside; turn != null; turn = turn.next) {
                if (turn.step().callsDriver()) {
                    running.addFirst(turn.describe());
                }
            }
        } finally {
            lock.unlock();
        }
        return running;
    }

    /** The turn of the calling thread; null if it is in none. */
    @GuardedBy("lock")
    private @Nullable Turn turnHereLocked() {
        Turn turn = inside;
        while (turn != null && turn.thread != Thread.currentThread()) {
            turn = turn.next;
        }
        return turn;
    }

    /** Runs steps until nothing is due. As {@link #nextLocked}, without the lock. */
    void run(boolean arrival) {
        Turn turn;
        lock.lock();
        try {
            turn = nextLocked(arrival);
        } finally {
            lock.unlock();
        }
        take(turn);
    }

    /**
     * After a change, with the queue's lock still held: the turn that the caller {@link #take takes} when it has given the
     * lock back.
     *
     * @param arrival whether a new request has come: only then this thread works beside another inside a callback
     * @return null if nothing is due, or another thread sees to it
     */
    @SuppressWarnings("GuardedBy") // the queue's lock is this lock; the checker cannot know
    @Nullable
    Turn nextLocked(boolean arrival) {
        if ((inCallback > 0 && !arrival) || isInsideLocked()) {
            return null;
        }
        return nextTurnLocked();
    }

    @GuardedBy("lock")
    private boolean isInsideLocked() {
        return turnHereLocked() != null;
    }

    /** The next turn of a thread that is in none. */
    @GuardedBy("lock")
    private @Nullable Turn nextTurnLocked() {
        if (callbackLock == null || !steps.isCallbackDueLocked()) {
            return enterLocked();
        }
        if (deferred) {
            return null;
        }
        deferred = true;
        return atCallbackLock;
    }

    /** Takes a turn and goes on until nothing is due. Without the lock. */
    void take(@Nullable Turn first) {
        Turn turn = first;
        while (turn != null) {
            turn = turn == atCallbackLock ? takeAtCallbackLock() : perform(turn, /* goesOn= */ true);
        }
    }

    /**
     * One callback under the callback lock.
     *
     * @return the next turn; null also if the lock is taken, and the loop will go on from there
     */
    private @Nullable Turn takeAtCallbackLock() {
        if (callbackLock == null || !callbackLock.enterOrDefer(continuation)) {
            return null;
        }
        try {
            stepHoldingCallbackLock();
        } finally {
            callbackLock.exit();
        }
        lock.lock();
        try {
            return nextTurnLocked();
        } finally {
            lock.unlock();
        }
    }

    /** What was left behind at the callback lock, on whatever thread passes it on. */
    private void continueLocked() {
        stepHoldingCallbackLock();
        run(/* arrival= */ true); // a further callback queues up behind what else waits for the lock
    }

    /** Steps up to and including one that calls the driver. */
    private void stepHoldingCallbackLock() {
        boolean calledDriver = false;
        while (!calledDriver) {
            Turn turn;
            lock.lock();
            try {
                deferred = false;
                turn = enterLocked();
            } finally {
                lock.unlock();
            }
            if (turn == null) {
                return;
            }
            calledDriver = turn.step().callsDriver();
            var _ = perform(turn, /* goesOn= */ false);
        }
    }

    /** The next step as a turn of the calling thread; null if nothing is due. */
    @GuardedBy("lock")
    private @Nullable Turn enterLocked() {
        Turn turn = spare == null ? new Turn() : spare;
        Turn others = turn.next;
        if (!steps.nextLocked(turn)) {
            spare = turn;
            return null;
        }
        spare = others;
        turn.thread = Thread.currentThread();
        turn.next = inside;
        inside = turn;
        inCallback += turn.step().callsDriver() ? 1 : 0;
        return turn;
    }

    @GuardedBy("lock")
    private void leaveLocked(Turn turn) {
        inCallback -= turn.step().callsDriver() ? 1 : 0;
        if (inside == turn) {
            inside = turn.next;
        } else {
            Turn before = inside;
            while (before != null && before.next != turn) {
                before = before.next;
            }
            if (before == null) {
                throw new IllegalStateException("a turn that nobody has taken");
            }
            before.next = turn.next;
        }
        turn.clear();
        turn.next = spare;
        spare = turn;
    }

    /**
     * Does what a turn is for and gives it back.
     *
     * @param goesOn whether the thread takes the next turn, although others may be inside callbacks: it has just been the
     *     busy one
     */
    private @Nullable Turn perform(Turn turn, boolean goesOn) {
        boolean callsDriver = turn.step().callsDriver();
        boolean returned = false;
        Turn next;
        if (callsDriver) {
            scheduler.point("callback.begin", turn);
        }
        try {
            turn.run();
            returned = true;
        } finally {
            if (callsDriver) {
                scheduler.point("callback.end", turn);
            }
            lock.lock();
            try {
                leaveLocked(turn);
                next = returned && goesOn ? nextTurnLocked() : null;
            } finally {
                lock.unlock();
            }
        }
        return next;
    }
}
