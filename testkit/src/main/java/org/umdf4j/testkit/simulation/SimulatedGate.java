package org.umdf4j.testkit.simulation;

import org.umdf4j.framework.scheduler.Gate;

/** A gate of the simulation. */
final class SimulatedGate implements Gate {
    private final SimulatedScheduler scheduler;
    private final String name;
    private final String object;

    /** Volatile only for those who look after the run, from outside. */
    private volatile boolean open;

    /** @param object what it is called in a {@link Step} */
    SimulatedGate(SimulatedScheduler scheduler, String name, String object) {
        this.scheduler = scheduler;
        this.name = name;
        this.object = object;
    }

    String name() {
        return name;
    }

    /** {@link #isOpen} for the scheduler itself, whose look is no access. */
    boolean opened() {
        return open;
    }

    @Override
    public void open() {
        SimulatedTask self = scheduler.self();
        open = true;
        scheduler.footprint().add(object, Step.Kind.WRITE);
        scheduler.footprint().add(object, Step.Kind.SIGNAL);
        scheduler.step(self, "open " + name);
    }

    @Override
    public void await() {
        await(Waiting.NEVER, scheduler.self());
    }

    @Override
    public boolean await(long timeoutNanos) {
        long deadline = scheduler.nanoTime() + Math.max(0, timeoutNanos);
        // A sum past the end of time is no deadline at all.
        return await(deadline < 0 ? Waiting.NEVER : deadline, scheduler.self());
    }

    private boolean await(long deadline, SimulatedTask self) {
        scheduler.requireNoLock(self, "waits for gate '" + name + "'");
        scheduler.block(self, "await " + name, new Waiting.ForGate(this, deadline));
        scheduler.footprint().add(object, Step.Kind.RECEIVE);
        if (deadline != Waiting.NEVER) {
            scheduler.footprint().add(object, Step.Kind.READ); // it may open between the deadline and here
        }
        return open;
    }

    @Override
    public boolean isOpen() {
        if (scheduler.isOwnTask()) {
            scheduler.footprint().add(object, Step.Kind.READ);
        }
        return open;
    }
}
