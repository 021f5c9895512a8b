package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.Rule;
import org.umdf4j.framework.pnp.PnpState;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.stack.StackStatus.DriverStatus;

/** Three drivers in one stack: the order among them, vetoes and failures in the middle, operations that meet. */
@Timeout(30)
class StackOrderTest {
    private final StackFixture fixture = new StackFixture("bus", "disk", "trace");

    private static List<String> driversIn(List<String> trace) {
        List<String> order = new ArrayList<>();
        for (String call : trace) {
            String driver = call.substring(0, call.indexOf('.'));
            if (order.isEmpty() || !order.getLast().equals(driver)) {
                order.add(driver);
            }
        }
        return order;
    }

    @Test
    @Rule("PNP-7")
    void upIsLowestFirstAndDownHighestFirstAndNoPartsMix() {
        DeviceStack stack = fixture.add();

        stack.start();
        assertThat(driversIn(fixture.taken())).containsExactly("bus", "disk", "trace");
        stack.suspend(POWER_ACTION.SLEEP);
        assertThat(driversIn(fixture.taken())).containsExactly("trace", "disk", "bus");
        stack.resume();
        assertThat(driversIn(fixture.taken())).containsExactly("bus", "disk", "trace");
        stack.queryStop();
        assertThat(driversIn(fixture.taken())).containsExactly("trace", "disk", "bus");
        stack.stop();
        assertThat(driversIn(fixture.taken())).containsExactly("trace", "disk", "bus");
        stack.restart();
        assertThat(driversIn(fixture.taken())).containsExactly("bus", "disk", "trace");
        stack.queryRemove();
        assertThat(driversIn(fixture.taken())).containsExactly("trace", "disk", "bus");
        stack.remove();
        assertThat(driversIn(fixture.taken())).containsExactly("trace", "disk", "bus");
    }

    @Test
    @Rule({"PNP-7", "PNP-30"})
    void surpriseRemovalIsHighestFirst() {
        DeviceStack stack = fixture.started();

        stack.surpriseRemove();

        assertThat(driversIn(fixture.taken())).containsExactly("trace", "disk", "bus");
    }

    @Test
    @Rule({"PNP-14", "PNP-18"})
    void aVetoInTheMiddleWithdrawsTheQueryFromThoseAlreadyAsked() {
        DeviceStack stack = fixture.started();
        fixture.devices.get(1).answer("OnQueryRemove", HResult.ERROR_BUSY);

        assertThat(stack.queryRemove()).isEqualTo(HResult.ERROR_BUSY);

        assertThat(fixture.taken()).containsExactly("trace.OnQueryRemove", "disk.OnQueryRemove");
        assertThat(stack.status().drivers()).extracting(DriverStatus::pnp).containsOnly(PnpState.STARTED);
        fixture.devices.get(1).answer("OnQueryRemove", HResult.S_OK);
        assertThat(stack.queryRemove()).isEqualTo(HResult.S_OK);
    }

    @Test
    @Rule("FAIL-8")
    void aStartFailureInTheMiddleLeavesTheUpperDriverAloneAndTheLowerOneToTheRemove() {
        DeviceStack stack = fixture.add();
        fixture.devices.get(1).answer("OnPrepareHardware", HResult.ERROR_NOT_READY);

        assertThat(stack.start()).isEqualTo(HResult.ERROR_NOT_READY);

        assertThat(driversIn(fixture.taken())).containsExactly("bus", "disk");
        assertThat(stack.status().drivers())
                .extracting(DriverStatus::driver, status -> status.pnp())
                .containsExactly(
                        tuple("trace", PnpState.ADDED), tuple("disk", PnpState.FAILED), tuple("bus", PnpState.STARTED));
        stack.remove();
        assertThat(fixture.taken())
                .containsExactly(
                        "trace.OnReleaseHardware",
                        "trace.(purge PM)",
                        "trace.(purge NPM)",
                        "trace.OnCleanup",
                        "disk.(purge NPM)",
                        "disk.OnCleanup",
                        "bus.OnSelfManagedIoSuspend",
                        "bus.(hold)",
                        "bus.OnD0ExitPreInterruptsDisabled",
                        "bus.OnD0Exit(D3_FINAL)",
                        "bus.OnReleaseHardware",
                        "bus.(purge PM)",
                        "bus.OnSelfManagedIoFlush",
                        "bus.(purge NPM)",
                        "bus.OnSelfManagedIoCleanup",
                        "bus.OnCleanup");
    }

    @Test
    @Rule("PWR-1")
    void aSuspendFailureInTheMiddleStillPutsTheLowerDriverToSleep() {
        DeviceStack stack = fixture.started();
        fixture.devices.get(1).answer("OnD0Exit", HResult.E_FAIL);

        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.E_FAIL);

        assertThat(fixture.taken()).endsWith("bus.OnD0Exit(D3)");
        assertThat(stack.state()).isEqualTo(StackState.FAILED);
        assertThat(stack.resume()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
    }

    @Test
    @Rule("PWR-2")
    void aResumeFailureInTheMiddleKeepsTheUpperDriverDown() {
        DeviceStack stack = fixture.started();
        stack.suspend(POWER_ACTION.SLEEP);
        fixture.taken();
        fixture.devices.get(1).answer("OnD0Entry", HResult.E_FAIL);

        assertThat(stack.resume()).isEqualTo(HResult.E_FAIL);

        assertThat(driversIn(fixture.taken())).containsExactly("bus", "disk");
    }

    @Test
    @Rule({"PWR-10", "DEV-3"})
    void operationsThatMeetRunOneAfterTheOther() {
        DeviceStack stack = fixture.started();
        Gate hold = fixture.scheduler.newGate("the held queue");
        fixture.devices.get(1).block("(hold)", hold);
        List<String> ended = new ArrayList<>();
        fixture.scheduler.execute("a", () -> ended.add("suspend " + stack.suspend(POWER_ACTION.SLEEP)));
        fixture.scheduler.settle();
        fixture.scheduler.execute("b", () -> ended.add("surprise " + stack.surpriseRemove()));
        fixture.scheduler.settle();
        assertThat(ended).isEmpty();
        assertThat(fixture.taken()).endsWith("disk.(hold)").doesNotContain("trace.OnSurpriseRemoval");

        hold.open();
        fixture.scheduler.settle();

        assertThat(ended).containsExactly("suspend " + HResult.S_OK, "surprise " + HResult.S_OK);
        assertThat(fixture.taken())
                .startsWith(
                        "disk.OnD0ExitPreInterruptsDisabled",
                        "disk.OnD0Exit(D3)",
                        "bus.OnSelfManagedIoSuspend",
                        "bus.(hold)",
                        "bus.OnD0ExitPreInterruptsDisabled",
                        "bus.OnD0Exit(D3)",
                        "trace.OnSurpriseRemoval",
                        "trace.OnReleaseHardware");
    }

    @Test
    @Rule("PWR-10")
    void anOperationOutOfPlaceIsRefusedAndCallsNothing() {
        DeviceStack stack = fixture.add();

        for (HResult refused : List.of(
                stack.suspend(POWER_ACTION.SLEEP),
                stack.resume(),
                stack.queryRemove(),
                stack.cancelRemove(),
                stack.queryStop(),
                stack.cancelStop(),
                stack.stop(),
                stack.restart(),
                stack.shutdown())) {
            assertThat(refused).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        }
        assertThat(fixture.taken()).isEmpty();
        stack.start();
        assertThat(stack.start()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        stack.suspend(POWER_ACTION.SLEEP);
        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        stack.remove();
        fixture.taken();
        assertThat(stack.remove()).isEqualTo(HResult.S_OK);
        assertThat(stack.surpriseRemove()).isEqualTo(HResult.S_OK);
        assertThat(fixture.taken()).isEmpty();
    }
}
