package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.SEQUENTIAL;

import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WDF_TRI_STATE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.stack.StackSupervision;
import org.umdf4j.testkit.Activity;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Section 11 of the I/O contract: file objects. */
class FileObjectTest {
    @Schedules
    @Rule("FIL-1")
    void anOpenReachesOnCreateFileWithItsFile(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.queue("C", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, file) -> {
            assertThat(request.getFileObject()).contains(file);
            assertThat(file.retrieveFileName()).isEmpty();
            request.complete(HResult.S_OK);
        });
        bench.plug(rig.driver);
        bench.program();
        assertThat(bench.trace().of("OnCreateFile")).containsExactly("OnCreateFile(create)");
    }

    @Schedules
    @Rule("FIL-2")
    void withoutOnCreateFileAnOpenSucceeds(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        bench.program();
        assertThat(bench.trace().of("OnCreate")).isEmpty();
        assertThat(rig.program().file()).isNotNull();
    }

    @Schedules
    @Rule("FIL-3")
    void aFailedOpenGetsNeitherCleanupNorCloseButItsContextIsCleaned(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.queue("C", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, file) -> {
            file.assignContext(_ -> bench.trace().mark("context cleaned"), "context");
            request.complete(HResult.ERROR_ACCESS_DENIED);
        });
        bench.plug(rig.driver);
        assertThatThrownBy(bench::program).isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                .isEqualTo(HResult.ERROR_ACCESS_DENIED));
        bench.quiet();
        assertThat(bench.trace().of("OnCleanupFile", "OnCloseFile", "context")).containsExactly("context cleaned");
    }

    @Schedules
    @Rule({"FIL-4", "FIL-5", "FIL-6", "FIL-15"})
    void aCloseCleansUpAbortsStoredRequestsAndClosesWhenAllHaveEnded(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.reads(1, 2);
        rig.held("r1")
                .getFileObject()
                .orElseThrow()
                .assignContext(_ -> bench.trace().mark("context cleaned"), "context");
        bench.trace().clear();
        rig.program().file().close();
        bench.quiet();
        assertThat(bench.trace().events())
                .containsExactly("OnCleanupFile", "r2 ended: ERROR_OPERATION_ABORTED 0x800703E3, 0");
        rig.complete("r1");
        assertThat(bench.trace().events()).endsWith("r1 ended: S_OK 0x00000000, 0", "OnCloseFile", "context cleaned");
    }

    @Schedules
    @Rule({"FIL-5", "FIL-15"})
    void aCloseIsNotBlockedByStuckRequestsOfOtherFiles(DriverBench bench) {
        Rig rig = new Rig(bench, SEQUENTIAL).plugged();
        rig.read(1);
        Program second = bench.program();
        PendingIo stored = second.read(2);
        second.file().close();
        assertThat(stored.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        bench.quiet();
        assertThat(bench.trace().of("OnCleanupFile", "OnCloseFile")).containsExactly("OnCleanupFile", "OnCloseFile");
    }

    @Schedules
    @Rule({"FIL-7", "LCK-2"})
    void cleanupAndCloseRunUnderTheCallbackLock(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.driver.device().acquireLock();
        Activity close = bench.begin("closer", () -> rig.program().file().close());
        bench.quiet();
        assertThat(bench.trace().of("OnCleanupFile")).isEmpty();
        rig.driver.device().releaseLock();
        close.await();
        bench.quiet();
        assertThat(bench.trace().of("OnCleanupFile", "OnCloseFile")).containsExactly("OnCleanupFile", "OnCloseFile");
    }

    @Schedules
    @Rule({"FIL-8", "FIL-9"})
    void aFilterForwardsCreateCleanupAndCloseByDefault(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("D", PARALLEL).asDefault().onCreateFile((_, request, _) -> request.complete(HResult.S_OK));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        bench.plug(lower, filter);
        bench.program().file().close();
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC", "filter.OnC"))
                .containsExactly(
                        "lower.OnCreateFile(create)",
                        "filter.OnCleanupFile",
                        "lower.OnCleanupFile",
                        "filter.OnCloseFile",
                        "lower.OnCloseFile");
    }

    @Schedules
    @Rule({"FIL-8", "FIL-9"})
    void aFunctionDriverForwardsNothingByDefault(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        ScriptedDriver upper = bench.driver("upper");
        bench.plug(lower, upper);
        bench.program().file().close();
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC", "upper.OnC"))
                .containsExactly("upper.OnCleanupFile", "upper.OnCloseFile");
    }

    @Schedules
    @Rule({"FIL-8", "FIL-10"})
    void aFilterToldNotToForwardKeepsTheFileToItself(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        ScriptedDriver filter = bench.driver("filter").beforeDevice(init -> {
            init.setFilter();
            init.autoForwardCreateCleanupClose(WDF_TRI_STATE.FALSE);
        });
        bench.plug(lower, filter);
        bench.program().file().close();
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC")).isEmpty();
    }

    @Schedules(60)
    @Rule({"FIL-4", "FIL-6"})
    void aCloseRacingWithCompletionsClosesOnceAtTheEnd(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.p.onRead((_, request, _) -> bench.begin("completer", () -> request.complete(HResult.S_OK)));
        rig.plugged();
        rig.program().read(1);
        rig.program().read(2);
        rig.program().file().close();
        bench.quiet();
        assertThat(bench.trace().of("OnCleanupFile")).hasSize(1);
        assertThat(bench.trace().of("OnCloseFile")).hasSize(1);
        assertThat(bench.trace().events()).endsWith("OnCloseFile");
    }

    /** A driver above {@code lower} with an OnCreateFile, told to forward creates, cleanups and closes. */
    private static void plugForwarding(DriverBench bench, Consumer<IWDFIoRequest> onCreate) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("L", PARALLEL).configuredFor(WDF_REQUEST_TYPE.CREATE).onCreateFile((_, request, _) -> {
            bench.trace().mark("lower.OnCreateFile");
            request.complete(HResult.S_OK);
        });
        ScriptedDriver upper =
                bench.driver("upper").beforeDevice(init -> init.autoForwardCreateCleanupClose(WDF_TRI_STATE.TRUE));
        upper.queue("U", PARALLEL)
                .configuredFor(WDF_REQUEST_TYPE.CREATE)
                .onCreateFile((_, request, _) -> onCreate.accept(request));
        bench.plug(lower, upper);
        bench.trace().clear();
    }

    @Schedules
    @Rule({"FIL-9", "FIL-10"})
    void aHandlerThatSendsTheCreateDownHasItsCleanupAndCloseFollow(DriverBench bench) {
        plugForwarding(bench, request -> {
            request.formatUsingCurrentType();
            request.setCompletionCallback((sent, _, params, _) -> sent.complete(params.getCompletionStatus()), null);
            request.send(request.getIoQueue().orElseThrow().getDevice().getDefaultIoTarget(), Set.of(), 0);
        });
        bench.program().file().close();
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC"))
                .contains("lower.OnCreateFile")
                .endsWith("lower.OnCleanupFile", "lower.OnCloseFile");
    }

    /** The driver's own imbalance: the lower driver never saw the open, so it is told of no cleanup and close either. */
    @Schedules
    @Rule("FIL-10")
    void aHandlerThatCompletesTheCreateItselfKeepsTheFileFromTheLowerDriver(DriverBench bench) {
        plugForwarding(bench, request -> request.complete(HResult.S_OK));
        bench.program().file().close();
        bench.quiet();
        assertThat(bench.trace().of("lower.OnC")).isEmpty();
        assertThat(bench.trace().of("upper.OnCleanup", "upper.OnClose"))
                .containsExactly("upper.OnCleanupFile", "upper.OnCloseFile");
    }

    @Schedules(5)
    @Rule("HOST-1")
    void anOnCleanupFileThatDoesNotReturnStopsTheDevice(DriverBench bench) {
        assertHangs(bench, "OnCleanupFile");
    }

    @Schedules(5)
    @Rule("HOST-1")
    void anOnCloseFileThatDoesNotReturnStopsTheDevice(DriverBench bench) {
        assertHangs(bench, "OnCloseFile");
    }

    private static void assertHangs(DriverBench bench, String callback) {
        Gate returns = bench.scheduler().newGate("end of " + callback);
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.doing(callback, returns::await);
        rig.plugged();
        PendingIo io = rig.write(1);
        DeviceFile second = DeviceFile.open(bench.stack().port(), bench.scheduler());
        bench.expectViolation("HOST-1");
        bench.begin("close", second::close);
        bench.quiet();
        bench.pass(StackSupervision.DEFAULT_CRITICAL_TIMEOUT.minusSeconds(1));
        assertThat(bench.stack().status().violation()).isEmpty();
        bench.pass(Duration.ofSeconds(2));
        bench.quiet();
        assertThat(bench.stack().status().violation()).hasValueSatisfying(broken -> {
            assertThat(broken.place()).isEqualTo(callback);
            assertThat(broken.did()).contains(callback + " has not returned");
        });
        assertThat(io.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        returns.open();
        bench.quiet();
    }
}
