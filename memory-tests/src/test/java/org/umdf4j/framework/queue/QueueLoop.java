package org.umdf4j.framework.queue;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.umdf4j.framework.callback.CallbackLock;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.memory.Workbench;

/** A queue's event loop and the callback lock: no fact that is posted is lost, no two callbacks overlap. */
public final class QueueLoop {
    private QueueLoop() {}

    /** A queue on which facts are posted; each is one callback. */
    static final class Posted implements EventLoop.Steps {
        private final FrameworkLock lock = Workbench.SCHEDULER.newLock("queue");
        private final EventLoop loop;
        private int due;

        /** Without a lock of its own: that of the loop, or the callback lock, has to make it safe. */
        private int performed;

        private final Step perform = Step.callback("OnRead", _ -> performed++);

        Posted(@Nullable CallbackLock callbackLock) {
            loop = new EventLoop(Workbench.calls(), lock, this, callbackLock);
        }

        void post(boolean arrival) {
            lock.lock();
            due++;
            lock.unlock();
            loop.run(arrival);
        }

        /** What has been performed, looked at under the lock, as the queue itself does. */
        int performed() {
            lock.lock();
            try {
                return performed;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public boolean isCallbackDueLocked() {
            return due > 0;
        }

        @Override
        public boolean nextLocked(Turn turn) {
            if (due == 0 || !loop.isQuietLocked()) {
                return false;
            }
            due--;
            return turn.takes(perform);
        }
    }

    /** DSP-10: what is posted beside a running callback is found when that has returned. */
    @JCStressTest
    @Outcome(id = "2", expect = ACCEPTABLE, desc = "both performed")
    @State
    public static class TwoFacts {
        private final Posted queue = new Posted(null);

        @Actor
        public void arrival() {
            queue.post(true);
        }

        @Actor
        public void completion() {
            queue.post(false);
        }

        @Arbiter
        public void performed(I_Result result) {
            result.r1 = queue.performed();
        }
    }

    /** LCK-1: two queues of a device never call the driver at once, and neither forgets to. */
    @JCStressTest
    @Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "all performed, one after another")
    @State
    public static class TwoQueuesUnderOneCallbackLock {
        private final CallbackLock callbackLock = new CallbackLock(Workbench.SCHEDULER, "device");
        private final Counting one = new Counting();
        private final Counting other = new Counting();
        private int inside;

        /** Two callbacks at once, or one that never came, show in the sum. */
        private final class Counting implements EventLoop.Steps {
            private final FrameworkLock lock = Workbench.SCHEDULER.newLock("queue");
            private final EventLoop loop = new EventLoop(Workbench.calls(), lock, this, callbackLock);
            private final Step enter = Step.callback("OnRead", _ -> inside++);
            private int due;

            void post() {
                lock.lock();
                due++;
                lock.unlock();
                loop.run(true);
            }

            @Override
            public boolean isCallbackDueLocked() {
                return due > 0;
            }

            @Override
            public boolean nextLocked(Turn turn) {
                if (due == 0) {
                    return false;
                }
                due--;
                return turn.takes(enter);
            }
        }

        @Actor
        public void one(II_Result result) {
            one.post();
            result.r1++;
        }

        @Actor
        public void other(II_Result result) {
            other.post();
            result.r2++;
        }

        @Arbiter
        public void performed(II_Result result) {
            // What is left behind at the callback lock runs on the thread that holds it, before its actor ends.
            callbackLock.acquire();
            result.r1 += result.r2;
            result.r2 = inside;
            callbackLock.release();
        }
    }
}
