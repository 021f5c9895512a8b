package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;

/** Where interrupts are enabled and disabled in the power sequences (sections 5 and 12 of the contract). */
@Timeout(30)
class InterruptStepsTest {
    private final StackFixture fixture = new StackFixture("disk");

    @BeforeEach
    void theDeviceHasInterrupts() {
        fixture.device().hasInterrupts = true;
    }

    @Test
    void interruptsAreEnabledAfterD0EntryAndDisabledBeforeD0Exit() {
        DeviceStack stack = fixture.started();

        stack.suspend(POWER_ACTION.SLEEP);
        stack.resume();

        assertThat(fixture.taken())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "(hold)",
                        "OnD0ExitPreInterruptsDisabled",
                        "(disable interrupts)",
                        "OnD0Exit(D3)",
                        "OnD0Entry(D3)",
                        "(enable interrupts)",
                        "OnD0EntryPostInterruptsEnabled",
                        "(resume)",
                        "OnSelfManagedIoRestart");
    }

    @Test
    void interruptsThatCannotBeEnabledAreDisabledAndD0IsLeft() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("(enable interrupts)", HResult.E_FAIL);

        assertThat(stack.start()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "(enable interrupts)",
                        "(disable interrupts)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "(purge PM)");
    }

    @Test
    void failedPostInterruptsEnabledDisablesInterruptsBeforeD0Exit() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnD0EntryPostInterruptsEnabled", HResult.E_FAIL);

        assertThat(stack.start()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "(enable interrupts)",
                        "OnD0EntryPostInterruptsEnabled",
                        "(disable interrupts)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "(purge PM)");
    }

    @Test
    void interruptsThatCannotBeDisabledFailTheDeviceAfterTheWayDown() {
        DeviceStack stack = fixture.started();
        fixture.device().answer("(disable interrupts)", HResult.ERROR_IO_DEVICE);

        stack.suspend(POWER_ACTION.SLEEP);

        assertThat(fixture.taken())
                .containsSubsequence("(disable interrupts)", "OnD0Exit(D3)", "OnReleaseHardware", "(purge PM)");
        assertThat(stack.port().isAvailable()).isFalse();
    }
}
