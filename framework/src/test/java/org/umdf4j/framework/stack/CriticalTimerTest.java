package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.Rule;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;
import org.umdf4j.framework.verifier.Violation;

/** What hangs is named and ended; what moves is let be; a violation ends everything once. */
@Timeout(30)
class CriticalTimerTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final StackFixture fixture = new StackFixture("bus", "disk");
    private final List<HResult> ended = new ArrayList<>();

    @Test
    @Rule({"HOST-1", "STOP-9"})
    void aHoldThatWaitsForARequestNamesDriverQueueAndRequestAndReleasesTheCaller() {
        DeviceStack stack = fixture.started();
        RecordingDevice disk = fixture.devices.get(1);
        disk.block("(hold)", fixture.scheduler.newGate("a verdict that never comes"));
        disk.queues = List.of(
                new QueueStatus("default", "parallel", true, "ready, held", 3, 2),
                new QueueStatus("queue 2", "manual", false, "ready", 1, 0));
        fixture.scheduler.execute("test", () -> ended.add(stack.suspend(POWER_ACTION.SLEEP)));
        fixture.scheduler.settle();

        fixture.scheduler.advance(59 * SECOND);
        assertThat(fixture.violations).isEmpty();
        fixture.scheduler.advance(SECOND);

        assertThat(fixture.violations).hasSize(1);
        Violation violation = fixture.violations.getFirst();
        assertThat(violation.rule()).isEqualTo("HOST-1");
        assertThat(violation.driver()).isEqualTo("disk");
        assertThat(violation.did())
                .contains("2 request(s) of queue 'default' not completed, not acknowledged")
                .doesNotContain("queue 2");
        assertThat(violation.history()).contains("leaving D0, holding queues");
        assertThat(ended).containsExactly(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(stack.state()).isEqualTo(StackState.FAILED);
        assertThat(fixture.devices).allMatch(RecordingDevice::isTerminated);
        assertThat(stack.port().isAvailable()).isFalse();
    }

    @Test
    @Rule("HOST-1")
    void aCallbackThatDoesNotReturnIsNamed() {
        DeviceStack stack = fixture.add();
        fixture.device().block("OnPrepareHardware", fixture.scheduler.newGate("never"));

        assertThat(stack.start()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);

        assertThat(fixture.violations).extracting(Violation::place).containsExactly("OnPrepareHardware");
        assertThat(fixture.violations).extracting(Violation::driver).containsExactly("bus");
    }

    @Test
    @Rule("HOST-2")
    void progressExtendsThePeriod() {
        DeviceStack stack = fixture.started();
        var gate = fixture.scheduler.newGate("a slow hold");
        fixture.device().block("(hold)", gate);
        fixture.scheduler.execute("test", () -> ended.add(stack.suspend(POWER_ACTION.SLEEP)));
        fixture.scheduler.settle();

        for (int i = 0; i < 5; i++) {
            fixture.scheduler.advance(50 * SECOND);
            fixture.control().progress();
        }
        assertThat(fixture.violations).isEmpty();
        gate.open();
        fixture.scheduler.settle();
        fixture.scheduler.advance(1000 * SECOND);

        assertThat(ended).containsExactly(HResult.S_OK);
        assertThat(fixture.violations).isEmpty();
    }

    @Test
    @Rule({"HOST-3", "HOST-5"})
    void aViolationIsToldOnceAndTheTerminatedStackCanOnlyBeRemoved() {
        DeviceStack stack = fixture.started();
        Violation violation =
                new Violation("REQ-6", "dev", "disk", "OnRead", "did", "mend", "history", Optional.empty());

        fixture.control().violation(violation);
        fixture.control().violation(violation);

        Violation told = violation.judged(/* stopsDevice= */ true);
        assertThat(fixture.violations).containsExactly(told);
        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(stack.surpriseRemove()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(stack.state()).isEqualTo(StackState.FAILED);
        assertThat(stack.status().violation()).contains(told);
        assertThat(stack.remove()).isEqualTo(HResult.S_OK);
        assertThat(stack.state()).isEqualTo(StackState.GONE);
        assertThat(fixture.taken()).isEmpty();
    }
}
