package org.umdf4j.testkit.simulation;

import org.umdf4j.framework.scheduler.Gate;

/** A gate of the simulation. */
final class SimulatedGate implements Gate {
    private final SimulatedScheduler scheduler;
    private final String name;

    /** Volatile only for those who look after the run, from outside. */
    private volatile boolean open;

    SimulatedGate(SimulatedScheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
    }

    String name() {
        return name;
    }

    @Override
    public void open() {
        SimulatedTask self = scheduler.self();
        open = true;
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
        return open;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
