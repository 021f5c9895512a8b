package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 6 of the PnP and power contract: query, stop, rebalance. */
class QueryTest {
    @Schedules
    @Rule("PNP-14")
    void aVetoLeavesTheDeviceStarted(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnQueryRemove", HResult.ERROR_BUSY).answer("OnQueryStop", HResult.ERROR_ACCESS_DENIED);
        rig.plugged();
        assertThat(bench.stack().queryRemove()).isEqualTo(HResult.ERROR_BUSY);
        assertThat(bench.stack().queryStop()).isEqualTo(HResult.ERROR_ACCESS_DENIED);
        assertThat(bench.trace().events()).containsExactly("OnQueryRemove", "OnQueryStop");
        rig.read(1);
        assertThat(bench.held().names()).containsExactly("r1");
    }

    @Schedules
    @Rule("PNP-15")
    void notSupportedFromAQueryIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnQueryRemove", HResult.STATUS_NOT_SUPPORTED);
        rig.plugged();
        bench.expectViolation("PNP-15");
        bench.stack().queryRemove();
    }

    @Schedules
    @Rule("PNP-15")
    void notSupportedFromReleaseHardwareIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnReleaseHardware", HResult.STATUS_NOT_SUPPORTED);
        rig.plugged();
        bench.expectViolation("PNP-15");
        bench.remove();
    }

    @Schedules
    @Rule({"PNP-17", "PNP-18"})
    void queuesRunWhileAQueryIsPendingAndACancelCallsNobody(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        bench.stack().queryRemove();
        rig.read(1);
        bench.stack().cancelRemove();
        bench.stack().queryStop();
        rig.read(2);
        bench.stack().cancelStop();
        assertThat(bench.trace().events()).containsExactly("OnQueryRemove", "OnRead(r1)", "OnQueryStop", "OnRead(r2)");
    }

    @Schedules
    @Rule({"PNP-19", "PNP-20", "PNP-21", "T11"})
    void aRebalanceStopsAndRestartsWithoutPurgeOrFlush(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        bench.trace().clear();
        assertThat(bench.stack().queryStop()).isEqualTo(HResult.S_OK);
        assertThat(bench.stack().stop()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnQueryStop",
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware");
        rig.read(2);
        rig.write(3);
        assertThat(bench.held().names()).containsExactly("r1", "w3");
        assertThat(rig.p.get().getState().requestsInQueue()).isEqualTo(1);
        assertThat(bench.stack().port().isAvailable()).isTrue();
        bench.trace().clear();
        assertThat(bench.stack().restart()).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(bench.trace().of("OnPrepare", "OnD0", "OnIoResume", "OnSelf"))
                .containsExactly(
                        "OnPrepareHardware",
                        "OnD0Entry(D3_FINAL)",
                        "OnD0EntryPostInterruptsEnabled(D3_FINAL)",
                        "OnIoResume(r1)",
                        "OnSelfManagedIoRestart");
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r2)");
    }
}
