package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Section 5 of the PnP and power contract: leaving and entering D0. */
class PowerTest {
    @Schedules
    @Rule({"PWR-1", "PWR-2", "PWR-5", "PWR-6", "PWR-8"})
    void sleepAndResumeCallEverythingInOrder(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        rig.read(1);
        bench.trace().clear();
        bench.suspend();
        bench.resume();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnIoStop(r1, SUSPEND)",
                        "OnD0ExitPreInterruptsDisabled(D3)",
                        "OnD0Exit(D3)",
                        "OnD0Entry(D3)",
                        "OnD0EntryPostInterruptsEnabled(D3)",
                        "OnIoResume(r1)",
                        "OnSelfManagedIoRestart");
    }

    @Schedules
    @Rule("PWR-3")
    void queuesStillDeliverDuringSelfManagedIoSuspend(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        rig.driver.doing("OnSelfManagedIoSuspend", () -> rig.program().read(1));
        rig.plugged();
        bench.suspend();
        rig.driver.doing("OnSelfManagedIoSuspend", () -> {});
        assertThat(bench.trace().of("OnSelfManagedIoSuspend", "OnRead", "OnIoStop"))
                .containsExactly("OnSelfManagedIoSuspend", "OnRead(r1)", "OnIoStop(r1, SUSPEND)");
        bench.resume();
    }

    @Schedules
    @Rule({"PWR-5", "PWR-7"})
    void shutdownGoesToD3FinalAndNothingFollows(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        assertThat(bench.stack().shutdown()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend", "OnD0ExitPreInterruptsDisabled(D3_FINAL)", "OnD0Exit(D3_FINAL)");
        assertThat(rig.p.get().getState().isPnpHeld()).isTrue();
    }

    @Schedules
    @Rule("PWR-9")
    void theSystemPowerActionIsKnownInsideThePowerCallbacksOnly(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        List<POWER_ACTION> actions = new ArrayList<>();
        for (String callback : List.of("OnD0Exit", "OnD0Entry", "OnSelfManagedIoRestart")) {
            rig.driver.doing(callback, () -> actions.add(rig.driver.device().getSystemPowerAction()));
        }
        rig.plugged();
        actions.add(rig.driver.device().getSystemPowerAction());
        bench.stack().suspend(POWER_ACTION.HIBERNATE);
        bench.resume();
        actions.add(rig.driver.device().getSystemPowerAction());
        assertThat(actions)
                .containsExactly(
                        POWER_ACTION.NONE,
                        POWER_ACTION.NONE,
                        POWER_ACTION.HIBERNATE,
                        POWER_ACTION.HIBERNATE,
                        POWER_ACTION.HIBERNATE,
                        POWER_ACTION.NONE);
    }

    @Schedules(60)
    @Rule("PWR-10")
    void transitionsAskedForTogetherRunOneAfterTheOther(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).keeping().plugged();
        rig.reads(1, 2);
        bench.trace().clear();
        Activity suspend = bench.begin("suspend", bench::suspend);
        Activity resume = bench.begin("resume", () -> {
            suspend.await();
            bench.resume();
        });
        Activity remove = bench.begin("remove", () -> {
            suspend.await();
            bench.remove();
        });
        bench.quiet();
        rig.complete("r1");
        resume.await();
        remove.await();
        List<String> power = bench.trace().of("OnSelfManagedIoSuspend", "OnD0", "OnReleaseHardware");
        assertThat(power).startsWith("OnSelfManagedIoSuspend", "OnD0ExitPreInterruptsDisabled(D3)", "OnD0Exit(D3)");
        assertThat(power).endsWith("OnReleaseHardware");
    }
}
