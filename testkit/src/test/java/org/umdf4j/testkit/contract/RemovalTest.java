package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;

/** Sections 7 and 8 of the PnP and power contract: orderly and surprise removal. */
class RemovalTest {
    @Schedules
    @Rule({"PNP-22", "PNP-23"})
    void aRemovalFromD0RunsInOrderThoughReleaseHardwareFails(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.answer("OnReleaseHardware", HResult.E_FAIL);
        rig.plugged();
        rig.program().file().close();
        bench.quiet();
        bench.trace().clear();
        assertThat(bench.remove()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSelfManagedIoSuspend",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush",
                        "OnSelfManagedIoCleanup",
                        "OnCleanup");
    }

    @Schedules
    @Rule("PNP-25")
    void aRemovalInDxStartsAtReleaseHardware(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        bench.suspend();
        PendingIo stored = rig.read(1);
        bench.trace().clear();
        bench.remove();
        assertThat(stored.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(bench.trace().of("On"))
                .containsExactly("OnReleaseHardware", "OnSelfManagedIoFlush", "OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule({"PNP-26", "PNP-27"})
    void aDeviceNeverStartedGetsOnlyReleaseHardwareAndCleanup(DriverBench bench) throws DeviceAddException {
        bench.add(bench.driver());
        bench.trace().clear();
        bench.remove();
        assertThat(bench.trace().events()).containsExactly("OnReleaseHardware", "OnCleanup");
    }

    @Schedules
    @Rule("PNP-28")
    void fromThePurgeStepOnRequestsAreRejectedAndTheQueueCannotBeReopened(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping();
        rig.driver.doing("OnSelfManagedIoFlush", () -> {
            rig.p.get().start();
            rig.p.get().stop(null);
            bench.trace()
                    .mark("P accepts: "
                            + QueueStateTest.bits(rig.p.get().getState().flags()) % 2);
            bench.trace()
                    .mark("N accepts: "
                            + QueueStateTest.bits(rig.n.get().getState().flags()) % 2);
        });
        rig.driver.doing("OnSelfManagedIoCleanup", () -> {
            rig.n.get().start();
            bench.trace()
                    .mark("N accepts: "
                            + QueueStateTest.bits(rig.n.get().getState().flags()) % 2);
        });
        rig.plugged();
        bench.remove();
        assertThat(bench.trace().of("P accepts", "N accepts"))
                .containsExactly("P accepts: 0", "N accepts: 1", "N accepts: 0");
    }

    @Schedules
    @Rule("PNP-29")
    void aRemovedStackStaysUntilTheLastFileIsClosed(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        bench.remove();
        assertThat(bench.stack().state()).isEqualTo(StackState.REMOVED);
        assertThat(rig.program().read(1).await().status().failed()).isTrue();
        assertThatThrownBy(bench::program).isInstanceOf(WdfException.class);
        bench.trace().clear();
        rig.program().file().close();
        bench.quiet();
        assertThat(bench.trace().events()).containsExactly("OnCleanupFile", "OnCloseFile", "OnCleanup");
        assertThat(bench.stack().state()).isEqualTo(StackState.GONE);
    }

    @Schedules
    @Rule({"PNP-30", "PNP-31", "PNP-35"})
    void aSurpriseRemovalInD0TearsDownAndTheRemoveFinishesIt(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).keeping().plugged();
        bench.stack().queryRemove();
        bench.trace().clear();
        bench.surpriseRemove();
        assertThat(bench.trace().events())
                .containsExactly(
                        "OnSurpriseRemoval",
                        "OnSelfManagedIoSuspend",
                        "OnD0ExitPreInterruptsDisabled(D3_FINAL)",
                        "OnD0Exit(D3_FINAL)",
                        "OnReleaseHardware",
                        "OnSelfManagedIoFlush");
        assertThat(QueueStateTest.bits(rig.n.get().getState().flags()) & 3).isEqualTo(3);
        bench.trace().clear();
        bench.remove();
        assertThat(bench.trace().of("OnSelf")).containsExactly("OnSelfManagedIoCleanup");
    }

    @Schedules
    @Rule("PNP-32")
    void aSurpriseRemovalInDxStartsAtReleaseHardware(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        bench.suspend();
        bench.trace().clear();
        bench.surpriseRemove();
        assertThat(bench.trace().events())
                .containsExactly("OnSurpriseRemoval", "OnReleaseHardware", "OnSelfManagedIoFlush");
        assertThat(rig.p.get().getState().isPnpHeld()).isTrue();
    }

    @Schedules
    @Rule("PNP-32")
    void aSurpriseRemovalAfterARebalanceStopDoesNotReleaseTwice(DriverBench bench) {
        new Rig(bench, PARALLEL).plugged();
        bench.stack().queryStop();
        bench.stack().stop();
        bench.trace().clear();
        bench.surpriseRemove();
        assertThat(bench.trace().events()).containsExactly("OnSurpriseRemoval", "OnSelfManagedIoFlush");
    }

    @Schedules
    @Rule("PNP-33")
    void aSurpriseRemovalOfADeviceNeverStartedCallsOnlyOnSurpriseRemoval(DriverBench bench) throws DeviceAddException {
        bench.add(bench.driver());
        bench.trace().clear();
        bench.surpriseRemove();
        assertThat(bench.trace().events()).containsExactly("OnSurpriseRemoval");
    }

    @Schedules
    @Rule("PNP-34")
    void aSurpriseRemovalOfAFailedDeviceCallsOnlyOnSurpriseRemoval(DriverBench bench) throws DeviceAddException {
        bench.add(bench.driver().answer("OnPrepareHardware", HResult.E_FAIL));
        assertThat(bench.start()).isEqualTo(HResult.E_FAIL);
        bench.trace().clear();
        bench.surpriseRemove();
        assertThat(bench.trace().events()).containsExactly("OnSurpriseRemoval");
    }

    @Schedules(60)
    @Rule({"PNP-22", "PNP-28", "STOP-36"})
    void aRemovalUnderLoadEndsEveryRequestOnce(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).givingBack().plugged();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            bench.begin("reader", () -> rig.program().read(number));
        }
        Activity remove = bench.begin("remove", bench::surpriseRemove);
        remove.await();
        bench.quiet();
        assertThat(bench.held().names()).isEmpty();
        assertThat(bench.trace().of("r1 ended", "r2 ended", "r3 ended")).hasSize(3);
    }
}
