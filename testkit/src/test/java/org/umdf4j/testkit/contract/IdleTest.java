package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.pnp.PowerState;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Section 5.1 of the PnP and power contract: idle power-down. */
class IdleTest {
    private static void passIdle(DriverBench bench) {
        bench.pass(Rig.IDLE);
        bench.quiet();
    }

    @Schedules
    @Rule({"PWR-11", "PWR-12"})
    void theTimerRunsFromTheLastRequestOfAPowerManagedQueue(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        rig.reads(1, 2);
        passIdle(bench);
        rig.complete("r1");
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.complete("r2");
        bench.pass(Rig.IDLE.minusMillis(1));
        rig.read(3);
        rig.complete("r3");
        bench.pass(Rig.IDLE.minusMillis(1));
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        bench.pass(Rig.IDLE.dividedBy(100));
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
        assertThat(bench.trace().of("OnIoStop", "OnArm")).isEmpty();
    }

    @Schedules
    @Rule("PWR-11")
    void aStoredRequestKeepsTheDeviceBusyAndOneOfAnotherQueueDoesNot(DriverBench bench) {
        Rig rig = new Rig(bench, MANUAL).idling().plugged();
        rig.write(1);
        rig.read(1);
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.retrieve();
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.complete("r1");
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
        assertThat(bench.held().names()).containsExactly("w1");
    }

    @Schedules
    @Rule({"PWR-11", "PWR-18"})
    void stopIdleKeepsTheDeviceBusyUntilTheLastResumeIdle(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        IWDFDevice device = rig.driver.device();
        assertThat(device.stopIdle(false)).isTrue();
        assertThat(device.stopIdle(true)).isTrue();
        passIdle(bench);
        device.resumeIdle();
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        device.resumeIdle();
        bench.pass(Rig.IDLE.minusMillis(1));
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        bench.pass(Rig.IDLE.dividedBy(100));
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
    }

    @Schedules(60)
    @Rule({"PWR-13", "PWR-3"})
    void aRequestDuringThePowerDownWaitsForItsEndAndBringsTheDeviceBack(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().keeping().idling();
        List<PendingIo> started = new ArrayList<>();
        rig.driver.doing("OnD0Exit", () -> started.add(rig.program().read(started.size() + 1)));
        rig.plugged();
        passIdle(bench);
        rig.driver.doing("OnD0Exit", () -> {});
        assertThat(started.getFirst().await().status()).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(bench.trace().of("OnD0Exit(", "OnD0Entry(", "OnRead"))
                .containsExactly("OnD0Exit(D2)", "OnD0Entry(D2)", "OnRead(r1)");
        assertThat(rig.power()).isEqualTo(PowerState.D0);
    }

    @Schedules
    @Rule("PWR-13")
    void activityBetweenTheTimeoutAndThePowerDownKeepsTheDeviceInD0(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        // The query keeps the stack's operations busy while the timeout passes.
        rig.driver.doing("OnQueryRemove", () -> {
            bench.pass(Rig.IDLE);
            rig.program().read(1);
        });
        assertThat(bench.stack().queryRemove()).isEqualTo(HResult.S_OK);
        bench.stack().cancelRemove();
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        assertThat(bench.trace().of("OnSelfManagedIoSuspend")).isEmpty();
    }

    @Schedules
    @Rule("PWR-14")
    void aStoredRequestReturnsTheDeviceBeforeItIsDelivered(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().idling().plugged().idled();
        assertThat(rig.program().read(1).await().status()).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(bench.trace().of("OnD0Entry(", "OnRead")).containsExactly("OnD0Entry(D2)", "OnRead(r1)");
        assertThat(rig.power()).isEqualTo(PowerState.D0);
    }

    @Schedules
    @Rule("PWR-14")
    void aFilterWithAPowerManagedQueueAboveTheOwnerIsFound(DriverBench bench) {
        bench.expectViolation("PWR-14");
        ScriptedDriver owner = bench.driver("owner")
                .beforeDevice(init -> init.setPowerPolicyOwnership(true))
                .afterDevice(device -> Rig.idle(device, WDF_POWER_POLICY_S0_IDLE_CAPABILITIES.CANNOT_WAKE_FROM_S0));
        owner.queue("P", PARALLEL).powerManaged().asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("F", PARALLEL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.READ)
                .onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(owner, filter);
        var program = bench.program();
        passIdle(bench);
        assertThat(program.read(1).await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
    }

    @Schedules
    @Rule("PWR-15")
    void aRequestDuringSystemSleepWaitsForTheSystem(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().idling().plugged();
        bench.suspend();
        PendingIo io = rig.read(1);
        passIdle(bench);
        assertThat(io.isDone()).isFalse();
        assertThat(rig.power()).isEqualTo(PowerState.DX_SLEEP);
        bench.resume();
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule("PWR-16")
    void anotherQueueDeliversInDxAndOnlyStopIdleReturnsTheDevice(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged().idled();
        rig.write(1);
        assertThat(bench.trace().events()).containsExactly("OnWrite(w1)");
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
        rig.driver.device().stopIdle(true);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.driver.device().resumeIdle();
    }

    @Schedules
    @Rule("PWR-17")
    void stopIdleSaysWhetherTheDeviceIsInD0(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        IWDFDevice device = rig.driver.device();
        assertThat(device.stopIdle(false)).isTrue();
        device.resumeIdle();
        rig.idled();
        assertThat(device.stopIdle(false)).isFalse();
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        passIdle(bench);
        assertThat(rig.power()).as("the reference is held").isEqualTo(PowerState.D0);
        device.resumeIdle();
    }

    @Schedules
    @Rule("PWR-17")
    void stopIdleIsRefusedWhoDoesNotOwnThePolicyAndWhatHasNoPower(DriverBench bench) {
        Rig other = new Rig(bench, PARALLEL).plugged();
        refused(other.driver.device(), HResult.STATUS_INVALID_DEVICE_REQUEST);
        bench.unplug();

        Rig failing = new Rig(bench, PARALLEL).idling().plugged().idled();
        failing.driver.answer("OnD0Entry", HResult.E_FAIL);
        failing.read(1);
        refused(failing.driver.device(), HResult.STATUS_POWER_STATE_INVALID);
    }

    private static void refused(IWDFDevice device, HResult status) {
        assertThatThrownBy(() -> device.stopIdle(false))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Schedules
    @Rule("PWR-18")
    void stopIdleWaitsForD0(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idlingArmed().plugged().idled();
        assertThat(rig.driver.device().stopIdle(true)).isTrue();
        assertThat(bench.trace().of("OnD0Entry(", "OnDisarm")).containsExactly("OnD0Entry(D2)", "OnDisarmWakeFromS0");
        rig.driver.device().resumeIdle();
    }

    @Schedules
    @Rule("PWR-18")
    void stopIdleThatWaitsForAPowerUpThatFailsHoldsNothing(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged().idled();
        rig.driver.answer("OnD0Entry", HResult.E_FAIL);
        assertThatThrownBy(() -> rig.driver.device().stopIdle(true))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.STATUS_POWER_STATE_INVALID));
        bench.expectViolation("PWR-18"); // the reference was dropped, so there is nothing to resume
        assertThatThrownBy(() -> rig.driver.device().resumeIdle()).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("PWR-18")
    void stopIdleDuringSystemSleepWaitsForTheSystem(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        bench.suspend();
        Activity waiting = bench.begin("StopIdle", () -> rig.driver.device().stopIdle(true));
        passIdle(bench);
        assertThat(waiting.isDone()).isFalse();
        bench.resume();
        waiting.await();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.driver.device().resumeIdle();
    }

    @Schedules
    @Rule("PWR-18")
    void aSurplusResumeIdleIsAViolation(DriverBench bench) {
        bench.expectViolation("PWR-18");
        Rig rig = new Rig(bench, PARALLEL).idling().plugged();
        rig.driver.device().stopIdle(false);
        rig.driver.device().resumeIdle();
        assertThatThrownBy(() -> rig.driver.device().resumeIdle()).isInstanceOf(ContractViolationException.class);
    }

    @Schedules
    @Rule("PWR-19")
    void waitingForD0InACallbackOfAPowerManagedQueueIsAViolation(DriverBench bench) {
        bench.expectViolation("PWR-19");
        Rig rig = new Rig(bench, PARALLEL).idling();
        rig.p.onRead((_, _, _) -> rig.driver.device().stopIdle(true));
        rig.plugged();
        assertThat(rig.program().read(1).await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
    }

    @Schedules
    @Rule("PWR-19")
    void waitingForD0InAPowerCallbackIsAViolation(DriverBench bench) {
        bench.expectViolation("PWR-19");
        Rig rig = new Rig(bench, PARALLEL).idling();
        rig.driver.doing("OnSelfManagedIoSuspend", () -> rig.driver.device().stopIdle(true));
        rig.plugged();
        passIdle(bench);
    }

    @Schedules
    @Rule("PWR-19")
    void stopIdleBeforeTheFirstD0EntryIsRefused(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling();
        rig.driver.doing("OnPrepareHardware", () -> refused(rig.driver.device(), HResult.STATUS_POWER_STATE_INVALID));
        rig.driver.doing(
                "OnSelfManagedIoInit",
                () -> assertThat(rig.driver.device().stopIdle(false)).isFalse());
        rig.plugged();
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.driver.device().resumeIdle();
    }

    @Schedules
    @Rule("PWR-22")
    void idlenessTurnedOffByUserOrDriverReturnsTheDevice(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged().idled();
        assertThat(bench.stack().setIdle(false)).isEqualTo(HResult.S_OK);
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        bench.stack().setIdle(true);
        rig.idled();
        PowerPolicySettingsTest.assign(rig.driver.device(), WDF_TRI_STATE.FALSE);
        bench.quiet();
        assertThat(rig.power()).isEqualTo(PowerState.D0);
    }

    @Schedules
    @Rule("PWR-9")
    void noSystemPowerActionCausesIdleness(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).completing().idling();
        List<POWER_ACTION> actions = new ArrayList<>();
        for (String callback : List.of("OnD0Exit", "OnD0Entry")) {
            rig.driver.doing(callback, () -> actions.add(rig.driver.device().getSystemPowerAction()));
        }
        rig.plugged().idled();
        rig.read(1);
        assertThat(actions).containsExactly(POWER_ACTION.NONE, POWER_ACTION.NONE, POWER_ACTION.NONE);
    }

    @Schedules
    @Rule("PNP-16")
    void anAcceptedQueryReturnsTheDeviceAndKeepsIt(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).idling().plugged().idled();
        assertThat(bench.stack().queryStop()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().of("OnQueryStop", "OnD0Entry(")).containsExactly("OnQueryStop", "OnD0Entry(D2)");
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        bench.stack().cancelStop();
        rig.idled();
        bench.stack().queryStop();
        bench.stack().stop();
        bench.stack().restart();
        rig.idled();
    }

    @Schedules
    @Rule("PNP-24")
    void aRemovalReturnsTheIdleDeviceFirst(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().idlingArmed().plugged();
        rig.program().file().close();
        rig.idled();
        bench.remove();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnD0Entry(D2)",
                        "OnD0EntryPostInterruptsEnabled(D2)",
                        "OnDisarmWakeFromS0",
                        "OnSelfManagedIoRestart",
                        "OnSelfManagedIoSuspend",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush",
                        "OnSelfManagedIoCleanup",
                        "OnCleanup");
    }

    @Schedules
    @Rule({"T10", "PNP-32"})
    void aSurpriseRemovalDoesNotReturnTheIdleDevice(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().idlingArmed().plugged();
        rig.program().file().close();
        rig.idled();
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

    @Schedules
    @Rule("STOP-26")
    void aPausedRequestKeepsTheDeviceBusyAfterTheResume(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().idling().plugged();
        rig.read(1);
        bench.suspend();
        bench.resume();
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.D0);
        rig.complete("r1");
        passIdle(bench);
        assertThat(rig.power()).isEqualTo(PowerState.DX_IDLE);
    }
}
