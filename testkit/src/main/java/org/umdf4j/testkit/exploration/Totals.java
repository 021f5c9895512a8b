package org.umdf4j.testkit.exploration;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What all explorations of this process have come to so far.
 *
 * @param explorations how many there were
 * @param exhaustive how many of them have tried all that can make a difference, within what they were told
 * @param schedules how many schedules they have run
 * @param pruned how many they have left out because they cannot differ from others
 * @param findings how many of them have found a schedule that breaks its scenario
 */
public record Totals(long explorations, long exhaustive, long schedules, long pruned, long findings) {
    private static final AtomicReference<Totals> SO_FAR = new AtomicReference<>(new Totals(0, 0, 0, 0, 0));

    /** Of all explorations that have ended. Any thread. */
    public static Totals soFar() {
        return SO_FAR.get();
    }

    static void add(ExplorationResult result) {
        SO_FAR.updateAndGet(before -> new Totals(
                before.explorations + 1,
                before.exhaustive + (result.exhaustive() ? 1 : 0),
                before.schedules + result.schedules(),
                before.pruned + result.pruned(),
                before.findings + (result.finding().isPresent() ? 1 : 0)));
    }

    /** One line. */
    @Override
    public String toString() {
        return "%,d explorations, %,d of them exhaustive: %,d schedules, %,d pruned, %,d findings"
                .formatted(explorations, exhaustive, schedules, pruned, findings);
    }
}
