package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.Rule;
import org.umdf4j.framework.pnp.PnpState;
import org.umdf4j.framework.verifier.Violation;

/** The failure table of section 12, row by row, and what drivers do to their own state. */
@Timeout(30)
class FailureTest {
    private final StackFixture fixture = new StackFixture("disk");

    @Test
    @Rule({"FAIL-1", "PNP-27"})
    void failedPrepareHardwareIsReleasedAndNothingElse() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnPrepareHardware", HResult.ERROR_NOT_READY);

        assertThat(stack.start()).isEqualTo(HResult.ERROR_NOT_READY);

        assertThat(fixture.taken()).containsExactly("OnPrepareHardware", "OnReleaseHardware", "(purge PM)");
        assertThat(stack.state()).isEqualTo(StackState.FAILED);
        assertThat(fixture.restarts).isEmpty();
        stack.remove();
        assertThat(fixture.taken()).containsExactly("(purge NPM)", "OnCleanup");
    }

    @Test
    @Rule({"FAIL-2", "FAIL-7"})
    void failedD0EntryAtStartAsksForARestart() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnD0Entry", HResult.E_FAIL);

        stack.start();

        assertThat(fixture.restarts).containsExactly("disk allowed");
    }

    @Test
    @Rule({"FAIL-2", "FAIL-7", "PNP-27"})
    void failedD0EntryOnReturnIsReleasedPurgedAndFlushed() {
        DeviceStack stack = fixture.started();
        stack.suspend(POWER_ACTION.SLEEP);
        fixture.taken();
        fixture.device().answer("OnD0Entry", HResult.ERROR_IO_DEVICE);

        assertThat(stack.resume()).isEqualTo(HResult.ERROR_IO_DEVICE);

        assertThat(fixture.taken())
                .containsExactly("OnD0Entry(D3)", "OnReleaseHardware", "(purge PM)", "OnSelfManagedIoFlush");
        assertThat(fixture.restarts).containsExactly("disk allowed");
        assertThat(stack.port().isAvailable()).isFalse();
        stack.remove();
        assertThat(fixture.taken()).containsExactly("(purge NPM)", "OnSelfManagedIoCleanup", "OnCleanup");
    }

    @Test
    @Rule("PNP-27")
    void failedPostInterruptsEnabledExitsD0WithoutPreInterruptsDisabled() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnD0EntryPostInterruptsEnabled", HResult.E_FAIL);

        assertThat(stack.start()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "(purge PM)");
    }

    @Test
    @Rule({"FAIL-4", "PWR-5"})
    void failedSelfManagedIoRestartUndoesThePowerUp() {
        DeviceStack stack = fixture.started();
        stack.suspend(POWER_ACTION.SLEEP);
        fixture.taken();
        fixture.device().answer("OnSelfManagedIoRestart", HResult.E_FAIL);

        assertThat(stack.resume()).isEqualTo(HResult.E_FAIL);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnD0Entry(D3)",
                        "OnD0EntryPostInterruptsEnabled",
                        "(resume)",
                        "OnSelfManagedIoRestart",
                        "(hold)",
                        "OnD0ExitPreInterruptsDisabled",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "(purge PM)",
                        "OnSelfManagedIoFlush");
    }

    @Test
    @Rule("FAIL-4")
    void failedSelfManagedIoSuspendLetsThePowerDownEndAndIsNotCalledAgain() {
        DeviceStack stack = fixture.started();
        fixture.device().answer("OnSelfManagedIoSuspend", HResult.E_FAIL);

        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.E_FAIL);
        stack.remove();

        assertThat(fixture.taken())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "(hold)",
                        "OnD0ExitPreInterruptsDisabled",
                        "OnD0Exit(D3)",
                        "OnReleaseHardware",
                        "(purge PM)",
                        "OnSelfManagedIoFlush",
                        "(purge NPM)",
                        "OnSelfManagedIoCleanup",
                        "OnCleanup");
        assertThat(fixture.restarts).containsExactly("disk allowed");
    }

    @Test
    @Rule("FAIL-7")
    void failedPreInterruptsDisabledAndD0ExitLetThePowerDownEndAndFailTheDevice() {
        for (String callback : new String[] {"OnD0ExitPreInterruptsDisabled", "OnD0Exit"}) {
            StackFixture each = new StackFixture("disk");
            DeviceStack stack = each.started();
            each.device().answer(callback, HResult.E_FAIL);

            assertThat(stack.suspend(POWER_ACTION.SLEEP)).as(callback).isEqualTo(HResult.E_FAIL);

            assertThat(each.taken())
                    .as(callback)
                    .containsExactly(
                            "OnSelfManagedIoSuspend",
                            "(hold)",
                            "OnD0ExitPreInterruptsDisabled",
                            "OnD0Exit(D3)",
                            "OnReleaseHardware",
                            "(purge PM)",
                            "OnSelfManagedIoFlush");
            assertThat(stack.state()).isEqualTo(StackState.FAILED);
            assertThat(each.restarts).containsExactly("disk allowed");
        }
    }

    @Test
    @Rule({"FAIL-5", "PNP-22"})
    void failuresDuringARemovalDoNotStopIt() {
        for (String callback : new String[] {"OnSelfManagedIoSuspend", "OnD0Exit", "OnReleaseHardware"}) {
            StackFixture each = new StackFixture("disk");
            DeviceStack stack = each.started();
            each.device().answer(callback, HResult.E_FAIL);

            assertThat(stack.remove()).as(callback).isEqualTo(HResult.S_OK);

            assertThat(each.taken())
                    .as(callback)
                    .containsExactly(
                            "OnSelfManagedIoSuspend",
                            "(hold)",
                            "OnD0ExitPreInterruptsDisabled",
                            "OnD0Exit(D3_FINAL)",
                            "OnReleaseHardware",
                            "(purge PM)",
                            "OnSelfManagedIoFlush",
                            "(purge NPM)",
                            "OnSelfManagedIoCleanup",
                            "OnCleanup");
            assertThat(each.restarts).isEmpty();
        }
    }

    @Test
    @Rule({"FAIL-6", "PNP-34"})
    void aFailedDeviceRefusesToStartAndHearsOfItsSurpriseRemoval() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnPrepareHardware", HResult.E_FAIL);
        stack.start();
        fixture.taken();

        assertThat(stack.start()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        assertThat(stack.restart()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        stack.surpriseRemove();

        assertThat(fixture.taken()).containsExactly("OnSurpriseRemoval");
    }

    @Test
    @Rule("FAIL-7")
    void restartsAreDeniedAfterFiveWithinSixtySecondsAndAllowedAgainLater() {
        for (int attempt = 1; attempt <= 7; attempt++) {
            if (attempt == 7) {
                fixture.scheduler.advance(TimeUnit.SECONDS.toNanos(60));
            }
            fixture.device().answer("OnD0Entry", HResult.E_FAIL);
            DeviceStack stack = fixture.add();
            stack.start();
            stack.remove();
        }

        assertThat(fixture.restarts)
                .containsExactly(
                        "disk allowed",
                        "disk allowed",
                        "disk allowed",
                        "disk allowed",
                        "disk allowed",
                        "disk denied",
                        "disk allowed");
    }

    @Test
    @Rule("PNP-19")
    void aFailedPowerDownForARebalanceFailsTheDevice() {
        DeviceStack stack = fixture.started();
        stack.queryStop();
        fixture.taken();
        fixture.device().answer("OnD0Exit", HResult.E_FAIL);

        assertThat(stack.stop()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "(hold)",
                        "OnD0ExitPreInterruptsDisabled",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "(purge PM)",
                        "OnSelfManagedIoFlush");
    }

    @Test
    @Rule({"PNP-14", "PNP-18"})
    void aVetoLeavesTheDeviceStartedAndTheCancelOfAQueryCallsNothing() {
        DeviceStack stack = fixture.started();
        fixture.device().answer("OnQueryRemove", HResult.ERROR_BUSY);
        fixture.device().answer("OnQueryStop", HResult.ERROR_BUSY);

        assertThat(stack.queryRemove()).isEqualTo(HResult.ERROR_BUSY);
        assertThat(stack.queryStop()).isEqualTo(HResult.ERROR_BUSY);
        assertThat(stack.state()).isEqualTo(StackState.STARTED);
        assertThat(stack.stop()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);

        fixture.device().answer("OnQueryRemove", HResult.S_OK);
        fixture.device().answer("OnQueryStop", HResult.S_OK);
        fixture.taken();
        assertThat(stack.queryRemove()).isEqualTo(HResult.S_OK);
        assertThat(stack.cancelRemove()).isEqualTo(HResult.S_OK);
        assertThat(stack.queryStop()).isEqualTo(HResult.S_OK);
        assertThat(stack.cancelStop()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken()).containsExactly("OnQueryRemove", "OnQueryStop");
        assertThat(stack.state()).isEqualTo(StackState.STARTED);
    }

    @Test
    @Rule("PNP-15")
    void notSupportedFromAQueryOrHardwareCallbackIsAViolation() {
        for (String callback :
                new String[] {"OnPrepareHardware", "OnQueryRemove", "OnQueryStop", "OnReleaseHardware"}) {
            StackFixture each = new StackFixture("disk");
            each.device().answer(callback, HResult.STATUS_NOT_SUPPORTED);
            DeviceStack stack = each.add();

            stack.start();
            stack.queryRemove();
            stack.cancelRemove();
            stack.queryStop();
            stack.stop();

            assertThat(each.violations).as(callback).hasSize(1);
            assertThat(each.violations.getFirst().rule()).isEqualTo("PNP-15");
            assertThat(each.violations.getFirst().place()).isEqualTo(callback);
        }
    }

    @Test
    @Rule({"DEV-2", "DEV-3"})
    void aDriverThatFailsItsDeviceInAPowerCallbackIsTornDownAfterTheTransition() {
        DeviceStack stack = fixture.started();
        fixture.device().during("OnD0Exit", () -> {
            if (stack.state() == StackState.STARTED) {
                fixture.control().deviceFailed(fixture.device());
            }
        });

        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.S_OK);
        fixture.scheduler.settle();

        assertThat(fixture.taken())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "(hold)",
                        "OnD0ExitPreInterruptsDisabled",
                        "OnD0Exit(D3)",
                        "OnSurpriseRemoval",
                        "OnReleaseHardware",
                        "(purge PM)",
                        "OnSelfManagedIoFlush");
        assertThat(stack.state()).isEqualTo(StackState.FAILED);
        assertThat(stack.status().drivers().getFirst().pnp()).isEqualTo(PnpState.FAILED);
        assertThat(fixture.restarts).as("FAIL-7: not after SetPnpState(Failed)").isEmpty();
    }

    @Test
    @Rule("DEV-4")
    void notDisableableRefusesTheQueryWithoutAskingAndResourcesChangedRebalances() {
        DeviceStack stack = fixture.started();
        fixture.control().setNotDisableable(fixture.device(), true);
        assertThat(stack.queryRemove()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        assertThat(fixture.taken()).isEmpty();
        fixture.control().setNotDisableable(fixture.device(), false);
        assertThat(stack.queryRemove()).isEqualTo(HResult.S_OK);
        stack.cancelRemove();
        fixture.taken();

        fixture.control().resourcesChanged(fixture.device());
        fixture.scheduler.settle();

        assertThat(fixture.taken()).startsWith("OnQueryStop").endsWith("OnSelfManagedIoRestart");
        assertThat(stack.state()).isEqualTo(StackState.STARTED);
    }

    @Test
    @Rule("PNP-4")
    void aFailedDeviceAddTearsDownWhatTheOthersAddedHighestFirst() {
        StackFixture three = new StackFixture("bus", "disk", "trace");
        three.drivers.get(2).failure = Optional.of(HResult.ERROR_NOT_READY);

        assertThatThrownBy(() -> DeviceStack.add(three.configuration))
                .isInstanceOfSatisfying(DeviceAddException.class, failed -> {
                    assertThat(failed.driver()).isEqualTo("trace");
                    assertThat(failed.status()).isEqualTo(HResult.ERROR_NOT_READY);
                })
                .hasMessageContaining("trace")
                .hasMessageContaining("no such hardware");

        assertThat(three.taken())
                .containsExactly(
                        "disk.OnReleaseHardware",
                        "disk.(purge PM)",
                        "disk.(purge NPM)",
                        "disk.OnCleanup",
                        "bus.OnReleaseHardware",
                        "bus.(purge PM)",
                        "bus.(purge NPM)",
                        "bus.OnCleanup");
    }

    @Test
    @Rule("PNP-3")
    void successWithoutADeviceTerminatesTheStack() {
        StackFixture two = new StackFixture("bus", "disk");
        two.drivers.get(1).addsNothing = true;

        assertThatThrownBy(() -> DeviceStack.add(two.configuration))
                .isInstanceOf(DeviceAddException.class)
                .hasMessageContaining("PNP-3");

        assertThat(two.violations).extracting(Violation::driver).containsExactly("disk");
        assertThat(two.device().isTerminated()).isTrue();
    }
}
