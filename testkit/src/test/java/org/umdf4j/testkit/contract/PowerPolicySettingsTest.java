package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.HResult.E_INVALIDARG;
import static org.umdf4j.ddi.HResult.STATUS_INVALID_DEVICE_REQUEST;
import static org.umdf4j.ddi.HResult.STATUS_POWER_STATE_INVALID;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CANNOT_WAKE_FROM_S0;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAN_WAKE_FROM_S0;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAPS_INVALID;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.USB_SELECTIVE_SUSPEND;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.ALLOW_USER_CONTROL;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.DO_NOT_ALLOW_USER_CONTROL;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_POWER_POLICY_SX_WAKE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** PWR-8, PWR-12, PWR-20 and PWR-21: who owns the policy, and what the driver may say. */
class PowerPolicySettingsTest {
    static void assign(IWDFDevice device, WDF_TRI_STATE enabled) {
        device.assignS0IdleSettings(
                CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.D2, (int) Rig.IDLE.toMillis(), ALLOW_USER_CONTROL, enabled);
    }

    private static void idle(IWDFDevice device, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES caps, DEVICE_POWER_STATE dx) {
        device.assignS0IdleSettings(caps, dx, 0, ALLOW_USER_CONTROL, WDF_TRI_STATE.TRUE);
    }

    private static void wake(IWDFDevice device, DEVICE_POWER_STATE dx) {
        device.assignSxWakeSettings(dx, WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.ALLOW_USER_CONTROL, WDF_TRI_STATE.TRUE);
    }

    private static void refused(HResult status, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }

    @Schedules(0)
    @Rule("PWR-20")
    void impossibleSettingsAreRefused(DriverBench bench) {
        bench.settings(Map.of("BusWakeFromS0", "D2", "BusWakeFromSx", "none"));
        Rig rig = new Rig(bench, PARALLEL).owning(_ -> {}).plugged();
        IWDFDevice device = rig.driver.device();
        refused(E_INVALIDARG, () -> idle(device, CAPS_INVALID, DEVICE_POWER_STATE.D2));
        refused(E_INVALIDARG, () -> idle(device, CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.UNSPECIFIED));
        refused(
                E_INVALIDARG,
                () -> device.assignS0IdleSettings(
                        CANNOT_WAKE_FROM_S0,
                        DEVICE_POWER_STATE.D2,
                        0,
                        WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.USER_CONTROL_INVALID,
                        WDF_TRI_STATE.TRUE));
        refused(STATUS_POWER_STATE_INVALID, () -> idle(device, CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.D0));
        refused(STATUS_POWER_STATE_INVALID, () -> idle(device, USB_SELECTIVE_SUSPEND, DEVICE_POWER_STATE.D3));
        refused(STATUS_POWER_STATE_INVALID, () -> idle(device, CAN_WAKE_FROM_S0, DEVICE_POWER_STATE.D3));
        refused(STATUS_POWER_STATE_INVALID, () -> wake(device, DEVICE_POWER_STATE.D1));
        refused(
                E_INVALIDARG,
                () -> device.assignSxWakeSettings(
                        DEVICE_POWER_STATE.D1,
                        WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.USER_CONTROL_INVALID,
                        WDF_TRI_STATE.TRUE));
        idle(device, CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.D3);
        idle(device, CAN_WAKE_FROM_S0, DEVICE_POWER_STATE.MAXIMUM);
        bench.pass(Duration.ofSeconds(5));
        bench.quiet();
        assertThat(bench.trace().of("OnD0Exit(")).containsExactly("OnD0Exit(D2)");
    }

    @Schedules(0)
    @Rule({"PWR-8", "PWR-20"})
    void onlyTheOwnerDecides(DriverBench bench) {
        IWDFDevice device = new Rig(bench, PARALLEL).plugged().driver.device();
        refused(STATUS_INVALID_DEVICE_REQUEST, () -> idle(device, CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.D3));
        refused(STATUS_INVALID_DEVICE_REQUEST, () -> wake(device, DEVICE_POWER_STATE.D3));
        assertThat(bench.stack().setIdle(true)).isEqualTo(STATUS_INVALID_DEVICE_REQUEST);
    }

    @Schedules(0)
    @Rule("PWR-8")
    void aStackHasOneOwner(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower").beforeDevice(init -> init.setPowerPolicyOwnership(true));
        ScriptedDriver upper = bench.driver("upper").beforeDevice(init -> init.setPowerPolicyOwnership(true));
        assertThatThrownBy(() -> bench.add(lower, upper))
                .isInstanceOfSatisfying(
                        DeviceAddException.class, e -> assertThat(e).hasMessageContaining("upper"));
    }

    @Schedules(0)
    @Rule("PWR-12")
    void theDefaultTimeoutIsFiveSeconds(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL)
                .owning(device -> idle(device, CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.MAXIMUM))
                .plugged();
        bench.pass(Duration.ofMillis(4999));
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        bench.pass(Duration.ofMillis(1));
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
        assertThat(bench.trace().of("OnD0Exit(")).containsExactly("OnD0Exit(D3)");
    }

    @Schedules(0)
    @Rule("PWR-21")
    void userControlAndTheUsersChoiceBelongToTheFirstCall(DriverBench bench) {
        bench.settings(Map.of("WdfDefaultIdleInWorkingState", "0"));
        Rig rig = new Rig(bench, PARALLEL)
                .owning(device -> assign(device, WDF_TRI_STATE.USE_DEFAULT))
                .plugged();
        bench.pass(Rig.IDLE);
        bench.quiet();
        assertThat(rig.power()).as("the user's choice").isEqualTo(PowerState.D0);
        IWDFDevice device = rig.driver.device();
        device.assignS0IdleSettings(
                CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.D1, 50, DO_NOT_ALLOW_USER_CONTROL, WDF_TRI_STATE.TRUE);
        bench.pass(Duration.ofMillis(50));
        bench.quiet();
        assertThat(bench.trace().of("OnD0Exit(")).containsExactly("OnD0Exit(D1)");
        assertThat(bench.stack().setIdle(false)).as("control stays the user's").isEqualTo(HResult.S_OK);
    }

    @Schedules(0)
    @Rule("PWR-21")
    void theKindOfWakeDoesNotChange(DriverBench bench) {
        IWDFDevice device = new Rig(bench, PARALLEL)
                .owning(made -> idle(made, CAN_WAKE_FROM_S0, DEVICE_POWER_STATE.D2))
                .plugged()
                .driver
                .device();
        refused(E_INVALIDARG, () -> idle(device, USB_SELECTIVE_SUSPEND, DEVICE_POWER_STATE.D2));
        idle(device, CANNOT_WAKE_FROM_S0, DEVICE_POWER_STATE.D2);
    }

    @Schedules(0)
    @Rule("PWR-21")
    void wakeFromSystemSleepFollowsTheSamePattern(DriverBench bench) {
        bench.settings(Map.of("WdfDefaultWakeFromSleepState", "0"));
        Rig rig = new Rig(bench, PARALLEL)
                .owning(device -> device.assignSxWakeSettings(
                        DEVICE_POWER_STATE.D2,
                        WDF_POWER_POLICY_SX_WAKE_USER_CONTROL.ALLOW_USER_CONTROL,
                        WDF_TRI_STATE.USE_DEFAULT))
                .plugged();
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("OnArm", "OnD0Exit(")).containsExactly("OnD0Exit(D3)");
        bench.trace().clear();
        assertThat(bench.stack().setWake(true)).isEqualTo(HResult.S_OK);
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("OnArm", "OnD0Exit(")).containsExactly("OnArmWakeFromSx", "OnD0Exit(D2)");
        wake(rig.driver.device(), DEVICE_POWER_STATE.D1);
        bench.trace().clear();
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().of("OnD0Exit(")).containsExactly("OnD0Exit(D1)");
    }
}
