package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MAXIMUM;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 2 of the I/O contract: creating queues. */
class QueueCreationTest {
    static void assertRefused(HResult status, Runnable call) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(status));
    }

    @Schedules(0)
    @Rule({"Q-1", "Q-2", "Q-4"})
    void anAutomaticQueueNeedsADeliveryCallback(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFDevice device = rig.driver.device();
        assertRefused(
                HResult.ERROR_BAD_CONFIGURATION,
                () -> rig.driver.lateQueue("Q", PARALLEL).make(device));
        assertRefused(HResult.ERROR_BAD_CONFIGURATION, () -> rig.driver
                .lateQueue("Q", SEQUENTIAL)
                .onIoStop((_, _, _) -> {})
                .make(device));
    }

    @Schedules(0)
    @Rule("Q-3")
    void aManualQueueMustNotHaveADeliveryCallback(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        assertRefused(
                HResult.ERROR_BAD_CONFIGURATION,
                () -> rig.driver.lateQueue("Q", MANUAL).onRead((_, _, _) -> {}).make(rig.driver.device()));
    }

    @Schedules(0)
    @Rule("Q-4")
    void aManualQueueNeedsNoCallbackObject(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFIoQueue queue = rig.driver.lateQueue("Q", MANUAL).make(rig.driver.device());
        assertThat(queue.getDevice()).isSameAs(rig.driver.device());
    }

    @Schedules(0)
    @Rule("Q-5")
    void onlyAManualQueueMayHaveAStateChangeCallbackAtCreation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        assertRefused(HResult.ERROR_BAD_CONFIGURATION, () -> rig.driver
                .lateQueue("Q", PARALLEL)
                .onRead((_, _, _) -> {})
                .onStateChange((_, _) -> {})
                .make(rig.driver.device()));
    }

    @Schedules(0)
    @Rule("Q-6")
    void anUnknownDispatchTypeIsRefused(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        assertThatThrownBy(() -> rig.driver
                        .lateQueue("Q", MAXIMUM)
                        .onRead((_, _, _) -> {})
                        .make(rig.driver.device()))
                .isInstanceOf(WdfException.class);
    }

    @Schedules(0)
    @Rule("Q-7")
    void aSecondDefaultQueueIsRefusedAndTheFirstStays(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue first = rig.driver.queue("D", MANUAL).asDefault();
        rig.driver.afterDevice(device -> {
            assertThatThrownBy(
                            () -> rig.driver.lateQueue("E", MANUAL).asDefault().make(device))
                    .isInstanceOf(WdfException.class);
            assertThat(device.getDefaultIoQueue()).contains(first.get());
        });
        rig.plugged();
    }

    @Schedules(0)
    @Rule("Q-8")
    void aStartedDeviceGetsSecondaryQueuesOnly(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        assertRefused(
                HResult.STATUS_INVALID_DEVICE_STATE,
                () -> rig.driver.lateQueue("D", MANUAL).asDefault().make(rig.driver.device()));
        assertThat(rig.driver.lateQueue("Q", MANUAL).make(rig.driver.device())).isNotNull();
    }

    @Schedules
    @Rule({"Q-9", "Q-11"})
    void aPowerManagedQueueStartsHeldUnlessTheDeviceIsInD0(DriverBench bench) throws DeviceAddException {
        Rig rig = new Rig(bench, PARALLEL);
        bench.add(rig.driver);
        assertThat(QueueStateTest.bits(rig.p.get().getState().flags())).isEqualTo(0x1F);
        assertThat(QueueStateTest.bits(rig.n.get().getState().flags())).isEqualTo(0x0F);
        assertThat(bench.start()).isEqualTo(HResult.S_OK);
        bench.quiet();
        IWDFIoQueue late = rig.driver.lateQueue("Q", MANUAL).powerManaged().make(rig.driver.device());
        assertThat(QueueStateTest.bits(late.getState().flags())).isEqualTo(0x0F);
        bench.suspend();
        IWDFIoQueue asleep = rig.driver.lateQueue("R", MANUAL).powerManaged().make(rig.driver.device());
        assertThat(QueueStateTest.bits(asleep.getState().flags())).isEqualTo(0x1F);
        bench.resume();
        bench.quiet();
        assertThat(QueueStateTest.bits(asleep.getState().flags())).isEqualTo(0x0F);
    }

    @Schedules(0)
    @Rule("Q-10")
    void aQueueMadeAfterThePurgeStepAcceptsNothing(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        int[] bits = new int[2];
        rig.driver.doing("OnSelfManagedIoFlush", () -> {
            IWDFIoQueue late = rig.driver.lateQueue("Q", MANUAL).powerManaged().make(rig.driver.device());
            bits[0] = QueueStateTest.bits(late.getState().flags()) & 1;
            late.start();
            bits[1] = QueueStateTest.bits(late.getState().flags()) & 1;
        });
        rig.plugged();
        bench.remove();
        assertThat(bits).containsExactly(0, 0);
    }

    @Schedules(0)
    @Rule("Q-12")
    void onlyAnUnconfiguredSecondaryQueueMayBeDeleted(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue byDefault = rig.driver.queue("D", MANUAL).asDefault();
        ScriptedQueue free = rig.driver.queue("Q", MANUAL);
        rig.plugged();
        bench.expectViolation("Q-12");
        assertRefused(HResult.ERROR_ACCESS_DENIED, () -> byDefault.get().deleteWdfObject());
        assertRefused(HResult.ERROR_ACCESS_DENIED, () -> rig.p.get().deleteWdfObject());
        free.get().deleteWdfObject();
        rig.read(1);
        assertThat(bench.held().names()).containsExactly("r1");
    }

    @Schedules
    @Rule("Q-13")
    void deletingAQueueCancelsWhatItStoresAndWaitsForWhatIsOwned(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue free = rig.driver.queue("Q", SEQUENTIAL).onRead((_, request, _) -> bench.hold(request));
        rig.plugged();
        rig.read(1);
        bench.held().take("r1").forwardToIoQueue(free.get());
        bench.quiet();
        PendingIo second = rig.read(2);
        bench.held().take("r2").forwardToIoQueue(free.get());
        bench.quiet();
        Activity delete = bench.begin("deleter", () -> free.get().deleteWdfObject());
        assertThat(second.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.quiet();
        assertThat(delete.isDone()).isFalse();
        bench.held().complete("r1");
        delete.await();
    }

    @Schedules(0)
    @Rule("Q-1")
    void onlyTheInterfacesExposedAtCreationAreCalled(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.configuredFor(WDF_REQUEST_TYPE.READ);
        rig.plugged();
        rig.read(1);
        Activity suspend = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(bench.trace().of("OnIoStop")).isEmpty();
        rig.complete("r1");
        suspend.await();
        bench.resume();
        assertThat(bench.trace().of("OnIoResume")).isEmpty();
    }
}
