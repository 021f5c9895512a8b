package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IPnpCallback;
import org.umdf4j.ddi.IPnpCallbackHardware;
import org.umdf4j.ddi.IPnpCallbackHardwareInterrupt;
import org.umdf4j.ddi.IPnpCallbackSelfManagedIo;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.WDF_PNP_STATE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Sections 3 and 4 of the PnP and power contract: loading, adding, starting. */
class StartTest {
    @Schedules
    @Rule({"PNP-1", "PNP-2", "PNP-6", "PNP-8", "PNP-9", "T1"})
    void aFirstStartCallsEverythingInOrder(DriverBench bench) {
        bench.plug(bench.driver());
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnInitialize",
                        "OnDeviceAdd",
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled(D3_FINAL)",
                        "OnSelfManagedIoInit");
        bench.unplug();
        assertThat(bench.trace().events()).endsWith("OnSelfManagedIoCleanup", "OnCleanup", "OnDeinitialize");
    }

    @Schedules(0)
    @Rule("PNP-1")
    void aDriverWhoseInitializeFailsIsNotLoaded(DriverBench bench) {
        ScriptedDriver driver = bench.driver().answer("OnInitialize", HResult.E_OUTOFMEMORY);
        assertThatThrownBy(() -> bench.add(driver))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.E_OUTOFMEMORY));
        bench.quiet();
        assertThat(bench.trace().events()).containsExactly("OnInitialize");
    }

    @Schedules
    @Rule("PNP-3")
    void aDeviceAddThatSucceedsWithoutADeviceEndsTheStack(DriverBench bench) {
        bench.expectViolation("PNP-3");
        IDriverEntry lazy = new IDriverEntry() {
            @Override
            public HResult onInitialize(IWDFDriver wdfDriver) {
                return HResult.S_OK;
            }

            @Override
            public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
                return HResult.S_OK;
            }

            @Override
            public void onDeinitialize(IWDFDriver wdfDriver) {}
        };
        assertThatThrownBy(() -> bench.add(lazy)).isInstanceOf(DeviceAddException.class);
    }

    @Schedules
    @Rule({"PNP-4", "PNP-26"})
    void afterAFailedDeviceAddTheOthersAreTornDownWithReleaseHardware(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        ScriptedDriver upper = bench.driver("upper").answer("OnDeviceAdd", HResult.E_FAIL);
        assertThatThrownBy(() -> bench.add(lower, upper))
                .isInstanceOfSatisfying(
                        DeviceAddException.class, e -> assertThat(e.status()).isEqualTo(HResult.E_FAIL));
        bench.quiet();
        assertThat(bench.trace().of("lower.On"))
                .containsExactly(
                        "lower.OnInitialize", "lower.OnDeviceAdd", "lower.OnReleaseHardware", "lower.OnCleanup");
        assertThat(bench.trace().of("upper.OnReleaseHardware", "upper.OnPrepareHardware", "upper.OnD0"))
                .isEmpty();
    }

    @Schedules
    @Rule("PNP-5")
    void missingInterfacesAreSkippedAsIfSuccessful(DriverBench bench) {
        ScriptedDriver driver = bench.driver()
                .without(IPnpCallback.class)
                .without(IPnpCallbackHardware.class)
                .without(IPnpCallbackHardwareInterrupt.class)
                .without(IPnpCallbackSelfManagedIo.class);
        bench.plug(driver);
        bench.suspend();
        bench.resume();
        bench.unplug();
        assertThat(bench.trace().events())
                .containsExactly("OnInitialize", "OnDeviceAdd", "OnCleanup", "OnDeinitialize");
    }

    @Schedules
    @Rule("PNP-7")
    void aStackStartsLowestFirstAndStopsHighestFirst(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        ScriptedDriver upper = bench.driver("upper").beforeDevice(IWDFDeviceInitialize::setFilter);
        bench.plug(lower, upper);
        assertThat(bench.trace().of("lower.OnD0Entry(", "lower.OnSelf", "upper.OnPrepare", "upper.OnSelf"))
                .containsExactly(
                        "lower.OnD0Entry(D3_FINAL)",
                        "lower.OnSelfManagedIoInit",
                        "upper.OnPrepareHardware",
                        "upper.OnSelfManagedIoInit");
        bench.trace().clear();
        bench.suspend();
        assertThat(bench.trace().of("lower.OnSelf", "lower.OnD0Exit(", "upper.OnSelf", "upper.OnD0Exit("))
                .containsExactly(
                        "upper.OnSelfManagedIoSuspend",
                        "upper.OnD0Exit(D3)",
                        "lower.OnSelfManagedIoSuspend",
                        "lower.OnD0Exit(D3)");
        bench.trace().clear();
        bench.resume();
        assertThat(bench.trace().of("lower.OnSelf", "lower.OnD0Entry(", "upper.OnSelf", "upper.OnD0Entry("))
                .containsExactly(
                        "lower.OnD0Entry(D3)",
                        "lower.OnSelfManagedIoRestart",
                        "upper.OnD0Entry(D3)",
                        "upper.OnSelfManagedIoRestart");
        bench.trace().clear();
        bench.remove();
        assertThat(bench.trace().of("lower.OnReleaseHardware", "upper.OnReleaseHardware"))
                .containsExactly("upper.OnReleaseHardware", "lower.OnReleaseHardware");
    }

    @Schedules
    @Rule("PNP-10")
    void powerManagedQueuesDeliverBeforeAndDuringSelfManagedIoInit(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL);
        boolean[] held = new boolean[1];
        rig.driver.doing(
                "OnSelfManagedIoInit", () -> held[0] = rig.p.get().getState().isPnpHeld());
        rig.plugged();
        assertThat(held[0]).isFalse();
    }

    @Schedules
    @Rule({"PNP-11", "OBJ-11"})
    void programsGetInOnlyWhenTheWholePowerUpHasSucceeded(DriverBench bench) throws DeviceAddException {
        Rig rig = new Rig(bench, PARALLEL);
        boolean[] available = new boolean[] {true, true};
        rig.driver
                .doing("OnD0Entry", () -> available[0] = bench.stack().port().isAvailable())
                .doing(
                        "OnSelfManagedIoInit",
                        () -> available[1] = bench.stack().port().isAvailable());
        bench.add(rig.driver);
        assertThatThrownBy(bench::program).isInstanceOf(WdfException.class);
        assertThat(bench.start()).isEqualTo(HResult.S_OK);
        assertThat(available).containsExactly(false, false);
        assertThat(bench.stack().port().isAvailable()).isTrue();
    }

    @Schedules
    @Rule("PNP-12")
    void prepareHardwareResetsWhatWasSetEarlier(DriverBench bench) {
        ScriptedDriver driver =
                bench.driver().afterDevice(device -> device.setPnpState(WDF_PNP_STATE.FAILED, WDF_TRI_STATE.TRUE));
        bench.plug(driver);
        assertThat(driver.device().getPnpState(WDF_PNP_STATE.FAILED)).isNotEqualTo(WDF_TRI_STATE.TRUE);
        assertThat(bench.stack().port().isAvailable()).isTrue();
    }

    @Schedules
    @Rule("PNP-13")
    void aSecondStartStopsAndStarts(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        bench.trace().clear();
        assertThat(bench.stack().restart()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled(D3_FINAL)",
                        "OnIoResume(r1)",
                        "OnSelfManagedIoRestart");
    }
}
