package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDriverCreatedFile;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Section 11 of the I/O contract: files that a driver opens below itself. */
class DriverCreatedFileTest {
    @Schedules
    @Rule("FIL-11")
    void theCreateGoesToTheNextLowerDriverAndIsWaitedForDuringTheStart(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.lower.queue("C", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, file) -> {
            bench.trace().mark("lower opens '" + file.retrieveFileName() + "'");
            bench.hold(request);
        });
        Activity start = bench.begin("plug", () -> bench.plug(rig.lower, rig.upper));
        bench.quiet();
        assertThat(start.isDone()).isFalse();
        bench.held().complete("create");
        start.await();
        assertThat(bench.trace().of("lower opens", "upper.OnCreate")).containsExactly("lower opens ''");
        assertThat(rig.file().getDevice()).isSameAs(rig.upper.device());
        bench.expectViolation("Q-12");
        assertThatThrownBy(() -> rig.file().deleteWdfObject()).isInstanceOf(WdfException.class);
    }

    @Schedules(3)
    @Rule("FIL-11")
    void aNameWithSeparatorsAndARefusalFromBelowFail(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.lower
                .queue("C", PARALLEL)
                .configuredFor(WDF_REQUEST_TYPE.CREATE)
                .onCreateFile((_, request, file) -> request.complete(
                        file.retrieveFileName().isEmpty() ? HResult.S_OK : HResult.ERROR_ACCESS_DENIED));
        rig.plugged();
        for (String name : new String[] {"a/b", "a\\b"}) {
            assertThatThrownBy(() -> rig.upper.device().createWdfFile(name))
                    .isInstanceOfSatisfying(
                            WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.E_INVALIDARG));
        }
        assertThatThrownBy(() -> rig.upper.device().createWdfFile("secret"))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.ERROR_ACCESS_DENIED));
    }

    @Schedules(3)
    @Rule("FIL-11")
    void theLowestDriverHasNothingToOpen(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        assertThatThrownBy(() -> driver.device().createWdfFile(null))
                .isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                        .isEqualTo(HResult.STATUS_INVALID_DEVICE_REQUEST));
    }

    @Schedules(60)
    @Rule("FIL-12")
    void closingCleansUpCancelsAndClosesWhenAllHasComeBack(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFDriverCreatedFile file = rig.upper.device().createWdfFile("second");
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        rig.target().formatRequestForRead(request, file, rig.memory(), null, 1L);
        rig.send(request);
        bench.quiet();
        bench.trace().clear();
        file.close();
        file.close();
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC")).containsExactly("lower.OnCleanupFile");
        assertThat(bench.held().get("r1").isCanceled()).isTrue();
        bench.held().take("r1").complete(HResult.ERROR_OPERATION_ABORTED);
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC")).containsExactly("lower.OnCleanupFile", "lower.OnCloseFile");
        rig.target().formatRequestForRead(request, file, rig.memory(), null, 2L);
        rig.send(request);
        assertThat(request.getStatus()).isEqualTo(HResult.STATUS_FILE_CLOSED);
    }

    @Schedules
    @Rule("FIL-13")
    void aFileLeftOpenAtRemovalIsAViolation(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.upper.doing("OnReleaseHardware", () -> {});
        rig.plugged();
        bench.expectViolation("FIL-13");
        bench.remove();
    }

    @Schedules(60)
    @Rule("FIL-13")
    void aFileClosedInTheLastCallbackIsClosedBelowBeforeTheLowerDriverGoes(DriverBench bench) {
        TargetRig rig = new TargetRig(bench);
        rig.upper.doing("OnReleaseHardware", () -> {});
        rig.upper.doing("OnSelfManagedIoCleanup", () -> rig.file().close());
        rig.plugged();
        bench.remove();
        assertThat(bench.trace().of("lower.OnC"))
                .containsExactly("lower.OnCleanupFile", "lower.OnCloseFile", "lower.OnCleanup");
    }

    @Schedules(3)
    @Rule("FIL-14")
    void theDefaultTargetNeedsAFile(DriverBench bench) {
        TargetRig rig = new TargetRig(bench).plugged();
        IWDFIoRequest request = rig.upper.device().createRequest(null, null);
        assertThatThrownBy(() -> rig.target().formatRequestForFlush(request, null))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.E_INVALIDARG));
    }
}
