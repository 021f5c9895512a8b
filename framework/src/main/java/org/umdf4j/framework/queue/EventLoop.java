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
 * <p>A thread that changed the queue calls {@link #run} afterwards, with no lock held. If another thread is inside a
 * callback of the queue the work is left to it (DSP-10): it looks again when its callback has returned. A thread that is
 * inside a step of this queue itself never starts another one on top of it (DSP-5): its outer frame looks again. A step
 * that enters the driver first needs the callback lock; while somebody else has that, the loop leaves itself behind
 * there.
 */
final class EventLoop {
    /** The decisions, made by the queue with its lock held. */
    interface Steps {
        /** Whether {@link #nextLocked} would answer with a step that calls the driver. */
        boolean isCallbackDueLocked();

        /** The next step, taken out of the lists it concerns; null if nothing is due. */
        @Nullable
        Step nextLocked();
    }

    private final Scheduler scheduler;
    private final FrameworkLock lock;
    private final Steps steps;
    private final @Nullable CallbackLock callbackLock;
    private final Runnable continuation = this::continueLocked;

    /** The threads inside a step. A handful at most, so a list is searched faster than a set. */
    @GuardedBy("lock")
    private final ArrayList<Thread> inside = new ArrayList<>(2);

    /** What each of {@link #inside} is doing, at the same index. */
    @GuardedBy("lock")
    private final ArrayList<Step> performing = new ArrayList<>(2);

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
            int at = inside.indexOf(Thread.currentThread());
            return at >= 0 && performing.get(at).delivery();
        } finally {
            lock.unlock();
        }
    }

    /** Whether this thread is inside a callback of the queue. Without the lock. */
    boolean isInCallback() {
        lock.lock();
        try {
            int index = inside.indexOf(Thread.currentThread());
            return index >= 0 && performing.get(index).callsDriver();
        } finally {
            lock.unlock();
        }
    }

    /** The callbacks that are running now, with their requests. Any thread, without the lock. */
    List<String> runningCallbacks() {
        lock.lock();
        try {
            return performing.stream()
                    .filter(Step::callsDriver)
                    .map(Step::describe)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the calling thread is in a callback of the queue. Without the lock. */
    boolean isCallbackHere() {
        lock.lock();
        try {
            for (int i = 0; i < inside.size(); i++) {
                if (inside.get(i) == Thread.currentThread() && performing.get(i).callsDriver()) {
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs steps until nothing is due.
     *
     * @param arrival whether a new request has come: only then this thread works beside another inside a callback
     */
    void run(boolean arrival) {
        boolean mayShare = arrival;
        while (true) {
            boolean needsCallbackLock;
            @Nullable Step step = null;
            lock.lock();
            try {
                if ((inCallback > 0 && !mayShare) || inside.contains(Thread.currentThread())) {
                    return;
                }
                needsCallbackLock = callbackLock != null && steps.isCallbackDueLocked();
                if (needsCallbackLock) {
                    if (deferred) {
                        return;
                    }
                    deferred = true;
                } else {
                    step = takeLocked();
                }
            } finally {
                lock.unlock();
            }
            if (needsCallbackLock) {
                if (!enterAndStep()) {
                    return;
                }
            } else if (step == null) {
                return;
            } else {
                perform(step);
            }
            mayShare = true; // this thread has just been the busy one
        }
    }

    /** One callback under the callback lock; false if that is taken and the loop will go on from there. */
    private boolean enterAndStep() {
        if (callbackLock == null || !callbackLock.enterOrDefer(continuation)) {
            return false;
        }
        try {
            stepHoldingCallbackLock();
        } finally {
            callbackLock.exit();
        }
        return true;
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
            @Nullable Step step;
            lock.lock();
            try {
                deferred = false;
                step = takeLocked();
            } finally {
                lock.unlock();
            }
            if (step == null) {
                return;
            }
            perform(step);
            calledDriver = step.callsDriver();
        }
    }

    @GuardedBy("lock")
    private @Nullable Step takeLocked() {
        Step step = steps.nextLocked();
        if (step != null) {
            inside.add(Thread.currentThread());
            performing.add(step);
            inCallback += step.callsDriver() ? 1 : 0;
        }
        return step;
    }

    private void perform(Step step) {
        if (step.callsDriver()) {
            scheduler.point("callback.begin", step);
        }
        try {
            step.action().run();
        } finally {
            if (step.callsDriver()) {
                scheduler.point("callback.end", step);
            }
            lock.lock();
            try {
                int index = inside.indexOf(Thread.currentThread());
                inside.remove(index);
                performing.remove(index);
                inCallback -= step.callsDriver() ? 1 : 0;
            } finally {
                lock.unlock();
            }
        }
    }
}
