package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.GROUP_AFFINITY;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.KINTERRUPT_MODE;
import org.umdf4j.ddi.WDF_INTERRUPT_EXTENDED_POLICY;
import org.umdf4j.ddi.WDF_INTERRUPT_POLICY;
import org.umdf4j.ddi.WDF_INTERRUPT_PRIORITY;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedQueue;

/** Interrupts: the rules of docs/hardware.md. */
@Timeout(120)
class InterruptTest {
    @Schedules(5)
    @Rule({"INT-3", "INT-4"})
    void interruptsAreEnabledAndDisabledInTheirPlaces(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        bench.plug(rig.driver);
        bench.suspend();
        bench.resume();

        assertThat(bench.trace().of("OnD0", "OnInterrupt"))
                .containsExactly(
                        "OnD0Entry(D3_FINAL)",
                        "OnInterruptEnable",
                        "OnD0EntryPostInterruptsEnabled(D3_FINAL)",
                        "OnD0ExitPreInterruptsDisabled(D3)",
                        "OnInterruptDisable",
                        "OnD0Exit(D3)",
                        "OnD0Entry(D3)",
                        "OnInterruptEnable",
                        "OnD0EntryPostInterruptsEnabled(D3)");
    }

    @Schedules(5)
    @Rule("INT-3")
    void aFailingEnableCallbackUndoesThePowerUp(DriverBench bench) throws Exception {
        InterruptRig rig = InterruptRig.edge(bench);
        rig.enableAnswer = HResult.ERROR_IO_DEVICE;
        bench.add(rig.driver);

        assertThat(bench.start().failed()).isTrue();

        assertThat(bench.trace().of("OnD0", "OnInterrupt", "OnRelease"))
                .containsExactly("OnD0Entry(D3_FINAL)", "OnInterruptEnable", "OnD0Exit(D3_FINAL)", "OnReleaseHardware");
        assertThat(rig.line.isConnected()).isFalse();
    }

    @Schedules(10)
    @Rule("INT-3")
    void anInterruptDuringTheEnableCallbackIsServedAfterIt(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        List<Integer> servedDuring = new ArrayList<>();
        rig.enabling = _ -> {
            rig.raise();
            servedDuring.add(rig.served());
        };
        bench.plug(rig.driver);
        bench.quiet();

        assertThat(servedDuring).containsExactly(0);
        assertThat(rig.served()).isEqualTo(1);
    }

    @Schedules(5)
    @Rule("INT-5")
    void interruptsOutsideD0AreNotServed(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        bench.suspend();
        rig.raise();
        bench.resume();
        bench.quiet();

        assertThat(rig.served()).isZero();
        rig.raise();
        assertThat(rig.served()).isEqualTo(1);
    }

    @Schedules(5)
    @Rule({"INT-5", "INT-7"})
    void aLevelThatLastsIsServedWhenTheDeviceIsBackInD0(DriverBench bench) {
        InterruptRig rig = InterruptRig.level(bench).plugged();
        rig.isr = _ -> rig.line.lower();
        bench.suspend();
        rig.raise();
        assertThat(rig.served()).isZero();

        bench.resume();
        bench.quiet();

        assertThat(rig.served()).isEqualTo(1);
    }

    @Schedules(20)
    @Rule({"INT-5", "INT-6"})
    void serviceRoutinesNeverOverlapAndWhatComesMeanwhileIsServedOnceMore(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        Gate proceed = bench.scheduler().newGate("the first service routine goes on");
        rig.isr = _ -> proceed.await();
        rig.raise();
        rig.raise();
        rig.raise();
        proceed.open();
        bench.quiet();

        assertThat(bench.trace().of("OnInterruptIsr", "end of OnInterruptIsr"))
                .containsExactly("OnInterruptIsr", "end of OnInterruptIsr", "OnInterruptIsr", "end of OnInterruptIsr");
    }

    @Schedules(10)
    @Rule("INT-7")
    void aLevelTriggeredLineIsMaskedUntilTheServiceRoutineHasReturned(DriverBench bench) {
        InterruptRig rig = InterruptRig.level(bench).plugged();
        AtomicInteger calls = new AtomicInteger();
        rig.isr = _ -> {
            rig.line.raise(); // The device wants even more; the masked line tells nobody.
            if (calls.incrementAndGet() == 3) {
                rig.line.lower();
            }
        };
        rig.raise();

        assertThat(rig.served()).isEqualTo(3);
        assertThat(rig.line.told()).isEqualTo(3);
    }

    @Schedules(20)
    @Rule("INT-4")
    void theWayOutOfD0WaitsForServiceRoutineAndWorkItem(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        Gate inIsr = bench.scheduler().newGate("service routine goes on");
        Gate inWorkItem = bench.scheduler().newGate("work item goes on");
        rig.isr = interrupt -> {
            inIsr.await();
            interrupt.queueWorkItemForIsr();
        };
        rig.workItem = interrupt -> {
            inWorkItem.await();
            interrupt.acquireInterruptLock(); // still allowed: the work item belongs to D0
            interrupt.releaseInterruptLock();
        };
        rig.raise();
        Activity suspending = bench.begin("suspend", bench::suspend);
        bench.quiet();
        assertThat(bench.trace().of("OnInterruptDisable")).isEmpty();
        inIsr.open();
        bench.quiet();
        assertThat(bench.trace().of("OnInterruptDisable")).hasSize(1);
        assertThat(bench.trace().of("OnD0Exit(")).isEmpty();
        inWorkItem.open();
        suspending.await();

        assertThat(bench.trace().events())
                .containsSubsequence(
                        "end of OnInterruptIsr", "OnInterruptDisable", "end of OnInterruptWorkItem", "OnD0Exit(D3)");
    }

    @Schedules(30)
    @Rule({"INT-4", "INT-5"})
    void anInterruptAtAnyTimeOfThePowerSequencesIsServedInD0Only(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.isr = IWDFInterrupt::queueWorkItemForIsr;
        Activity raising = bench.begin("device", () -> {
            for (int i = 0; i < 6; i++) {
                rig.line.raise();
                bench.scheduler().point("device.pause");
            }
        });
        bench.suspend();
        bench.resume();
        raising.await();
        bench.surpriseRemove();
        bench.quiet();

        boolean enabled = true;
        for (String event : bench.trace().events()) {
            switch (event) {
                case "OnInterruptEnable" -> enabled = true;
                case "OnInterruptDisable" -> enabled = false;
                case "OnInterruptIsr" ->
                    assertThat(enabled).as(bench.trace().toString()).isTrue();
                case "OnD0Exit(D3)", "OnD0Exit(D3_FINAL)" ->
                    assertThat(enabled).as(bench.trace().toString()).isFalse();
                default -> {}
            }
        }
        assertThat(bench.trace()
                        .events()
                        .subList(lastExit(bench), bench.trace().events().size()))
                .noneMatch(event -> event.contains("OnInterrupt"));
        assertThat(rig.line.isConnected()).isFalse();
    }

    private static int lastExit(DriverBench bench) {
        return bench.trace().events().indexOf("OnD0Exit(D3_FINAL)");
    }

    @Schedules(10)
    @Rule("INT-8")
    void aWorkItemIsQueuedOnceAtATimeAndNeverRunsBesideItself(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        Gate proceed = bench.scheduler().newGate("work item goes on");
        rig.workItem = _ -> proceed.await();
        assertThat(rig.interrupt().queueWorkItemForIsr()).isTrue();
        bench.quiet();
        assertThat(rig.interrupt().queueWorkItemForIsr()).isTrue();
        assertThat(rig.interrupt().queueWorkItemForIsr()).isFalse();
        proceed.open();
        bench.quiet();

        assertThat(bench.trace().events())
                .containsExactly(
                        "OnInterruptWorkItem",
                        "end of OnInterruptWorkItem",
                        "OnInterruptWorkItem",
                        "end of OnInterruptWorkItem");
    }

    @Schedules(10)
    @Rule("INT-8")
    void aSerializedWorkItemWaitsForTheCallbackLock(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        rig.changes = WUDF_INTERRUPT_CONFIG::withAutomaticSerialization;
        rig.plugged();
        rig.driver.device().acquireLock();
        assertThat(rig.interrupt().queueWorkItemForIsr()).isTrue();
        bench.quiet();
        assertThat(bench.trace().events()).isEmpty();
        rig.driver.device().releaseLock();
        bench.quiet();

        assertThat(bench.trace().events()).containsExactly("OnInterruptWorkItem", "end of OnInterruptWorkItem");
    }

    @Schedules(1)
    @Rule("INT-8")
    void queueingAWorkItemThatDoesNotExistIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        rig.changes = config -> new WUDF_INTERRUPT_CONFIG(config.onInterruptIsr(), null);
        rig.isr = IWDFInterrupt::queueWorkItemForIsr;
        rig.plugged();
        bench.expectViolation("INT-8");
        rig.raise();
    }

    @Schedules(20)
    @Rule("INT-9")
    void theInterruptLockKeepsServiceRoutineAndDriverApart(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        IWDFInterrupt interrupt = rig.interrupt();
        interrupt.acquireInterruptLock();
        rig.raise();
        assertThat(rig.served()).isZero();
        assertThat(interrupt.tryToAcquireInterruptLock()).isFalse();
        interrupt.releaseInterruptLock();
        bench.quiet();
        assertThat(rig.served()).isEqualTo(1);
        assertThat(interrupt.tryToAcquireInterruptLock()).isTrue();
        interrupt.releaseInterruptLock();
    }

    @Schedules(5)
    @Rule("INT-9")
    void takingTheLockTwiceIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.isr = IWDFInterrupt::acquireInterruptLock;
        bench.expectViolation("INT-9");
        rig.raise();
    }

    @Schedules(5)
    @Rule("INT-9")
    void takingTheLockOfAnInterruptThatIsNotConnectedIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        rig.driver.doing("OnD0Exit", () -> rig.interrupt().acquireInterruptLock());
        rig.plugged();
        bench.expectViolation("INT-9");
        bench.suspend();
    }

    @Schedules(5)
    @Rule("INT-9")
    void givingTheServiceRoutinesLockAwayIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.isr = IWDFInterrupt::releaseInterruptLock;
        bench.expectViolation("INT-9");
        rig.raise();
    }

    @Schedules(5)
    @Rule("INT-10")
    void waitingForTheInterruptLockInAQueueCallbackIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        ScriptedQueue queue = rig.driver.queue("Q", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ);
        queue.onRead((_, request, _) -> {
            bench.hold(request);
            rig.interrupt().acquireInterruptLock();
        });
        rig.plugged();
        bench.expectViolation("INT-10");
        var _ = bench.program().read(1);
        bench.quiet();
    }

    @Schedules(10)
    @Rule({"INT-9", "INT-10"})
    void aQueueCallbackMayTryTheInterruptLock(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        List<Boolean> taken = new ArrayList<>();
        ScriptedQueue queue = rig.driver.queue("Q", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ);
        queue.onRead((_, request, _) -> {
            boolean free = rig.interrupt().tryToAcquireInterruptLock();
            taken.add(free);
            if (free) {
                rig.interrupt().releaseInterruptLock();
            }
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        var _ = bench.program().read(1);
        bench.quiet();
        assertThat(taken).containsExactly(true);
    }

    @Schedules(5)
    @Rule("INT-10")
    void waitingForTheCallbackLockInAServiceRoutineIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.isr = interrupt -> interrupt.getDevice().acquireLock();
        bench.expectViolation("INT-10");
        rig.raise();
    }

    @Schedules(5)
    @Rule("INT-11")
    void aWorkItemThatKeepsTheLockIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.workItem = IWDFInterrupt::acquireInterruptLock;
        rig.isr = IWDFInterrupt::queueWorkItemForIsr;
        bench.expectViolation("INT-11");
        rig.raise();
    }

    @Schedules(10)
    @Rule("INT-12")
    void aServiceRoutineThatThrowsEndsTheDeviceAndNothingIsServedAnyMore(DriverBench bench) {
        InterruptRig rig = InterruptRig.level(bench).plugged();
        rig.isr = _ -> {
            throw new IllegalStateException("no such bit");
        };
        bench.expectViolation("HOST-11");
        rig.raise();
        rig.raise();
        assertThat(rig.served()).isEqualTo(1);
        assertThat(rig.line.isConnected()).isFalse();
    }

    @Schedules(10)
    @Rule("INT-12")
    void aDriverThatKeepsTheLockDoesNotKeepItsDeviceFromEnding(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.workItem = interrupt -> {
            interrupt.acquireInterruptLock();
            rig.line.raise();
            bench.quiet();
            throw new IllegalStateException("with the lock");
        };
        rig.interrupt().queueWorkItemForIsr();
        bench.expectViolation("HOST-11");
        bench.quiet();
        assertThat(rig.served()).isZero();
    }

    @Schedules(10)
    @Rule("INT-13")
    void theDriverDisablesAndEnables(DriverBench bench) {
        InterruptRig rig = InterruptRig.level(bench).plugged();
        rig.isr = _ -> rig.line.lower();
        rig.interrupt().disable();
        rig.interrupt().disable();
        rig.raise();
        assertThat(bench.trace().events()).containsExactly("OnInterruptDisable");

        rig.interrupt().enable();
        rig.interrupt().enable();
        bench.quiet();

        assertThat(bench.trace().events())
                .containsExactly("OnInterruptDisable", "OnInterruptEnable", "OnInterruptIsr", "end of OnInterruptIsr");
        rig.interrupt().disable();
        bench.suspend();
        rig.interrupt().enable();
        assertThat(bench.trace().of("OnInterruptDisable", "OnInterruptEnable")).hasSize(3);
    }

    @Schedules(5)
    @Rule("INT-13")
    void disablingInTheServiceRoutineIsAViolation(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        rig.isr = IWDFInterrupt::disable;
        bench.expectViolation("INT-13");
        rig.raise();
    }

    @Schedules(1)
    @Rule("INT-14")
    void policyAndInformation(DriverBench bench) {
        InterruptRig rig = InterruptRig.level(bench);
        var wish = new WDF_INTERRUPT_EXTENDED_POLICY(
                WDF_INTERRUPT_POLICY.SPECIFIED_PROCESSORS, WDF_INTERRUPT_PRIORITY.HIGH, new GROUP_AFFINITY(2, 0));
        List<Integer> vectors = new ArrayList<>();
        rig.driver.afterDevice(device -> {
            IWDFInterrupt interrupt = device.createInterrupt(rig.config());
            interrupt.setPolicy(WDF_INTERRUPT_POLICY.SPECIFIED_PROCESSORS, WDF_INTERRUPT_PRIORITY.HIGH, 2);
            vectors.add(interrupt.getInfo().vector());
            rig.driver.doing(
                    "OnPrepareHardware", () -> vectors.add(interrupt.getInfo().vector()));
            rig.driver.doing("OnD0Entry", () -> {
                assertThat(interrupt.getInfo().mode()).isEqualTo(KINTERRUPT_MODE.LEVEL_SENSITIVE);
                assertThat(interrupt.getDevice()).isSameAs(device);
            });
            rig.driver.doing(
                    "OnD0EntryPostInterruptsEnabled",
                    () -> interrupt.setPolicy(
                            WDF_INTERRUPT_POLICY.MACHINE_DEFAULT, WDF_INTERRUPT_PRIORITY.UNDEFINED, 0));
        });
        bench.expectViolation("INT-14");
        assertThatThrownBy(() -> bench.plug(rig.driver)).isInstanceOf(AssertionError.class);
        assertThat(vectors).containsExactly(0, InterruptRig.VECTOR);
        assertThat(rig.line.preferred()).isEqualTo(wish);
    }

    @Schedules(1)
    @Rule("INT-1")
    void interruptsAreMadeBeforeTheDeviceStarts(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench).plugged();
        assertThatThrownBy(() -> rig.driver.device().createInterrupt(rig.config()))
                .isInstanceOfSatisfying(WdfException.class, thrown -> assertThat(thrown.status())
                        .isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE));
    }

    @Schedules(5)
    @Rule({"INT-1", "INT-2"})
    void interruptsGoToTheObjectsInTheirOrderAndTheLastMayGetNone(DriverBench bench) {
        InterruptRig rig = InterruptRig.edge(bench);
        List<Integer> served = new ArrayList<>();
        rig.hardware.messageInterrupt(40);
        var third = rig.hardware.messageInterrupt(41);
        List<IWDFInterrupt> made = new ArrayList<>();
        rig.driver.afterDevice(device -> {
            for (int i = 0; i < 4; i++) {
                int number = i;
                made.add(device.createInterrupt(
                        new WUDF_INTERRUPT_CONFIG((_, message, _) -> served.add(number * 10 + message), null)));
            }
        });
        rig.plugged();
        rig.raise();
        third.raise();
        bench.quiet();

        assertThat(served).containsExactly(0, 21);
        assertThat(made.get(3).getInfo().vector()).isZero();
    }
}
