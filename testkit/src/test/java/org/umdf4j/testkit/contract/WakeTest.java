package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CANNOT_WAKE_FROM_S0;
import static org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAN_WAKE_FROM_S0;

import java.util.List;
import org.umdf4j.ddi.DEVICE_POWER_STATE;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_USER_CONTROL;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 5.2 of the PnP and power contract: wake, and what idleness and system sleep are to each other. */
class WakeTest {
    private static List<String> powerEvents(DriverBench bench) {
        return bench.trace().of("OnD0Entry(", "OnD0Exit(", "OnArm", "OnDisarm", "OnWake", "OnIoStop");
    }

    @Schedules
    @Rule({"PWR-4", "PWR-23"})
    void theDeviceIsArmedInD0AfterTheHold(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().owning(Rig::wakeSystem).plugged();
        rig.driver.doing(
                "OnArmWakeFromSx",
                () -> assertThat(rig.p.get().getState().isPnpHeld()).isTrue());
        rig.read(1);
        bench.trace().clear();
        bench.suspend();
        assertThat(powerEvents(bench)).containsExactly("OnIoStop(r1, SUSPEND)", "OnArmWakeFromSx", "OnD0Exit(D3)");
        bench.resume();
    }

    @Schedules
    @Rule("PWR-23")
    void aDeviceThatCannotWakeIsNotArmed(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        bench.pass(Rig.IDLE);
        bench.quiet();
        assertThat(powerEvents(bench)).containsExactly("OnD0Exit(D2)");
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
        assertThat(bench.signalWake()).isFalse();
    }

    @Schedules
    @Rule("PWR-24")
    void failedArmingInS0EndsThePowerDownAndReturnsAtOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idlingArmed();
        rig.driver.answer("OnArmWakeFromS0", HResult.E_FAIL);
        rig.plugged();
        bench.pass(Rig.IDLE);
        bench.quiet();
        assertThat(powerEvents(bench))
                .containsExactly("OnArmWakeFromS0", "OnDisarmWakeFromS0", "OnD0Exit(D2)", "OnD0Entry(D2)");
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.driver.answer("OnArmWakeFromS0", HResult.S_OK);
        rig.idled();
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE_ARMED);
    }

    @Schedules
    @Rule("PWR-24")
    void failedArmingForSystemSleepSleepsUnarmed(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).owning(Rig::wakeSystem);
        rig.driver.answer("OnArmWakeFromSx", HResult.E_FAIL);
        rig.plugged();
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        assertThat(rig.power()).isEqualTo(PowerState.DX_SLEEP);
        assertThat(bench.signalWake()).isFalse();
        bench.resume();
        assertThat(powerEvents(bench))
                .containsExactly("OnArmWakeFromSx", "OnDisarmWakeFromSx", "OnD0Exit(D3)", "OnD0Entry(D3)");
    }

    @Schedules
    @Rule("PWR-25")
    void onlyADeviceThatSignalledIsToldSo(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().idlingArmed().plugged().idled();
        rig.read(1);
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D2)", "OnDisarmWakeFromS0");
        assertThat(bench.signalWake()).as("disarmed").isFalse();
        rig.idled();
        bench.signalWake();
        bench.quiet();
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D2)", "OnWakeFromS0Triggered", "OnDisarmWakeFromS0");
    }

    @Schedules
    @Rule("PWR-25")
    void aSignalWhileTheDeviceGoesDownBringsItBack(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idlingArmed();
        rig.driver.doing("OnD0Exit", () -> assertThat(bench.signalWake()).isTrue());
        rig.plugged();
        bench.pass(Rig.IDLE);
        bench.quiet();
        assertThat(powerEvents(bench))
                .containsExactly(
                        "OnArmWakeFromS0",
                        "OnD0Exit(D2)",
                        "OnD0Entry(D2)",
                        "OnWakeFromS0Triggered",
                        "OnDisarmWakeFromS0");
        rig.driver.doing("OnD0Exit", () -> {});
    }

    @Schedules
    @Rule("PWR-26")
    void anArmedIdleDeviceIsInD0BeforeItSleeps(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idlingArmed().plugged().idled();
        bench.suspend();
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D2)", "OnDisarmWakeFromS0", "OnD0Exit(D3)");
        assertThat(rig.power()).isEqualTo(PowerState.DX_SLEEP);
        bench.resume();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
    }

    @Schedules
    @Rule("PWR-26")
    void anIdleDeviceThatWakesTheSystemIsInD0BeforeItSleeps(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL)
                .owning(device -> {
                    Rig.idle(device, CANNOT_WAKE_FROM_S0);
                    Rig.wakeSystem(device);
                })
                .plugged()
                .idled();
        bench.suspend();
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D2)", "OnArmWakeFromSx", "OnD0Exit(D3)");
        assertThat(rig.power()).isEqualTo(PowerState.DX_SLEEP_ARMED);
        bench.resume();
    }

    @Schedules
    @Rule({"PWR-26", "PWR-27"})
    void anUnarmedIdleDeviceSleepsAndStaysIdleWithoutACallback(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().idling().plugged().idled();
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        assertThat(rig.power()).isEqualTo(PowerState.DX_SLEEP);
        assertThat(bench.resume()).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
        assertThat(bench.trace().events()).isEmpty();
        assertThat(rig.program().read(1).await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule("PWR-27")
    void whatCameDuringTheSleepReturnsTheDeviceWithTheSystem(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().idling().plugged().idled();
        bench.suspend();
        PendingIo io = rig.read(1);
        assertThat(io.isDone()).isFalse();
        bench.resume();
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D2)");
    }

    @Schedules
    @Rule("PWR-27")
    void aDeviceMayAskToReturnWithTheSystem(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL)
                .owning(device -> device.assignS0IdleSettingsEx(new WUDF_DEVICE_POWER_POLICY_IDLE_SETTINGS(
                        CANNOT_WAKE_FROM_S0,
                        DEVICE_POWER_STATE.D1,
                        (int) Rig.IDLE.toMillis(),
                        WDF_POWER_POLICY_S0_IDLE_USER_CONTROL.DO_NOT_ALLOW_USER_CONTROL,
                        WDF_TRI_STATE.TRUE,
                        WDF_TRI_STATE.TRUE,
                        WDF_TRI_STATE.USE_DEFAULT)))
                .plugged()
                .idled();
        bench.suspend();
        bench.resume();
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D1)");
        assertThat(rig.power()).isEqualTo(PowerState.D0);
    }

    @Schedules
    @Rule("PWR-7")
    void anArmedIdleDeviceIsDisarmedBeforeTheShutdown(DriverBench bench) {
        new Rig(bench, PARALLEL)
                .owning(device -> Rig.idle(device, CAN_WAKE_FROM_S0))
                .plugged()
                .idled();
        assertThat(bench.stack().shutdown()).isEqualTo(HResult.S_OK);
        assertThat(powerEvents(bench)).containsExactly("OnD0Entry(D2)", "OnDisarmWakeFromS0", "OnD0Exit(D3_FINAL)");
    }
}
