package org.umdf4j.testkit.simulation;

import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;

/** A lock that knows its owner and whose misuse ends the run. */
final class SimulatedLock implements FrameworkLock {
    private final SimulatedScheduler scheduler;
    private final String name;
    private @Nullable SimulatedTask owner;

    SimulatedLock(SimulatedScheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
    }

    boolean isFree() {
        return owner == null;
    }

    @Override
    public void lock() {
        SimulatedTask self = scheduler.self();
        if (owner == self) {
            throw scheduler.fail("task '" + self.name + "' locks " + this + " which it already holds", null);
        }
        scheduler.block(self, "lock " + name, new Waiting.ForLock(this));
        owner = self;
        self.held.add(this);
    }

    @Override
    public void unlock() {
        SimulatedTask self = scheduler.self();
        if (owner != self) {
            throw scheduler.fail("task '" + self.name + "' unlocks " + this + " which it does not hold", null);
        }
        owner = null;
        self.held.remove(this);
        scheduler.step(self, "unlock " + name);
    }

    @Override
    public String toString() {
        return "lock '" + name + "'" + (owner == null ? "" : " held by '" + owner.name + "'");
    }
}
