package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Schedules;

/** Idleness against everything that may happen at the same time, under many schedules. */
class IdleRaceTest {
    /** Power callbacks alternate, and no request is delivered between OnD0Exit and the next OnD0Entry. */
    private static void checkPower(DriverBench bench) {
        boolean powered = true;
        for (String event : bench.trace().of("OnD0Entry(", "OnD0Exit(", "OnRead")) {
            boolean entry = event.startsWith("OnD0Entry");
            assertThat(powered).as(event + " in " + bench.trace()).isEqualTo(!entry);
            powered = event.startsWith("OnD0Exit") ? false : powered || entry;
        }
    }

    /** At the moment the idle timeout passes: everything that follows races with the power-down. */
    private static Rig atTheTimeout(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().keeping().idlingArmed().plugged();
        bench.pass(Rig.IDLE);
        return rig;
    }

    private static void served(PendingIo io) {
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules(300)
    void requestsArriveAtEveryPointOfAPowerDown(DriverBench bench) {
        Rig rig = atTheTimeout(bench);
        PendingIo first = rig.program().read(1);
        PendingIo second = rig.program().read(2);
        served(first);
        served(second);
        bench.quiet();
        checkPower(bench);
        rig.idled();
        served(rig.program().read(3));
    }

    @Schedules(200)
    void theSystemSleepsWhileTheDevicePowersDown(DriverBench bench) {
        Rig rig = atTheTimeout(bench);
        List<PendingIo> reads = new ArrayList<>();
        Activity program = bench.begin("program", () -> reads.add(rig.program().read(1)));
        assertThat(bench.suspend()).isEqualTo(HResult.S_OK);
        program.await();
        bench.quiet();
        assertThat(rig.power().isAsleep()).isTrue();
        assertThat(bench.resume()).isEqualTo(HResult.S_OK);
        served(reads.getFirst());
        bench.quiet();
        checkPower(bench);
        rig.idled();
    }

    @Schedules(200)
    void theDeviceIsUnpluggedInWhateverItIsDoing(DriverBench bench) {
        Rig rig = atTheTimeout(bench);
        PendingIo read = rig.program().read(1);
        Activity signal = bench.begin("wake signal", bench::signalWake);
        bench.surpriseRemove();
        signal.await();
        assertThat(read.await().status()).isIn(HResult.S_OK, HResult.ERROR_OPERATION_ABORTED);
        bench.remove();
        bench.quiet();
        checkPower(bench);
    }

    @Schedules(200)
    void theDeviceIsRemovedInWhateverItIsDoing(DriverBench bench) {
        Rig rig = atTheTimeout(bench);
        PendingIo read = rig.program().read(1);
        Activity signal = bench.begin("wake signal", bench::signalWake);
        bench.remove();
        signal.await();
        assertThat(read.await().status()).isIn(HResult.S_OK, HResult.ERROR_OPERATION_ABORTED);
        bench.quiet();
        checkPower(bench);
        assertThat(bench.trace().of("OnD0Exit(")).endsWith("OnD0Exit(D3_FINAL)");
    }

    @Schedules(200)
    void whoStoppedIdlenessIsInD0UntilItResumes(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idlingArmed();
        boolean[] powered = {true};
        rig.driver.doing("OnD0Entry", () -> powered[0] = true);
        rig.driver.doing("OnD0Exit", () -> powered[0] = false);
        rig.plugged();
        bench.pass(Rig.IDLE);
        List<Activity> tasks = new ArrayList<>();
        for (int task = 0; task < 3; task++) {
            boolean waits = task < 2;
            tasks.add(bench.begin("task " + task, () -> stopAndResume(bench, rig.driver.device(), powered, waits)));
        }
        tasks.forEach(Activity::await);
        bench.quiet();
        rig.idled();
    }

    private static void stopAndResume(DriverBench bench, IWDFDevice device, boolean[] powered, boolean waits) {
        for (int i = 0; i < 2; i++) {
            if (device.stopIdle(waits)) {
                assertThat(powered[0]).as("in D0 after StopIdle").isTrue();
                bench.scheduler().point("test.working");
                assertThat(powered[0]).as("in D0 until ResumeIdle").isTrue();
            }
            device.resumeIdle();
            bench.pass(Rig.IDLE);
        }
    }

    @Schedules(200)
    void theDeviceGoesWhileSomebodyWaitsForD0(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idlingArmed().plugged();
        bench.pass(Rig.IDLE);
        Activity waiting = bench.begin("StopIdle", () -> {
            try {
                rig.driver.device().stopIdle(true);
                rig.driver.device().resumeIdle();
            } catch (WdfException gone) {
                assertThat(gone.status()).isEqualTo(HResult.STATUS_POWER_STATE_INVALID);
            }
        });
        bench.surpriseRemove();
        waiting.await();
    }

    @Schedules(300)
    void aSignalARequestAndTheSystemsSleepComeTogether(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL)
                .completing()
                .keeping()
                .owning(device -> {
                    Rig.idle(device, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CAN_WAKE_FROM_S0);
                    Rig.wakeSystem(device);
                })
                .plugged()
                .idled();
        Activity signal = bench.begin("wake signal", bench::signalWake);
        List<PendingIo> reads = new ArrayList<>();
        Activity program = bench.begin("program", () -> reads.add(rig.program().read(1)));
        bench.suspend();
        signal.await();
        program.await();
        bench.quiet();
        if (rig.power().isAsleep()) { // otherwise the signal came so late that it woke the system
            assertThat(bench.resume()).isEqualTo(HResult.S_OK);
        }
        served(reads.getFirst());
        bench.quiet();
        long armed = bench.trace().of("OnArmWake").size();
        assertThat(bench.trace().of("OnDisarmWake")).hasSize((int) armed + 1); // it was armed before the trace began
        rig.idled();
    }

    @Schedules(200)
    void idlenessIsTurnedOffAndOnWhileTheDevicePowersDown(DriverBench bench) {
        Rig rig = atTheTimeout(bench);
        bench.stack().setIdle(false);
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        checkPower(bench);
        bench.stack().setIdle(true);
        rig.idled();
    }
}
