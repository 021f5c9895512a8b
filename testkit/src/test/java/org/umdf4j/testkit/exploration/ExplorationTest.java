package org.umdf4j.testkit.exploration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.testkit.exploration.Exploration.Method;
import org.umdf4j.testkit.simulation.Granularity;
import org.umdf4j.testkit.simulation.SimulatedScheduler;

/** What each way to search finds, and what it says about it. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ExplorationTest {
    /** Two tasks of three steps that take turns: only so many turns break it, and each turn but two is a preemption. */
    private static Exploration breakingAfter(int turns) {
        return Exploration.of(scheduler -> scheduler.run(() -> {
                    scheduler.nothingIsShared();
                    AtomicInteger turn = new AtomicInteger();
                    scheduler.access(turn, /* write= */ true);
                    scheduler.execute("even", () -> takeTurns(scheduler, turn, 0, turns));
                    scheduler.execute("odd", () -> takeTurns(scheduler, turn, 1, turns));
                }))
                .granularity(Granularity.ENGINE);
    }

    private static void takeTurns(SimulatedScheduler scheduler, AtomicInteger turn, int first, int turns) {
        for (int mine = first; mine < first + 6; mine += 2) {
            scheduler.access(turn, /* write= */ true);
            if (turn.compareAndSet(mine, mine + 1)) {
                assertThat(turn.get()).as("turns").isLessThan(turns);
            }
        }
    }

    @Test
    void faultsThatNeedOneTwoAndThreePreemptionsAreFoundWithThatManyAndNotWithLess() {
        for (int preemptions = 1; preemptions <= 3; preemptions++) {
            int turns = preemptions + 2;
            ExplorationResult less =
                    breakingAfter(turns).preemptions(preemptions - 1).explore();
            assertThat(less.finding()).as("%d preemptions", preemptions - 1).isEmpty();
            assertThat(less.exhaustive()).isTrue();
            assertThat(breakingAfter(turns).preemptions(preemptions).explore().finding())
                    .as("%d preemptions", preemptions)
                    .isPresent();
            assertThat(breakingAfter(turns).method(Method.REDUCED).explore().finding())
                    .as("reduced, %d preemptions needed", preemptions)
                    .isPresent();
            assertThat(breakingAfter(turns)
                            .method(Method.RANDOM)
                            .schedules(5_000)
                            .explore()
                            .finding())
                    .as("random, %d preemptions needed", preemptions)
                    .isPresent();
        }
    }

    @Test
    void aFindingIsAsSmallAsItCanBeAndRepeats() {
        Finding finding =
                breakingAfter(4).method(Method.RANDOM).explore().finding().orElseThrow();
        assertThat(finding.schedule().split(",", -1)).as(finding.schedule()).hasSizeLessThanOrEqualTo(3);
        assertThatThrownBy(() -> breakingAfter(4).replay(finding.schedule()).run())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("even: start")
                .hasMessageContaining("replay = \"" + finding.schedule() + "\"");
    }

    @Test
    void whatWasTriedIsSaid() {
        assertThat(breakingAfter(9).explore().summary()).contains(" schedules, all of them (");
        assertThat(breakingAfter(9).preemptions(1).explore().summary()).contains("all with at most 1 preemptions");
        assertThat(breakingAfter(9).schedules(5).explore().summary())
                .startsWith("explored 5 schedules, not exhaustive: 3 in order until the budget ended, 2 random");
    }

    @Test
    void aScenarioThatDoesNotRepeatIsToldSo() {
        AtomicInteger runs = new AtomicInteger();
        Exploration exploration = Exploration.of(scheduler -> scheduler.run(() -> {
            int tasks = 1 + runs.getAndIncrement() % 3;
            for (int i = 0; i < tasks; i++) {
                scheduler.execute("t" + i, () -> scheduler.point("here"));
            }
        }));
        assertThat(exploration.explore().finding().orElseThrow().failure()).hasMessageContaining("does not repeat");
    }
}
