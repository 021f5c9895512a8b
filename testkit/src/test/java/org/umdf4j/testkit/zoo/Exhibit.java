package org.umdf4j.testkit.zoo;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.exploration.Exploration;
import org.umdf4j.testkit.exploration.Finding;

/**
 * One fault of the zoo.
 *
 * @param fault what is wrong, in words
 * @param caughtBy what has to catch it
 * @param faulty the driver that has it
 * @param mended the same driver without it
 * @param test what its author might have written, on a new bench and driver each time
 */
record Exhibit<D extends SmallDriver>(
        String fault,
        CaughtBy caughtBy,
        Supplier<? extends D> faulty,
        Supplier<? extends D> mended,
        BiConsumer<DriverBench, D> test) {

    /** What a finding has to be. */
    sealed interface CaughtBy {
        boolean matches(Finding finding);

        /** The verifier. */
        record Rule(String id) implements CaughtBy {
            @Override
            public boolean matches(Finding finding) {
                return finding.kind().equals("rule " + id);
            }
        }

        /** Somebody waits for ever, and the headline says by which rule. */
        record Hang(String rule) implements CaughtBy {
            @Override
            public boolean matches(Finding finding) {
                String headline = String.valueOf(finding.failure().getMessage())
                        .lines()
                        .findFirst()
                        .orElse("");
                return (finding.kind().equals("deadlock") || finding.kind().equals("rule HOST-1"))
                        && headline.contains(rule + ":");
            }
        }

        /** One of the bench's own checks. */
        record Check(String name) implements CaughtBy {
            @Override
            public boolean matches(Finding finding) {
                return finding.kind().equals(name);
            }
        }

        /** Tasks keep each other busy for ever. */
        record NoEnd() implements CaughtBy {
            @Override
            public boolean matches(Finding finding) {
                return finding.kind().equals("no end");
            }
        }

        /** An assertion of the test that says this. */
        record Assertion(String about) implements CaughtBy {
            @Override
            public boolean matches(Finding finding) {
                return String.valueOf(finding.failure().getMessage()).contains("[" + about + "]");
            }
        }
    }

    Exploration explore(Supplier<? extends D> driver) {
        return DriverBench.explore(bench -> test.accept(bench, driver.get()));
    }

    @Override
    public String toString() {
        return fault;
    }
}
