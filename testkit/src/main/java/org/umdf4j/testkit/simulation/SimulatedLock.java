package org.umdf4j.testkit.simulation;

import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;

/** A lock that knows its owner and whose misuse ends the run. */
final class SimulatedLock implements FrameworkLock {
    private final SimulatedScheduler scheduler;
    private final String name;
    private final String object;
    private @Nullable SimulatedTask owner;

    /** @param object what it is called in a {@link Step} */
    SimulatedLock(SimulatedScheduler scheduler, String name, String object) {
        this.scheduler = scheduler;
        this.name = name;
        this.object = object;
    }

    boolean isFree() {
        return owner == null;
    }

    @Override
    public void lock() {
        if (scheduler.isObserved()) {
            return;
        }
        SimulatedTask self = scheduler.self();
        if (owner == self) {
            throw scheduler.fail(
                    "lock misuse", "task '" + self.name + "' locks " + this + " which it already holds", null);
        }
        scheduler.lockPoint(self, "lock " + name, new Waiting.ForLock(this));
        owner = self;
        scheduler.footprint().add(object, Step.Kind.LOCK);
        self.held.add(this);
    }

    @Override
    public void unlock() {
        if (scheduler.isObserved()) {
            return;
        }
        SimulatedTask self = scheduler.self();
        if (owner != self) {
            throw scheduler.fail(
                    "lock misuse", "task '" + self.name + "' unlocks " + this + " which it does not hold", null);
        }
        owner = null;
        self.held.remove(this);
        scheduler.footprint().add(object, Step.Kind.UNLOCK);
        scheduler.lockPoint(self, "unlock " + name, SimulatedTask.NOTHING);
    }

    @Override
    public String toString() {
        return "lock '" + name + "'" + (owner == null ? "" : " held by '" + owner.name + "'");
    }
}
