package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.WDF_PNP_STATE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Section 12 of the PnP and power contract: failures. */
class FailureTest {
    /** Starts a device one of whose callbacks fails, removes it, and says what was called in the start and after. */
    private static List<String> failedStart(DriverBench bench, String callback) throws DeviceAddException {
        ScriptedDriver driver = bench.driver().answer(callback, HResult.ERROR_IO_DEVICE);
        bench.add(driver);
        bench.trace().clear();
        assertThat(bench.start().failed()).isTrue();
        assertThat(bench.stack().state()).isEqualTo(StackState.FAILED);
        bench.trace().mark("removed");
        bench.remove();
        return bench.trace().events();
    }

    @Schedules
    @Rule("FAIL-1")
    void aFailedPrepareHardwareIsReleased(DriverBench bench) throws DeviceAddException {
        assertThat(failedStart(bench, "OnPrepareHardware"))
                .containsExactly("OnPrepareHardware", "OnReleaseHardware", "removed", "OnCleanup");
    }

    @Schedules
    @Rule({"FAIL-2", "T12"})
    void aFailedD0EntryGetsNoD0Exit(DriverBench bench) throws DeviceAddException {
        assertThat(failedStart(bench, "OnD0Entry"))
                .containsExactly(
                        "OnPrepareHardware", "OnD0Entry(D3_FINAL)", "OnReleaseHardware", "removed", "OnCleanup");
    }

    @Schedules
    @Rule("FAIL-2")
    void aStartThatFailsInD0EntryReportsAPowerFailure(DriverBench bench) throws DeviceAddException {
        bench.add(bench.driver().answer("OnD0Entry", HResult.ERROR_IO_DEVICE));
        assertThat(bench.start()).isEqualTo(HResult.STATUS_DEVICE_POWER_FAILURE);
    }

    @Schedules
    @Rule("FAIL-2")
    void aFailedD0EntryOnTheWayBackTearsDownWithAFlush(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        bench.suspend();
        rig.driver.answer("OnD0Entry", HResult.E_FAIL);
        bench.trace().clear();
        assertThat(bench.resume().failed()).isTrue();
        assertThat(bench.trace().events())
                .containsExactly("OnD0Entry(D3)", "OnReleaseHardware", "OnSelfManagedIoFlush");
        bench.trace().clear();
        bench.remove();
        assertThat(bench.trace().events()).containsExactly("OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("FAIL-1")
    void aFailedPostInterruptsEnabledSkipsPreInterruptsDisabled(DriverBench bench) throws DeviceAddException {
        assertThat(failedStart(bench, "OnD0EntryPostInterruptsEnabled"))
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "removed",
                        "OnCleanup");
    }

    @Schedules
    @Rule({"FAIL-3", "PNP-27", "T13"})
    void aFailedSelfManagedIoInitIsFlushedAndCleanedUp(DriverBench bench) throws DeviceAddException {
        assertThat(failedStart(bench, "OnSelfManagedIoInit"))
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled(D3_FINAL)",
                        "OnSelfManagedIoInit",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush",
                        "removed",
                        "OnSelfManagedIoCleanup",
                        "OnCleanup");
    }

    @Schedules
    @Rule("FAIL-4")
    void aFailedSelfManagedIoSuspendLetsThePowerDownEndAndThenTearsDown(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnSelfManagedIoSuspend", HResult.E_FAIL);
        rig.plugged();
        bench.suspend();
        bench.quiet();
        bench.remove();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnD0ExitPreInterruptsDisabled(D3)",
                        "OnD0Exit(D3)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush",
                        "OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("FAIL-4")
    void aFailedD0ExitLetsThePowerDownEndAndThenTearsDown(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnD0Exit", HResult.E_FAIL);
        rig.plugged();
        bench.suspend();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnD0ExitPreInterruptsDisabled(D3)",
                        "OnD0Exit(D3)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush");
        assertThat(bench.stack().state()).isEqualTo(StackState.FAILED);
    }

    @Schedules
    @Rule("FAIL-5")
    void failuresDuringAnOrderlyRemovalChangeNothing(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List.of("OnSelfManagedIoSuspend", "OnD0ExitPreInterruptsDisabled", "OnD0Exit", "OnReleaseHardware")
                .forEach(callback -> rig.driver.answer(callback, HResult.E_FAIL));
        rig.plugged();
        bench.remove();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush",
                        "OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("FAIL-6")
    void aFailedDeviceRefusesToStartAndRejectsRequests(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnD0Exit", HResult.E_FAIL);
        rig.plugged();
        bench.suspend();
        bench.quiet();
        assertThat(bench.start()).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
        assertThat(rig.program().read(1).await().status().failed()).isTrue();
        assertThat(bench.trace().of("OnRead")).isEmpty();
    }

    @Schedules
    @Rule("FAIL-8")
    void aStartFailureKeepsTheDriversAboveUnstarted(DriverBench bench) throws DeviceAddException {
        ScriptedDriver lower = bench.driver("lower");
        ScriptedDriver middle = bench.driver("middle").answer("OnPrepareHardware", HResult.E_FAIL);
        ScriptedDriver upper = bench.driver("upper").beforeDevice(IWDFDeviceInitialize::setFilter);
        bench.add(lower, middle, upper);
        bench.trace().clear();
        assertThat(bench.start()).isEqualTo(HResult.E_FAIL);
        List<String> upTo = new ArrayList<>(bench.trace().of("upper."));
        assertThat(upTo).isEmpty();
        assertThat(bench.trace().of("lower.OnSelf")).containsExactly("lower.OnSelfManagedIoInit");
        bench.remove();
        assertThat(bench.trace().of("lower.OnReleaseHardware", "lower.OnSelfManagedIoCleanup"))
                .containsExactly("lower.OnReleaseHardware", "lower.OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("FAIL-6")
    void programsCannotOpenAFailedDevice(DriverBench bench) throws DeviceAddException {
        bench.add(bench.driver().answer("OnD0Entry", HResult.E_FAIL));
        assertThat(bench.start().failed()).isTrue();
        try {
            bench.program();
            throw new AssertionError("a failed device was opened");
        } catch (WdfException expected) {
            assertThat(expected.status()).isEqualTo(HResult.STATUS_NO_SUCH_DEVICE);
        }
    }

    @Schedules(0)
    @Rule("FAIL-7")
    void aFailureAsksForARestartAtMostFiveTimesInAMinute(DriverBench bench) throws DeviceAddException {
        for (int i = 0; i < 6; i++) {
            bench.add(bench.driver().answer("OnD0Entry", HResult.E_FAIL));
            assertThat(bench.start().failed()).isTrue();
            bench.unplug();
        }
        assertThat(bench.restartRequests()).containsExactly(true, true, true, true, true, false);
        bench.scheduler().pass(Duration.ofSeconds(61));
        bench.add(bench.driver().answer("OnD0Entry", HResult.E_FAIL));
        assertThat(bench.start().failed()).isTrue();
        assertThat(bench.restartRequests()).endsWith(true);
    }

    @Schedules(0)
    @Rule("FAIL-7")
    void aFailureTheDriverAskedForIsNoReasonToRestart(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.driver.device().setPnpState(WDF_PNP_STATE.FAILED, WDF_TRI_STATE.TRUE);
        rig.driver.device().commitPnpState();
        bench.quiet();
        assertThat(bench.restartRequests()).isEmpty();
    }
}
