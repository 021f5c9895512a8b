package org.umdf4j.testkit.simulation;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.umdf4j.testkit.simulation.Step.Access;
import org.umdf4j.testkit.simulation.Step.Kind;

/** Collects what the step in progress touches. */
final class Footprint {
    /** All that drivers and tests keep for themselves, as one object. */
    private static final String FOREIGN = "code of drivers and test";

    private final boolean wanted;
    private final IdentityHashMap<Object, String> names = new IdentityHashMap<>();
    private List<Access> accesses = new ArrayList<>();
    private boolean afterAll;

    /** @param wanted whether anybody asks for steps */
    Footprint(boolean wanted) {
        this.wanted = wanted;
    }

    boolean isWanted() {
        return wanted;
    }

    void add(String object, Kind kind) {
        if (wanted) {
            accesses.add(new Access(object, kind));
        }
    }

    /** An object that is not of the simulation. Its name comes from the task that touches it first, its maker. */
    void addShared(SimulatedTask toucher, Object object, Kind kind) {
        if (wanted) {
            accesses.add(new Access(names.computeIfAbsent(object, _ -> toucher.newObject()), kind));
        }
    }

    void addForeign() {
        add(FOREIGN, Kind.WRITE);
    }

    /** The next step could only happen because nothing else could. */
    void nothingElseCould() {
        afterAll = true;
    }

    /** Forgets what has been touched; what comes now comes after all of it. */
    void drop() {
        accesses = new ArrayList<>();
        afterAll = true;
    }

    /** The step has ended; the next begins. */
    Step take(String task) {
        Step step = new Step(task, afterAll, accesses);
        accesses = new ArrayList<>();
        afterAll = false;
        return step;
    }
}
