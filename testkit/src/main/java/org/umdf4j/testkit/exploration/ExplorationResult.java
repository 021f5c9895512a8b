package org.umdf4j.testkit.exploration;

import java.util.Optional;

/**
 * What a search has found.
 *
 * @param schedules how many runs it took, without those that were broken off
 * @param pruned how many schedules were left out or broken off because they cannot differ from others
 * @param coverage which schedules these were, in words
 * @param exhaustive whether they stand for all there are
 * @param finding the first schedule that breaks the scenario, as small as it could be made; empty if none does
 */
public record ExplorationResult(
        long schedules, long pruned, String coverage, boolean exhaustive, Optional<Finding> finding) {
    /** One line: {@code "explored 1,204 schedules, all of them (3,310 pruned)"}. */
    public String summary() {
        return "explored %,d schedules, %s (%,d pruned)".formatted(schedules, coverage, pruned);
    }
}
