package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.SEND_AND_FORGET;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.SYNCHRONOUS;
import static org.umdf4j.ddi.WDF_REQUEST_SEND_OPTIONS_FLAGS.TIMEOUT;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFIoTarget;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.WDF_IO_TARGET_SENT_IO_ACTION;
import org.umdf4j.ddi.WDF_IO_TARGET_STATE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.inf.WdfDirectives;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.StackPolicy;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.SimulatedFile;

/** Files of the system behind I/O targets and below a whole stack. */
class FileTargetTest {
    private static IWDFMemory memory(ScriptedDriver driver, int size) {
        return driver.driver().createWdfMemory(size, null, driver.device());
    }

    @Schedules(5)
    @Rule("FIL-14")
    void aTargetOverAFileReadsAndWritesItWithItsOwnFileObject(DriverBench bench) {
        SimulatedFile file = bench.system().file("/image", 64);
        System.arraycopy("hello".getBytes(StandardCharsets.US_ASCII), 0, file.content(), 10, 5);
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        IWDFIoTarget target = driver.device().createFileHandleTarget("/image");
        assertThat(target.getState()).isEqualTo(WDF_IO_TARGET_STATE.STARTED);
        assertThat(target.getTargetFile()).isPresent();
        IWDFMemory memory = memory(driver, 5);
        IWDFIoRequest request = driver.device().createRequest(null, null);
        target.formatRequestForRead(request, null, memory, null, 10L);
        request.send(target, Set.of(SYNCHRONOUS), 0);
        assertThat(request.getCompletionParams().getInformation()).isEqualTo(5);
        target.formatRequestForWrite(request, target.getTargetFile().orElseThrow(), memory, null, 0L);
        request.send(target, Set.of(SYNCHRONOUS), 0);
        assertThat(new String(file.content(), 0, 5, StandardCharsets.US_ASCII)).isEqualTo("hello");
        target.formatRequestForFlush(request, null);
        request.send(target, Set.of(SYNCHRONOUS), 0);
        assertThat(request.getStatus()).isEqualTo(HResult.S_OK);
        target.deleteWdfObject();
        assertThat(file.opens()).isZero();
    }

    @Schedules(3)
    @Rule("FIL-14")
    void aFileThatIsNotThereMakesNoTarget(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        assertThatThrownBy(() -> driver.device().createFileHandleTarget("/nowhere"))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.ERROR_FILE_NOT_FOUND));
    }

    @Schedules(3)
    @Rule("FIL-14")
    void aPackageThatDoesNotSayFileHandleHasNoFilesAsTargets(DriverBench bench) {
        bench.system().file("/image", 64);
        bench.provide(services -> services.withPolicy(StackPolicy.of(WdfDirectives.DEFAULT)));
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        assertThatThrownBy(() -> driver.device().createFileHandleTarget("/image"))
                .isInstanceOfSatisfying(
                        WdfException.class, e -> assertThat(e.status()).isEqualTo(HResult.STATUS_NOT_SUPPORTED));
    }

    @Schedules
    @Rule("SND-5")
    void nothingIsSentToAFileAndForgotten(DriverBench bench) {
        bench.system().file("/image", 64);
        ScriptedDriver driver = bench.driver();
        driver.queue("Q", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> {
            IWDFIoTarget target = driver.device().createFileHandleTarget("/image");
            assertThatThrownBy(() -> request.send(target, Set.of(SEND_AND_FORGET), 0))
                    .isInstanceOfSatisfying(WdfException.class, e -> assertThat(e.status())
                            .isEqualTo(HResult.STATUS_INVALID_DEVICE_REQUEST));
            request.complete(HResult.S_OK);
        });
        bench.plug(driver);
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
    }

    @Schedules(60)
    @Rule({"SND-9", "SND-11", "TGT-3"})
    void aReadThatWaitsInAFileIsCancelledTimedOutAndStopped(DriverBench bench) {
        SimulatedFile file = bench.system().file("/line", 64).hold();
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        IWDFIoTarget target = driver.device().createFileHandleTarget("/line");
        IWDFIoRequest request = driver.device().createRequest(null, null);
        IWDFMemory memory = memory(driver, 5);
        target.formatRequestForRead(request, null, memory, null, null);
        request.send(target, Set.of(), 0);
        assertThat(file.waiting()).isEqualTo(1);
        assertThat(request.cancelSentRequest()).isTrue();
        assertThat(request.getStatus()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        target.formatRequestForRead(request, null, memory, null, null);
        request.send(target, Set.of(SYNCHRONOUS, TIMEOUT), -10_000_000);
        assertThat(request.getStatus()).isEqualTo(HResult.STATUS_IO_TIMEOUT);
        target.formatRequestForRead(request, null, memory, null, null);
        request.send(target, Set.of(), 0);
        target.stop(WDF_IO_TARGET_SENT_IO_ACTION.CANCEL_SENT_IO);
        assertThat(request.getStatus()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
        assertThat(file.waiting()).isZero();
    }

    @Schedules(60)
    @Rule("TGT-6")
    void aRemovalEndsWhatWaitsInAFileAndClosesIt(DriverBench bench) {
        SimulatedFile file = bench.system().file("/line", 64).hold();
        ScriptedDriver driver = bench.driver();
        bench.plug(driver);
        IWDFIoTarget target = driver.device().createFileHandleTarget("/line");
        IWDFIoRequest request = driver.device().createRequest(null, null);
        target.formatRequestForRead(request, null, memory(driver, 5), null, null);
        request.send(target, Set.of(), 0);
        bench.remove();
        bench.quiet();
        assertThat(file.waiting()).isZero();
        assertThat(file.opens()).isZero();
        assertThat(request.getStatus()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }

    /** A filter that sends every read down and completes it as it comes back. */
    private static ScriptedDriver filter(DriverBench bench) {
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("F", PARALLEL)
                .powerManaged()
                .configuredFor(WDF_REQUEST_TYPE.READ)
                .onIoResume((_, _) -> {})
                .onIoStop((_, request, flags) -> request.stopAcknowledge(false))
                .onRead((_, request, _) -> {
                    request.formatUsingCurrentType();
                    request.setCompletionCallback(
                            (sent, _, params, _) ->
                                    sent.completeWithInformation(params.getCompletionStatus(), params.getInformation()),
                            null);
                    request.send(filter.device().getDefaultIoTarget(), Set.of(), 0);
                });
        return filter;
    }

    @Schedules
    @Rule({"RT-3", "FIL-8"})
    void aFilterOverAFilePassesProgramsThrough(DriverBench bench) {
        SimulatedFile file = bench.system().file("/image", 64).shortTransfers(7);
        bench.bottom("/image");
        bench.plug(filter(bench));
        Program program = bench.program();
        assertThat(program.write(8).await()).isEqualTo(new IoResult(HResult.S_OK, 7));
        assertThat(program.read(8).await()).isEqualTo(new IoResult(HResult.S_OK, 7));
        assertThat(program.file().flush().status()).isEqualTo(HResult.S_OK);
        file.fail(HResult.ERROR_IO_DEVICE);
        assertThat(program.read(8).await().status()).isEqualTo(HResult.ERROR_IO_DEVICE);
        bench.unplug();
        assertThat(file.opens()).isZero();
    }

    @Schedules(60)
    @Rule({"STOP-27", "SND-14"})
    void aReadInTheFileBelowSurvivesASuspendAndIsCancelledByItsProgram(DriverBench bench) {
        SimulatedFile file = bench.system().file("/image", 64).delay(Duration.ofSeconds(5));
        bench.bottom("/image");
        bench.plug(filter(bench));
        PendingIo io = bench.program().read(1);
        bench.quiet();
        bench.suspend();
        bench.scheduler().pass(Duration.ofSeconds(6));
        assertThat(io.await().succeeded()).isTrue();
        bench.resume();
        file.hold();
        PendingIo second = bench.program().read(2);
        bench.quiet();
        second.cancel();
        assertThat(second.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
    }

    @Schedules(60)
    @Rule("STOP-27")
    void aViolationWithAReadInTheFileBelowEndsEverything(DriverBench bench) {
        SimulatedFile file = bench.system().file("/image", 64).hold();
        bench.bottom("/image");
        ScriptedDriver filter = filter(bench);
        bench.plug(filter);
        PendingIo io = bench.program().read(1);
        bench.quiet();
        IWDFIoRequest created = filter.device().createRequest(null, null);
        bench.expectViolation("REQ-9");
        assertThatThrownBy(() -> created.complete(HResult.S_OK)).isInstanceOf(RuntimeException.class);
        assertThat(io.await().status()).isEqualTo(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
        assertThat(file.waiting()).isZero();
    }

    @Schedules(3)
    @Rule("FIL-14")
    void aStackOnAFileThatIsNotThereIsNotAdded(DriverBench bench) {
        bench.bottom("/nowhere");
        assertThatThrownBy(() -> bench.add(filter(bench)))
                .isInstanceOfSatisfying(
                        DeviceAddException.class, e -> assertThat(e.status()).isEqualTo(HResult.ERROR_FILE_NOT_FOUND));
    }
}
