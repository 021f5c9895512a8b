package org.umdf4j.memory;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.umdf4j.framework.scheduler.FrameworkLock;

/** The framework's lock as the host implements it. */
public final class FrameworkLocks {
    private FrameworkLocks() {}

    /** What two threads do under one lock, twice each, happens one after the other, and each sees what came before. */
    @JCStressTest
    @Outcome(id = "4", expect = ACCEPTABLE, desc = "nothing is lost")
    @State
    public static class Exclusion {
        private final FrameworkLock lock = Workbench.SCHEDULER.newLock("counter");
        private int count;

        private void add() {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }

        @Actor
        public void one() {
            add();
            add();
        }

        @Actor
        public void other() {
            add();
            add();
        }

        @Arbiter
        public void counted(I_Result result) {
            result.r1 = count;
        }
    }
}
