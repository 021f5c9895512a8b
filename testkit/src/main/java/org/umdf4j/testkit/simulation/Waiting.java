package org.umdf4j.testkit.simulation;

/** What a task waits for. */
sealed interface Waiting {
    /** A deadline that never comes. */
    long NEVER = Long.MAX_VALUE;

    /** Whether the task can go on at this virtual time. */
    boolean isOver(long now);

    /** When the clock alone ends the wait. */
    default long deadline() {
        return NEVER;
    }

    /** For a report: "waits for …", or "can run". */
    String describe();

    /** Nothing: the task can run. */
    record Nothing() implements Waiting {
        @Override
        public boolean isOver(long now) {
            return true;
        }

        @Override
        public String describe() {
            return "can run";
        }
    }

    /** A lock somebody else holds. */
    record ForLock(SimulatedLock lock) implements Waiting {
        @Override
        public boolean isOver(long now) {
            return lock.isFree();
        }

        @Override
        public String describe() {
            return "waits for " + lock;
        }
    }

    /**
     * A lock that the driver took by itself and another task has. The wait ends when the virtual machine ends it, which
     * {@link DriverLocks#settle} sees.
     *
     * @param lock the class of the object
     */
    record ForDriverLock(String lock, SimulatedTask owner) implements Waiting {
        @Override
        public boolean isOver(long now) {
            return false;
        }

        @Override
        public String describe() {
            return "waits for " + DriverLocks.readable(lock) + " that task '" + owner.name + "' holds";
        }
    }

    /** A closed gate, perhaps not for ever. */
    record ForGate(SimulatedGate gate, long deadline) implements Waiting {
        @Override
        public boolean isOver(long now) {
            return gate.opened() || now >= deadline;
        }

        @Override
        public String describe() {
            return "waits for gate '" + gate.name() + "'" + (deadline == NEVER ? "" : " until " + deadline + " ns");
        }
    }

    /** All others to be blocked; the scheduler decides that. */
    record ForQuiet() implements Waiting {
        @Override
        public boolean isOver(long now) {
            return false;
        }

        @Override
        public String describe() {
            return "waits until nobody else can run";
        }
    }
}
