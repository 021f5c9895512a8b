package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.Rule;
import org.umdf4j.framework.pnp.PnpState;
import org.umdf4j.framework.pnp.PowerState;

/** The reference traces of section 15, as far as one device's callbacks and queue steps go. */
@Timeout(30)
class ReferenceTraceTest {
    private static final List<String> POWER_DOWN_FINALLY =
            List.of("OnSelfManagedIoSuspend", "(hold)", "OnD0ExitPreInterruptsDisabled", "OnD0Exit(D3_FINAL)");
    private static final List<String> TEARDOWN = List.of("OnReleaseHardware", "(purge PM)", "OnSelfManagedIoFlush");
    private static final List<String> FINISH = List.of("(purge NPM)", "OnSelfManagedIoCleanup", "OnCleanup");

    private final StackFixture fixture = new StackFixture("disk");

    @Test
    @Rule({"T1", "PNP-8", "PNP-9", "PNP-10", "PNP-11"})
    void arrivalPreparesPowersUpReleasesTheQueuesAndStartsSelfManagedIo() {
        DeviceStack stack = fixture.add();
        fixture.device()
                .during("OnSelfManagedIoInit", () -> assertThat(stack.port().isAvailable())
                        .isFalse());

        assertThat(stack.start()).isEqualTo(HResult.S_OK);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled",
                        "(resume)",
                        "OnSelfManagedIoInit");
        assertThat(stack.port().isAvailable()).isTrue();
        assertThat(stack.state()).isEqualTo(StackState.STARTED);
    }

    @Test
    @Rule({"T5", "T6", "T7", "PWR-1", "PWR-2", "PWR-5", "PWR-6"})
    void systemSleepLeavesD0AndResumeComesBackFromTheStateLeftFor() {
        DeviceStack stack = fixture.started();

        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken())
                .containsExactly("OnSelfManagedIoSuspend", "(hold)", "OnD0ExitPreInterruptsDisabled", "OnD0Exit(D3)");
        assertThat(stack.status().drivers().getFirst().power()).isEqualTo(PowerState.DX_SLEEP);
        assertThat(stack.port().isAvailable()).isTrue();

        assertThat(stack.resume()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken())
                .containsExactly(
                        "OnD0Entry(D3)", "OnD0EntryPostInterruptsEnabled", "(resume)", "OnSelfManagedIoRestart");
        assertThat(stack.status().drivers().getFirst().power()).isEqualTo(PowerState.D0);
    }

    @Test
    @Rule({"T8", "PNP-14", "PNP-17", "PNP-22", "PNP-23", "PNP-27"})
    void orderlyRemovalGoesThroughElevenSteps() {
        DeviceStack stack = fixture.started();

        assertThat(stack.queryRemove()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken()).containsExactly("OnQueryRemove");
        assertThat(stack.state()).isEqualTo(StackState.REMOVE_PENDING);
        assertThat(stack.port().isAvailable()).isTrue();

        fixture.device()
                .during("OnReleaseHardware", () -> assertThat(stack.port().isAvailable())
                        .isTrue());
        fixture.device().during("(purge PM)", () -> assertThat(stack.port().isAvailable())
                .isFalse());
        assertThat(stack.remove()).isEqualTo(HResult.S_OK);

        assertThat(fixture.taken()).containsExactlyElementsOf(joined(POWER_DOWN_FINALLY, TEARDOWN, FINISH));
        assertThat(stack.state()).isEqualTo(StackState.GONE);
        assertThat(stack.status().drivers().getFirst().pnp()).isEqualTo(PnpState.REMOVED);
    }

    @Test
    @Rule({"T9", "PNP-30", "PNP-31", "PNP-35"})
    void surpriseRemovalInD0TellsTheDriverAndTearsDownUntilRemoveFollows() {
        DeviceStack stack = fixture.started();

        assertThat(stack.surpriseRemove()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken())
                .containsExactlyElementsOf(joined(List.of("OnSurpriseRemoval"), POWER_DOWN_FINALLY, TEARDOWN));
        assertThat(stack.state()).isEqualTo(StackState.SURPRISE_REMOVED);

        assertThat(stack.remove()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken()).containsExactlyElementsOf(FINISH);
    }

    @Test
    @Rule("PNP-30")
    void surpriseRemovalWithAPendingQueryCancelsNothing() {
        DeviceStack stack = fixture.started();
        assertThat(stack.queryRemove()).isEqualTo(HResult.S_OK);
        fixture.taken();

        stack.surpriseRemove();

        assertThat(fixture.taken())
                .containsExactlyElementsOf(joined(List.of("OnSurpriseRemoval"), POWER_DOWN_FINALLY, TEARDOWN));
    }

    @Test
    @Rule({"T10", "PNP-32"})
    void surpriseRemovalInDxStartsAtReleaseHardware() {
        DeviceStack stack = fixture.started();
        stack.suspend(POWER_ACTION.SLEEP);
        fixture.taken();

        stack.surpriseRemove();
        stack.remove();

        assertThat(fixture.taken()).containsExactlyElementsOf(joined(List.of("OnSurpriseRemoval"), TEARDOWN, FINISH));
    }

    @Test
    @Rule({"T11", "PNP-19", "PNP-20", "PNP-21"})
    void rebalanceStopsReleasesAndStartsAgainWithRestart() {
        DeviceStack stack = fixture.started();

        assertThat(stack.queryStop()).isEqualTo(HResult.S_OK);
        assertThat(stack.stop()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken())
                .containsExactlyElementsOf(
                        joined(List.of("OnQueryStop"), POWER_DOWN_FINALLY, List.of("OnReleaseHardware")));
        assertThat(stack.state()).isEqualTo(StackState.STOPPED);
        assertThat(stack.port().isAvailable()).isTrue();

        assertThat(stack.restart()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken())
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled",
                        "(resume)",
                        "OnSelfManagedIoRestart");
        assertThat(stack.state()).isEqualTo(StackState.STARTED);
    }

    @Test
    @Rule("PNP-32")
    void surpriseRemovalOfAStoppedDeviceReleasesNothingTwice() {
        DeviceStack stack = fixture.started();
        stack.queryStop();
        stack.stop();
        fixture.taken();

        stack.surpriseRemove();

        assertThat(fixture.taken()).containsExactly("OnSurpriseRemoval", "(purge PM)", "OnSelfManagedIoFlush");
    }

    @Test
    @Rule("PNP-13")
    void aSecondStartStopsAndStartsAgain() {
        DeviceStack stack = fixture.started();

        assertThat(stack.restart()).isEqualTo(HResult.S_OK);

        assertThat(fixture.taken())
                .containsExactlyElementsOf(joined(
                        POWER_DOWN_FINALLY,
                        List.of(
                                "OnReleaseHardware",
                                "OnPrepareHardware",
                                "OnD0Entry(D3_FINAL)",
                                "OnD0EntryPostInterruptsEnabled",
                                "(resume)",
                                "OnSelfManagedIoRestart")));
    }

    @Test
    @Rule({"T12", "FAIL-2"})
    void aFailedD0EntryAtStartIsNotExited() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnD0Entry", HResult.E_FAIL);

        assertThat(stack.start()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);

        assertThat(fixture.taken())
                .containsExactly("OnPrepareHardware", "OnD0Entry(D3_FINAL)", "OnReleaseHardware", "(purge PM)");
        stack.remove();
        assertThat(fixture.taken()).containsExactly("(purge NPM)", "OnCleanup");
    }

    @Test
    @Rule({"T13", "FAIL-3", "STOP-37"})
    void aFailedSelfManagedIoInitUndoesThePowerUpAndStillGetsFlushAndCleanup() {
        DeviceStack stack = fixture.add();
        fixture.device().answer("OnSelfManagedIoInit", HResult.E_FAIL);

        assertThat(stack.start()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);

        assertThat(fixture.taken())
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled",
                        "(resume)",
                        "OnSelfManagedIoInit",
                        "(hold)",
                        "OnD0ExitPreInterruptsDisabled",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "(purge PM)",
                        "OnSelfManagedIoFlush");
        stack.remove();
        assertThat(fixture.taken()).containsExactlyElementsOf(FINISH);
    }

    @Test
    @Rule("PWR-7")
    void shutdownPowersDownFinallyAndNothingFollows() {
        DeviceStack stack = fixture.started();
        fixture.device().during("OnD0Exit", () -> assertThat(fixture.control().systemPowerAction())
                .isEqualTo(POWER_ACTION.SHUTDOWN));

        assertThat(stack.shutdown()).isEqualTo(HResult.S_OK);

        assertThat(fixture.taken()).containsExactlyElementsOf(POWER_DOWN_FINALLY);
        assertThat(stack.state()).isEqualTo(StackState.SHUT_DOWN);
        assertThat(stack.resume()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    @Rule("PNP-25")
    void removalInDxSkipsThePowerDown() {
        DeviceStack stack = fixture.started();
        stack.suspend(POWER_ACTION.HIBERNATE);
        fixture.taken();

        stack.remove();

        assertThat(fixture.taken()).containsExactlyElementsOf(joined(TEARDOWN, FINISH));
    }

    @Test
    @Rule("PNP-26")
    void removalOfANeverStartedDeviceOnlyReleasesAndPurges() {
        DeviceStack stack = fixture.add();

        stack.remove();

        assertThat(fixture.taken()).containsExactly("OnReleaseHardware", "(purge PM)", "(purge NPM)", "OnCleanup");
    }

    @Test
    @Rule("PNP-33")
    void surpriseRemovalOfANeverStartedDeviceCallsNoPowerOrHardwareCallback() {
        DeviceStack stack = fixture.add();

        stack.surpriseRemove();

        assertThat(fixture.taken()).containsExactly("OnSurpriseRemoval", "(purge PM)");
    }

    @Test
    @Rule("PWR-9")
    void theSystemPowerActionIsThatOfTheSleepUntilTheResumeHasEnded() {
        DeviceStack stack = fixture.started();
        Runnable check = () -> assertThat(fixture.control().systemPowerAction()).isEqualTo(POWER_ACTION.HIBERNATE);
        fixture.device().during("OnD0Exit", check);
        fixture.device().during("OnSelfManagedIoRestart", check);
        assertThat(fixture.control().systemPowerAction()).isEqualTo(POWER_ACTION.NONE);

        assertThat(stack.suspend(POWER_ACTION.HIBERNATE)).isEqualTo(HResult.S_OK);
        assertThat(stack.resume()).isEqualTo(HResult.S_OK);

        assertThat(fixture.control().systemPowerAction()).isEqualTo(POWER_ACTION.NONE);
        assertThat(stack.suspend(POWER_ACTION.SHUTDOWN)).isEqualTo(HResult.E_INVALIDARG);
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
