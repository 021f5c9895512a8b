package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION.WAIT_FOR_SENT_IO_TO_COMPLETE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.HardwareAccess;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFWorkItem;
import org.umdf4j.ddi.MEMORY_CACHING_TYPE;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WDF_INTERRUPT_POLICY;
import org.umdf4j.ddi.WDF_INTERRUPT_PRIORITY;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WDF_POWER_POLICY_S0_IDLE_CAPABILITIES;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WUDF_WORKITEM_CONFIG;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.hardware.SimulatedHardware;

/**
 * A device whose verifier only reports: every violation that does not stop it all the same is refused with the documented
 * status, changes nothing, and everything goes on. Which those are says docs/verifier.md, and {@link
 * #everyRuleThatCanBeReportedIsTestedHere} holds this class to it.
 */
class ReportModeTest {
    private static final Path PAGE = Path.of("..", "docs", "verifier.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]{1,4}-\\d+) \\|.*");

    private static Rig reporting(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        return new Rig(bench, PARALLEL);
    }

    private static TargetRig reportingTarget(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        return new TargetRig(bench);
    }

    private static InterruptRig reportingInterrupt(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        return InterruptRig.edge(bench);
    }

    /** The call breaks the rule, says so, and fails as documented. */
    private static void refused(DriverBench bench, String rule, ThrowingCallable misuse) {
        refused(bench, rule, HResult.STATUS_INVALID_DEVICE_REQUEST, misuse);
    }

    private static void refused(DriverBench bench, String rule, HResult status, ThrowingCallable misuse) {
        bench.allowViolation(rule); // the exception is the proof; the same place is reported once
        assertThatThrownBy(misuse).isInstanceOfSatisfying(ContractViolationException.class, thrown -> {
            assertThat(thrown.violation().rule()).isEqualTo(rule);
            assertThat(thrown.status()).isEqualTo(status);
        });
    }

    private static void assertStillWorks(Rig rig) {
        PendingIo io = rig.read(9);
        rig.complete("r9");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }

    // ------------------------------------------------------------------------------------------- requests

    @Schedules
    @Rule({"VER-2", "REQ-7", "CAN-10", "FWD-2"})
    void aCancelableRequestIsStillCancelable(DriverBench bench) {
        Rig rig = reporting(bench).plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        refused(bench, "REQ-7", () -> request.complete(HResult.S_OK));
        refused(bench, "CAN-10", () -> request.markCancelable(rig.p.cancel()));
        refused(bench, "FWD-2", HResult.ERROR_INVALID_OPERATION, () -> request.forwardToIoQueue(rig.n.get()));
        assertThat(request.unmarkCancelable()).isTrue();
        rig.complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule({"VER-2", "CAN-10", "STOP-29", "REQ-12", "FWD-2", "REQ-6"})
    void anOwnedRequestIsStillOwned(DriverBench bench) {
        Rig rig = reporting(bench).plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        refused(bench, "CAN-10", request::unmarkCancelable);
        refused(bench, "STOP-29", () -> request.stopAcknowledge(false));
        refused(bench, "REQ-12", request::getWriteParameters);
        refused(bench, "FWD-2", HResult.ERROR_INVALID_OPERATION, () -> request.forwardToIoQueue(rig.p.get()));
        rig.complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
        refused(bench, "REQ-6", HResult.STATUS_INTERNAL_ERROR, () -> request.complete(HResult.S_OK));
        assertStillWorks(rig);
    }

    @Schedules
    @Rule({"VER-2", "CAN-7"})
    void aRequestMarkedWithAnotherCallbackIsNotMarked(DriverBench bench) {
        Rig rig = reporting(bench).plugged();
        rig.reads(1, 2);
        rig.held("r1").markCancelable(rig.p.cancel());
        IWDFIoRequest second = rig.held("r2");
        refused(bench, "CAN-7", () -> second.markCancelable(_ -> {}));
        rig.complete("r2");
        assertThat(rig.held("r1").unmarkCancelable()).isTrue();
        rig.complete("r1");
    }

    @Schedules
    @Rule({"VER-2", "CAN-9"})
    void aRequestWhoseOnCancelIsDueWaitsForIt(DriverBench bench) {
        Rig rig = reporting(bench);
        rig.p.onCancel(_ -> bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED));
        rig.plugged();
        PendingIo io = rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        request.markCancelable(rig.p.cancel());
        rig.driver.device().acquireLock();
        io.cancel();
        bench.quiet();
        assertThat(request.unmarkCancelable()).isFalse();
        refused(bench, "CAN-9", () -> request.complete(HResult.S_OK));
        rig.driver.device().releaseLock();
        assertThat(io.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules
    @Rule({"VER-2", "REQ-9", "REQ-14"})
    void aRequestOfTheDriversOwnCanStillBeSentAndComesBack(DriverBench bench) {
        TargetRig rig = reportingTarget(bench).plugged();
        IWDFIoRequest request = rig.readRequest(1);
        refused(bench, "REQ-9", () -> request.complete(HResult.S_OK));
        rig.send(request);
        bench.quiet();
        refused(bench, "REQ-14", request::deleteWdfObject);
        refused(bench, "REQ-14", () -> request.reuse(HResult.S_OK));
        rig.complete("r1", HResult.S_OK);
        assertThat(rig.done()).hasSize(1);
        request.deleteWdfObject();
    }

    @Schedules
    @Rule({"VER-2", "IMP-3"})
    void aRequestIsStillTheDriversAfterAMisuseInOnImpersonate(DriverBench bench) {
        var level = SECURITY_IMPERSONATION_LEVEL.IMPERSONATION;
        bench.provide(services -> services.withImpersonation((_, _, action) -> action.run(), Optional.of(level)));
        Rig rig = reporting(bench).plugged();
        DeviceFile ann = DeviceFile.open(bench.stack().port(), bench.scheduler(), "", new Requestor(77, 1000, 100));
        PendingIo io = ann.startRead(MemorySegment.ofArray(new byte[1]), 1);
        bench.quiet();
        IWDFIoRequest request = rig.held("r1");
        refused(bench, "IMP-3", () -> request.impersonate(level, _ -> request.complete(HResult.S_OK), null));
        rig.complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
        ann.close();
    }

    // ------------------------------------------------------------------------------------------- stopping

    @Schedules
    @Rule({"VER-2", "STOP-18"})
    void aCancelableRequestThatWasGivenBackIsStillToBeAcknowledged(DriverBench bench) {
        Rig rig = reporting(bench);
        rig.p.onIoResume((_, _) -> {}).onIoStop((_, request, _) -> {
            refused(bench, "STOP-18", () -> request.stopAcknowledge(true));
            assertThat(request.unmarkCancelable()).isTrue();
            rig.giveBack(request);
        });
        rig.plugged();
        PendingIo io = rig.read(1);
        rig.held("r1").markCancelable(rig.p.cancel());
        bench.suspend();
        bench.resume();
        bench.quiet();
        rig.complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules
    @Rule({"VER-2", "STOP-21"})
    void aSentRequestThatWasGivenBackIsStillToBeAcknowledged(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("L", PARALLEL).asDefault().onDefaultIoHandler((_, request) -> bench.hold(request));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("F", PARALLEL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.READ)
                .onIoResume((_, _) -> {})
                .onIoStop((_, request, _) -> {
                    refused(bench, "STOP-21", () -> request.stopAcknowledge(true));
                    request.stopAcknowledge(false);
                })
                .onRead((_, request, _) -> {
                    request.formatUsingCurrentType();
                    request.setCompletionCallback(
                            (sent, _, params, _) -> sent.complete(params.getCompletionStatus()), null);
                    request.send(filter.device().getDefaultIoTarget(), Set.of(), 0);
                });
        bench.plug(lower, filter);
        PendingIo io = bench.program().read(1);
        bench.quiet();
        bench.suspend();
        bench.held().complete("r1");
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
        bench.resume();
    }

    // ------------------------------------------------------------------------------------------- power

    @Schedules
    @Rule({"VER-2", "PWR-18"})
    void aSurplusResumeIdleReleasesNothing(DriverBench bench) {
        Rig rig = reporting(bench).idling().plugged();
        refused(bench, "PWR-18", () -> rig.driver.device().resumeIdle());
        rig.driver.device().stopIdle(false);
        bench.pass(Rig.IDLE.multipliedBy(3));
        bench.quiet();
        assertThat(rig.power().isIdle()).isFalse();
        rig.driver.device().resumeIdle();
    }

    @Schedules
    @Rule({"VER-2", "PWR-19"})
    void aWaitForD0InARequestHandlerHoldsNothing(DriverBench bench) {
        Rig rig = reporting(bench).idling();
        rig.p.onRead((_, request, _) -> {
            refused(bench, "PWR-19", () -> rig.driver.device().stopIdle(true));
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        assertThat(rig.program().read(1).await().status()).isEqualTo(HResult.S_OK);
        rig.idled();
    }

    @Schedules
    @Rule({"VER-2", "PWR-14"})
    void aRequestStrandedAboveTheOwnerIsDeliveredWhenTheDeviceIsBack(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
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
        bench.pass(Rig.IDLE.multipliedBy(2));
        bench.quiet();
        bench.expectViolation("PWR-14");
        PendingIo io = bench.program().read(1);
        bench.quiet();
        assertThat(io.isDone()).isFalse();
        owner.device().stopIdle(false);
        assertThat(io.await().status()).isEqualTo(HResult.S_OK);
        owner.device().resumeIdle();
    }

    @Schedules
    @Rule({"VER-2", "PNP-15"})
    void notSupportedFromAQueryIsAVeto(DriverBench bench) {
        Rig rig = reporting(bench);
        rig.driver.answer("OnQueryRemove", HResult.STATUS_NOT_SUPPORTED);
        rig.plugged();
        bench.expectViolation("PNP-15");
        assertThat(bench.stack().queryRemove().failed()).isTrue();
        assertStillWorks(rig);
    }

    // ------------------------------------------------------------------------------------------- objects, targets

    @Schedules
    @Rule({"VER-2", "LCK-4"})
    void aLockThatWasNotHeldIsStillFree(DriverBench bench) {
        Rig rig = reporting(bench).plugged();
        refused(bench, "LCK-4", () -> rig.driver.device().releaseLock());
        rig.driver.device().acquireLock();
        rig.driver.device().releaseLock();
        assertStillWorks(rig);
    }

    @Schedules
    @Rule({"VER-2", "OBJ-9"})
    void aWorkItemFlushedFromItselfRunsOn(DriverBench bench) {
        Rig rig = reporting(bench).plugged();
        IWDFWorkItem[] item = new IWDFWorkItem[1];
        item[0] = rig.driver
                .device()
                .createWorkItem(
                        new WUDF_WORKITEM_CONFIG(
                                _ -> {
                                    refused(bench, "OBJ-9", () -> item[0].flush());
                                    refused(bench, "OBJ-9", () -> item[0].deleteWdfObject());
                                    bench.trace().mark("ran");
                                },
                                /* automaticSerialization= */ false),
                        null);
        item[0].enqueue();
        item[0].flush();
        assertThat(bench.trace().of("ran")).hasSize(1);
        item[0].enqueue();
        item[0].flush();
        assertThat(bench.trace().of("ran")).hasSize(2);
    }

    @Schedules
    @Rule({"VER-2", "FIL-13"})
    void aRemovalWithAFileLeftOpenEnds(DriverBench bench) {
        TargetRig rig = reportingTarget(bench);
        rig.upper.doing("OnReleaseHardware", () -> {});
        rig.plugged();
        bench.expectViolation("FIL-13");
        bench.remove();
        assertThat(bench.stack().status().state()).isIn(StackState.REMOVED, StackState.GONE);
    }

    @Schedules
    @Rule({"VER-2", "TGT-4"})
    void aTargetWaitedForInARequestHandlerIsStillStarted(DriverBench bench) {
        TargetRig rig = reportingTarget(bench);
        rig.upper.queue("U", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> {
            refused(bench, "TGT-4", () -> rig.target().stop(WAIT_FOR_SENT_IO_TO_COMPLETE));
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
    }

    @Schedules(60)
    @Rule({"VER-2", "TGT-5"})
    void aStartWhileAStopIsUnderWayLeavesTheStopAlone(DriverBench bench) {
        TargetRig rig = reportingTarget(bench).plugged();
        rig.sendRead(1);
        bench.quiet();
        Activity stop = bench.begin("stop", () -> rig.target().stop(WAIT_FOR_SENT_IO_TO_COMPLETE));
        bench.quiet();
        refused(bench, "TGT-5", () -> rig.target().start());
        rig.complete("r1", HResult.S_OK);
        stop.await();
        assertThat(rig.target().getState()).isEqualTo(WDF_IO_TARGET_STATE.STOPPED);
    }

    // ------------------------------------------------------------------------------------------- hardware

    @Schedules(3)
    @Rule({"VER-2", "HW-4"})
    void anAccessBehindTheMappingTouchesNothing(DriverBench bench) {
        bench.verifierPolicy(Policy.REPORT);
        var hardware = new SimulatedHardware();
        hardware.memory(0xFEB0_0000L, 0x100);
        bench.hardware(hardware);
        ScriptedDriver driver = bench.driver();
        driver.doing("OnPrepareHardware", () -> {
            var device = driver.device();
            long base = device.mapIoSpace(0xFEB0_0000L, 0x100, MEMORY_CACHING_TYPE.NON_CACHED);
            refused(bench, "HW-4", () -> HardwareAccess.readRegisterUlong(device, base + 0x100));
            device.unmapIoSpace(base, 0x100);
        });
        bench.plug(driver);
    }

    @Schedules(5)
    @Rule({"VER-2", "INT-8", "INT-9", "INT-13"})
    void aServiceRoutineGoesOn(DriverBench bench) {
        InterruptRig rig = reportingInterrupt(bench);
        rig.changes = config -> new WUDF_INTERRUPT_CONFIG(config.onInterruptIsr(), null);
        rig.isr = interrupt -> {
            refused(bench, "INT-8", interrupt::queueWorkItemForIsr);
            refused(bench, "INT-9", interrupt::acquireInterruptLock);
            refused(bench, "INT-13", interrupt::disable);
        };
        rig.plugged();
        rig.raise();
        rig.raise();
        assertThat(bench.trace().of("end of OnInterruptIsr")).hasSize(2);
    }

    @Schedules(5)
    @Rule({"VER-2", "INT-10"})
    void aWaitForTheInterruptLockInAQueueCallbackTakesNothing(DriverBench bench) {
        InterruptRig rig = reportingInterrupt(bench);
        rig.driver.queue("Q", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> {
            refused(bench, "INT-10", () -> rig.interrupt().acquireInterruptLock());
            request.complete(HResult.S_OK);
        });
        rig.plugged();
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
        rig.raise();
        assertThat(rig.served()).isEqualTo(1);
    }

    @Schedules(5)
    @Rule({"VER-2", "INT-11"})
    void aLockKeptByAWorkItemIsGivenBack(DriverBench bench) {
        InterruptRig rig = reportingInterrupt(bench);
        rig.workItem = IWDFInterrupt::acquireInterruptLock;
        rig.isr = IWDFInterrupt::queueWorkItemForIsr;
        rig.plugged();
        bench.expectViolation("INT-11");
        rig.raise();
        rig.isr = _ -> {};
        rig.raise();
        assertThat(rig.served()).isEqualTo(2);
    }

    @Schedules(3)
    @Rule({"VER-2", "INT-14"})
    void aPolicySetTooLateIsNotSet(DriverBench bench) {
        InterruptRig rig = reportingInterrupt(bench);
        rig.driver.doing(
                "OnD0EntryPostInterruptsEnabled",
                () -> refused(bench, "INT-14", () -> rig.interrupt()
                        .setPolicy(WDF_INTERRUPT_POLICY.MACHINE_DEFAULT, WDF_INTERRUPT_PRIORITY.UNDEFINED, 0)));
        rig.plugged();
        rig.raise();
        assertThat(rig.served()).isEqualTo(1);
    }

    // ------------------------------------------------------------------------------------------- all of them

    @Test
    void everyRuleThatCanBeReportedIsTestedHere() throws IOException {
        assertThat(tested()).isEqualTo(reportable());
    }

    private static Set<String> tested() {
        return Arrays.stream(ReportModeTest.class.getDeclaredMethods())
                .map(method -> Optional.ofNullable(method.getAnnotation(Rule.class)))
                .flatMap(Optional::stream)
                .flatMap(rule -> Arrays.stream(rule.value()))
                .filter(rule -> !rule.equals("VER-2"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of the page whose violations neither stop the device with any policy nor are none of the call's. */
    private static Set<String> reportable() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .filter(row -> !row.group().contains("*stops*")
                        && !row.group().contains("*goes on*")
                        && !row.group().contains("(with HOST-1)"))
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
