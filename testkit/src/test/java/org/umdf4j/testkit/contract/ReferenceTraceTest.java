package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 15 of the PnP and power contract, literally; T1, T11, T12 and T13 are with their rules' other tests. */
class ReferenceTraceTest {
    /** r1 owned, q2 stored, n1 owned. */
    private static PendingIo load(Rig rig) {
        rig.n.onIoStop((_, request, _) -> request.stopAcknowledge(false));
        rig.plugged();
        rig.read(1);
        PendingIo stored = rig.read(2);
        rig.write(1);
        rig.bench.trace().clear();
        return stored;
    }

    @Schedules
    @Rule({"T5", "T6", "PQ-6"})
    void sleepAndResumeWithAKeptRequest(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping();
        load(rig);
        bench.suspend();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0ExitPreInterruptsDisabled(D3)",
                        "OnD0Exit(D3)");
        bench.trace().clear();
        bench.resume();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnD0Entry(D3)",
                        "OnD0EntryPostInterruptsEnabled(D3)",
                        "OnIoResume(r1)",
                        "OnSelfManagedIoRestart");
        rig.complete("r1");
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r2)");
    }

    @Schedules
    @Rule("T2")
    void idlePowerDownArmed(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().idlingArmed().plugged();
        bench.pass(Rig.IDLE);
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnArmWakeFromS0",
                        "OnD0ExitPreInterruptsDisabled(D2)",
                        "OnD0Exit(D2)");
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE_ARMED);
    }

    @Schedules
    @Rule("T3")
    void aRequestArrivesInIdleDx(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().idlingArmed().plugged().idled();
        rig.read(1);
        assertThat(bench.trace().events())
                .startsWith("OnD0Entry(D2)", "OnD0EntryPostInterruptsEnabled(D2)", "OnDisarmWakeFromS0");
        assertThat(bench.trace().events().subList(3, bench.trace().events().size()))
                .containsExactlyInAnyOrder("OnRead(r1)", "OnSelfManagedIoRestart");
    }

    @Schedules
    @Rule("T4")
    void theDeviceSignalsInIdleDx(DriverBench bench) {
        new Rig(bench, SEQUENTIAL).keeping().idlingArmed().plugged().idled();
        assertThat(bench.signalWake()).isTrue();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnD0Entry(D2)",
                        "OnD0EntryPostInterruptsEnabled(D2)",
                        "OnWakeFromS0Triggered",
                        "OnDisarmWakeFromS0",
                        "OnSelfManagedIoRestart");
    }

    @Schedules
    @Rule({"T5", "T6"})
    void armedSleepAndTheResumeItAsksFor(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().owning(Rig::wakeSystem);
        load(rig);
        bench.suspend();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnArmWakeFromSx",
                        "OnD0ExitPreInterruptsDisabled(D3)",
                        "OnD0Exit(D3)");
        bench.trace().clear();
        assertThat(bench.signalWake()).isTrue();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnD0Entry(D3)",
                        "OnD0EntryPostInterruptsEnabled(D3)",
                        "OnWakeFromSxTriggered",
                        "OnDisarmWakeFromSx",
                        "OnIoResume(r1)",
                        "OnSelfManagedIoRestart");
        rig.complete("r1");
        assertThat(bench.trace().of("OnRead")).containsExactly("OnRead(r2)");
    }

    @Schedules
    @Rule("T7")
    void sleepAndResumeWithARequestGivenBack(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).givingBack();
        load(rig);
        bench.suspend();
        assertThat(bench.trace().of("OnIoStop")).containsExactly("OnIoStop(r1, SUSPEND)");
        bench.trace().clear();
        bench.resume();
        bench.quiet();
        rig.complete("r1");
        assertThat(bench.trace().of("OnD0Entry(", "OnRead", "OnIoResume"))
                .containsExactly("OnD0Entry(D3)", "OnRead(r1)", "OnRead(r2)");
    }

    @Schedules
    @Rule({"T8", "PNP-6", "OBJ-1"})
    void orderlyRemovalWithAKeptRequest(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping();
        PendingIo stored = load(rig);
        bench.stack().queryRemove();
        Activity remove = bench.begin("remove", bench::remove);
        bench.quiet();
        assertThat(stored.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        rig.complete("r1");
        rig.complete("w1");
        remove.await();
        bench.unplug();
        assertThat(bench.trace().of("On", "r2"))
                .containsExactly(
                        "OnQueryRemove",
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "r2 ended: ERROR_OPERATION_ABORTED 0x800703E3, 0",
                        "OnIoStop(r1, PURGE)",
                        "OnSelfManagedIoFlush",
                        "OnIoStop(w1, PURGE)",
                        "OnSelfManagedIoCleanup",
                        "OnCleanupFile",
                        "OnCloseFile",
                        "OnCleanup",
                        "OnDeinitialize");
    }

    @Schedules
    @Rule("T9")
    void surpriseRemovalInD0(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping();
        load(rig);
        bench.surpriseRemove();
        bench.remove();
        assertThat(bench.trace().of("On"))
                .containsExactly(
                        "OnSurpriseRemoval",
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnIoStop(r1, PURGE)",
                        "OnSelfManagedIoFlush",
                        "OnIoStop(w1, PURGE)",
                        "OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("T10")
    void surpriseRemovalInDx(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.program().file().close();
        bench.quiet();
        bench.suspend();
        bench.trace().clear();
        bench.surpriseRemove();
        bench.remove();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSurpriseRemoval",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush",
                        "OnSelfManagedIoCleanup",
                        "OnCleanup");
    }
}
