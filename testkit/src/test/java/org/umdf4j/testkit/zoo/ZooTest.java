package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.umdf4j.testkit.exploration.ExplorationResult;
import org.umdf4j.testkit.exploration.Finding;

/** Every fault of the zoo is found, named and can be repeated; without it the driver passes the same test. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ZooTest {
    /** As with {@link org.umdf4j.testkit.Explore}. */
    private static final long TIMES = Long.getLong("umdf4j.explore", 1);

    private static final long SCHEDULES = 3_000 * TIMES;
    private static final Duration TIME = Duration.ofSeconds(3 * TIMES);

    static Stream<Exhibit<?>> exhibits() {
        return Stream.of(
                NeverAcknowledged.EXHIBIT,
                DispensesTwice.EXHIBIT,
                KeepsWhatPowerLoses.EXHIBIT,
                FailsAtSuspend.EXHIBIT,
                GivesBackCancelable.EXHIBIT,
                AcknowledgesLater.EXHIBIT,
                NobodyResumes.EXHIBIT,
                StopAgainstCompletion.EXHIBIT,
                CancelAgainstCompletion.EXHIBIT,
                TouchesSentRequest.EXHIBIT,
                BlocksInHandler.EXHIBIT,
                WaitsForSender.EXHIBIT,
                IgnoresCanceledOnQueue.EXHIBIT,
                WaitsForFlush.EXHIBIT,
                PowerManagedFilter.EXHIBIT,
                SurplusResumeIdle.EXHIBIT,
                ForwardsInCircles.EXHIBIT,
                HidesLostData.EXHIBIT,
                LocksInTwoOrders.EXHIBIT,
                LeavesMemoryBehind.EXHIBIT);
    }

    @ParameterizedTest
    @MethodSource("exhibits")
    <D extends SmallDriver> void theFaultIsFoundAndRepeats(Exhibit<D> exhibit) {
        ExplorationResult result = exhibit.explore(exhibit.faulty())
                .schedules(SCHEDULES)
                .time(TIME)
                .explore();
        Finding finding = result.finding().orElseThrow(() -> new AssertionError("not found: " + result.summary()));
        System.out.printf("zoo: %s: %s after %,d schedules%n", exhibit, finding.kind(), result.schedules());
        assertThat(exhibit.caughtBy().matches(finding))
                .as(
                        "%s, not %s: %s",
                        exhibit.caughtBy(), finding.kind(), finding.failure().getMessage())
                .isTrue();

        Finding again = exhibit.explore(exhibit.faulty())
                .replay(finding.schedule())
                .explore()
                .finding()
                .orElseThrow(() -> new AssertionError("does not repeat: " + finding.schedule()));
        assertThat(again.kind()).isEqualTo(finding.kind());
        assertThat(again.schedule()).isEqualTo(finding.schedule());
    }

    @ParameterizedTest
    @MethodSource("exhibits")
    <D extends SmallDriver> void theMendedDriverPasses(Exhibit<D> exhibit) {
        ExplorationResult result = exhibit.explore(exhibit.mended())
                .schedules(SCHEDULES)
                .time(TIME)
                .run();
        System.out.printf("zoo: %s, mended: %s%n", exhibit, result.summary());
        assertThat(result.schedules()).isPositive();
    }
}
