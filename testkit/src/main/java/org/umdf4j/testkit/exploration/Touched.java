package org.umdf4j.testkit.exploration;

import java.util.BitSet;
import org.umdf4j.testkit.simulation.Step;
import org.umdf4j.testkit.simulation.Step.Access;

/**
 * What a step touched, as numbers of objects.
 *
 * @param changed objects it may have changed, locks it took included
 * @param looked objects it looked at
 * @param taken the locks among {@code changed}
 * @param given locks it gave back
 * @param sent signals it gave
 * @param got signals that made it possible
 */
record Touched(BitSet changed, BitSet looked, BitSet taken, BitSet given, BitSet sent, BitSet got, boolean afterAll) {
    /** A step of which nothing is known. */
    static final Touched EVERYTHING = new Touched(
            new BitSet(), new BitSet(), new BitSet(), new BitSet(), new BitSet(), new BitSet(), /* afterAll= */ true);

    static Touched of(Step step, Names objects) {
        Touched touched = new Touched(
                new BitSet(), new BitSet(), new BitSet(), new BitSet(), new BitSet(), new BitSet(), step.afterAll());
        for (Access access : step.accesses()) {
            touched.add(objects.numberOf(access.object()), access.kind());
        }
        return touched;
    }

    private void add(int object, Step.Kind kind) {
        switch (kind) {
            case READ -> looked.set(object);
            case WRITE -> changed.set(object);
            case LOCK -> {
                changed.set(object);
                taken.set(object);
            }
            case UNLOCK -> given.set(object);
            case SIGNAL -> sent.set(object);
            case RECEIVE -> got.set(object);
        }
    }

    /** Whether the two cannot change places, or not without a difference. */
    boolean conflictsWith(Touched other) {
        return afterAll
                || other.afterAll
                || changed.intersects(other.changed)
                || changed.intersects(other.looked)
                || looked.intersects(other.changed);
    }
}
