package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.Map;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WDF_PNP_CAPABILITY;
import org.umdf4j.ddi.WDF_PNP_STATE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.framework.stack.PnpSettings;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 13 of the PnP and power contract: driver-controlled PnP state. */
class PnpStateTest {
    private static void fail(IWDFDevice device) {
        device.setPnpState(WDF_PNP_STATE.FAILED, WDF_TRI_STATE.TRUE);
        device.commitPnpState();
    }

    @Schedules
    @Rule("DEV-1")
    void nothingChangesUntilTheCommit(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFDevice device = rig.driver.device();
        device.setPnpState(WDF_PNP_STATE.FAILED, WDF_TRI_STATE.TRUE);
        bench.quiet();
        assertThat(device.getPnpState(WDF_PNP_STATE.FAILED)).isEqualTo(WDF_TRI_STATE.TRUE);
        assertThat(device.getPnpState(WDF_PNP_STATE.NOT_DISABLEABLE)).isEqualTo(WDF_TRI_STATE.USE_DEFAULT);
        assertThat(bench.stack().state()).isEqualTo(StackState.STARTED);
        assertThat(bench.trace().events()).isEmpty();
    }

    @Schedules
    @Rule("DEV-2")
    void aCommittedFailureTearsDownAsASurpriseRemoval(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        fail(rig.driver.device());
        bench.quiet();
        assertThat(bench.trace().of("OnSelf", "OnD0Exit(", "OnRelease"))
                .containsExactly(
                        "OnSelfManagedIoSuspend", "OnD0Exit(D3_FINAL)", "OnReleaseHardware", "OnSelfManagedIoFlush");
        assertThat(bench.stack().port().isAvailable()).isFalse();
    }

    @Schedules
    @Rule("DEV-3")
    void aFailureCommittedInAPowerCallbackWaitsForTheTransition(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.doing("OnD0Exit", () -> fail(rig.driver.device()));
        rig.plugged();
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(bench.trace().of("OnSelf", "OnD0Exit(", "OnRelease"))
                .containsExactly("OnSelfManagedIoSuspend", "OnD0Exit(D3)", "OnReleaseHardware", "OnSelfManagedIoFlush");
    }

    @Schedules
    @Rule("DEV-4")
    void aNotDisableableDeviceRefusesTheQueryWithoutAsking(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFDevice device = rig.driver.device();
        device.setPnpState(WDF_PNP_STATE.NOT_DISABLEABLE, WDF_TRI_STATE.TRUE);
        device.commitPnpState();
        bench.quiet();
        assertThat(bench.stack().queryRemove().failed()).isTrue();
        assertThat(bench.trace().of("OnQueryRemove")).isEmpty();
        device.setPnpState(WDF_PNP_STATE.NOT_DISABLEABLE, WDF_TRI_STATE.FALSE);
        device.commitPnpState();
        bench.quiet();
        assertThat(bench.stack().queryRemove()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule("DEV-4")
    void removedReportsTheDeviceGone(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.driver.device().setPnpState(WDF_PNP_STATE.REMOVED, WDF_TRI_STATE.TRUE);
        rig.driver.device().commitPnpState();
        bench.quiet();
        assertThat(bench.stack().port().isAvailable()).isFalse();
        assertThat(bench.trace().of("OnReleaseHardware")).hasSize(1);
    }

    @Schedules
    @Rule("DEV-4")
    void resourcesChangedAsksForARebalance(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.driver.device().setPnpState(WDF_PNP_STATE.RESOURCES_CHANGED, WDF_TRI_STATE.TRUE);
        rig.driver.device().commitPnpState();
        bench.quiet();
        assertThat(bench.trace().of("OnQueryStop", "OnReleaseHardware", "OnPrepareHardware"))
                .containsExactly("OnQueryStop", "OnReleaseHardware", "OnPrepareHardware");
        assertThat(bench.stack().state()).isEqualTo(StackState.STARTED);
    }

    @Schedules(0)
    @Rule("DEV-5")
    void capabilitiesAreStored(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.beforeDevice(init -> {
            init.setPnpCapability(WDF_PNP_CAPABILITY.REMOVABLE, WDF_TRI_STATE.TRUE);
            init.setPnpCapability(WDF_PNP_CAPABILITY.DOCK_DEVICE, WDF_TRI_STATE.FALSE);
            assertThat(init.getPnpCapability(WDF_PNP_CAPABILITY.REMOVABLE)).isEqualTo(WDF_TRI_STATE.TRUE);
            assertThat(init.getPnpCapability(WDF_PNP_CAPABILITY.DOCK_DEVICE)).isEqualTo(WDF_TRI_STATE.FALSE);
            assertThat(init.getPnpCapability(WDF_PNP_CAPABILITY.EJECT_SUPPORTED))
                    .isEqualTo(WDF_TRI_STATE.USE_DEFAULT);
        });
        rig.plugged();
    }

    @Schedules(0)
    @Rule({"DEV-1", "DEV-5", "PNP-12"})
    void whatADriverHasSaidShowsOnceItIsCommitted(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.beforeDevice(init -> {
            init.setPnpCapability(WDF_PNP_CAPABILITY.REMOVABLE, WDF_TRI_STATE.TRUE);
            init.setPnpCapability(WDF_PNP_CAPABILITY.LOCK_SUPPORTED, WDF_TRI_STATE.USE_DEFAULT);
        });
        rig.plugged();
        IWDFDevice device = rig.driver.device();
        device.setPnpState(WDF_PNP_STATE.NOT_DISABLEABLE, WDF_TRI_STATE.TRUE);
        assertThat(said(bench)).isEqualTo(new PnpSettings(Map.of(), Map.of("REMOVABLE", true)));
        device.commitPnpState();
        assertThat(said(bench)).isEqualTo(new PnpSettings(Map.of("NOT_DISABLEABLE", true), Map.of("REMOVABLE", true)));
        device.setPnpState(WDF_PNP_STATE.NOT_DISABLEABLE, WDF_TRI_STATE.USE_DEFAULT);
        device.commitPnpState();
        assertThat(said(bench).state()).isEmpty();
    }

    private static PnpSettings said(DriverBench bench) {
        return bench.stack().status().drivers().getFirst().pnpSettings();
    }
}
