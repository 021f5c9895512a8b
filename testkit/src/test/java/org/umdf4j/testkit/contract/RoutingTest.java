package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.MANUAL;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFIoQueue;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.framework.stack.StackPolicy;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;
import org.umdf4j.testkit.ScriptedQueue;

/** Section 3 of the I/O contract: routing requests to queues and handlers. */
class RoutingTest {
    private static final IoResult INVALID_REQUEST = new IoResult(HResult.STATUS_INVALID_DEVICE_REQUEST, 0);

    private static MemorySegment buffer() {
        return MemorySegment.ofArray(new byte[Program.LENGTH]);
    }

    @Schedules(0)
    @Rule("RT-1")
    void onlyFourTypesCanBeConfigured(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue other = rig.driver.queue("Q", MANUAL);
        rig.driver.afterDevice(device -> QueueCreationTest.assertRefused(
                HResult.E_INVALIDARG,
                () -> device.configureRequestDispatching(other.get(), WDF_REQUEST_TYPE.FLUSH_BUFFERS, true)));
        rig.plugged();
    }

    @Schedules(0)
    @Rule("RT-2")
    void theConfiguredQueueComesBeforeTheDefaultQueue(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.queue("D", PARALLEL).asDefault().onDefaultIoHandler((_, request) -> request.complete(HResult.S_OK));
        rig.plugged();
        rig.read(1);
        rig.program().control(0x40).await();
        assertThat(bench.trace().of("On")).containsExactly("OnRead(r1)", "OnDefaultIoHandler(c0x40)");
    }

    @Schedules(0)
    @Rule("RT-3")
    void aFunctionDriverWithoutAQueueForATypeRefusesIt(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        assertThat(rig.program().control(0x40).await()).isEqualTo(INVALID_REQUEST);
        assertThat(rig.program().file().flush()).isEqualTo(INVALID_REQUEST);
    }

    @Schedules
    @Rule("RT-3")
    void aFilterWithoutAQueueForATypePassesItDownUnchanged(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("D", PARALLEL)
                .asDefault()
                .onRead((_, request, length) -> request.completeWithInformation(HResult.S_OK, length));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        bench.plug(lower, filter);
        assertThat(bench.program().read(1).await()).isEqualTo(new IoResult(HResult.S_OK, Program.LENGTH));
        assertThat(bench.trace().of("lower.OnRead", "filter.OnRead")).containsExactly("lower.OnRead(r1)");
    }

    @Schedules
    @Rule("RT-4")
    void aFiltersDefaultQueueWithoutAHandlerIsPassedBy(DriverBench bench) {
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> bench.hold(request));
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        ScriptedQueue writes =
                filter.queue("F", PARALLEL).asDefault().onWrite((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(lower, filter);
        bench.program().read(1);
        bench.quiet();
        assertThat(bench.held().names()).containsExactly("r1");
        assertThat(writes.get().getState().requestsInDriver()).isZero();
    }

    @Schedules(0)
    @Rule("RT-5")
    void theSpecificHandlerComesBeforeTheDefaultHandlerBeforeTheRefusal(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL)
                .asDefault()
                .onRead((_, request, _) -> request.complete(HResult.S_OK))
                .onDefaultIoHandler((_, request) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        Program program = bench.program();
        bench.trace().clear();
        program.read(1).await();
        program.write(2).await();
        assertThat(bench.trace().of("On")).containsExactly("OnRead(r1)", "OnDefaultIoHandler(w2)");
    }

    @Schedules(0)
    @Rule("RT-5")
    void aTypeWithoutAnyHandlerIsRefused(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        assertThat(bench.program().write(2).await()).isEqualTo(INVALID_REQUEST);
    }

    @Schedules(0)
    @Rule("RT-6")
    void flushAndInformationReachOnlyTheDefaultHandler(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL)
                .asDefault()
                .onRead((_, request, _) -> request.complete(HResult.S_OK))
                .onDefaultIoHandler((_, request) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        Program program = bench.program();
        bench.trace().clear();
        program.file().flush();
        program.file().queryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD, buffer());
        program.file().setInformation(WDF_FILE_INFORMATION_CLASS.BASIC, buffer());
        assertThat(bench.trace().of("On"))
                .containsExactly("OnDefaultIoHandler(flush)", "OnDefaultIoHandler(query)", "OnDefaultIoHandler(set)");
    }

    @Schedules(0)
    @Rule("RT-7")
    void illegalConfigurationsFailAndChangeNothing(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        ScriptedQueue byDefault = rig.driver.queue("D", MANUAL).asDefault();
        ScriptedQueue manual = rig.driver.queue("M", MANUAL);
        rig.driver.afterDevice(device -> {
            for (IWDFIoQueue queue : new IWDFIoQueue[] {manual.get(), byDefault.get()}) {
                assertThatThrownBy(() -> device.configureRequestDispatching(queue, WDF_REQUEST_TYPE.READ, true))
                        .isInstanceOf(WdfException.class);
            }
            assertThatThrownBy(() -> rig.n.get().configureRequestDispatching(WDF_REQUEST_TYPE.DEVICE_IO_CONTROL, true))
                    .isInstanceOf(WdfException.class);
            manual.get().configureRequestDispatching(WDF_REQUEST_TYPE.DEVICE_IO_CONTROL, true);
        });
        rig.plugged();
        rig.read(1);
        assertThat(bench.held().names()).containsExactly("r1");
        rig.program().control(0x40);
        bench.quiet();
        bench.hold(manual.get().retrieveNextRequest().request().orElseThrow());
    }

    @Schedules(0)
    @Rule("RT-8")
    void forwardFalseIsAsIfNeverConfigured(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.queue("D", PARALLEL).asDefault().onDefaultIoHandler((_, request) -> request.complete(HResult.S_OK));
        rig.driver.afterDevice(device -> rig.p.get().configureRequestDispatching(WDF_REQUEST_TYPE.READ, false));
        rig.plugged();
        rig.program().read(1).await();
        assertThat(bench.trace().of("On")).containsExactly("OnDefaultIoHandler(r1)");
    }

    @Schedules(0)
    @Rule("RT-9")
    void aStartedDeviceCannotBeReconfigured(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        IWDFIoQueue late = rig.driver.lateQueue("Q", MANUAL).make(rig.driver.device());
        QueueCreationTest.assertRefused(
                HResult.STATUS_INVALID_DEVICE_STATE,
                () -> late.configureRequestDispatching(WDF_REQUEST_TYPE.DEVICE_IO_CONTROL, true));
    }

    @Schedules(0)
    @Rule("RT-10")
    void aControlWithTheNeitherMethodIsRejectedBeforeAnyQueue(DriverBench bench) {
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL)
                .asDefault()
                .onDeviceIoControl((_, request, _, _, _) -> request.complete(HResult.S_OK));
        bench.plug(driver);
        int neither = ControlCodes.ctlCode(0x22, 0x801, ControlCodes.METHOD_NEITHER, 0);
        assertThat(bench.program().control(neither).await().status().failed()).isTrue();
        assertThat(bench.trace().of("OnDeviceIoControl")).isEmpty();
    }

    @Schedules(0)
    @Rule("RT-10")
    void aControlWithTheNeitherMethodArrivesAsABufferedOneIfThePackageSaysCopy(DriverBench bench) {
        bench.provide(services -> services.withPolicy(policy(/* copies= */ true, /* unknown= */ false)));
        ScriptedDriver driver = bench.driver();
        driver.queue("D", PARALLEL).asDefault().onDeviceIoControl((_, request, _, _, outputLength) -> {
            byte first = request.retrieveInputBuffer(1).get(ValueLayout.JAVA_BYTE, 0);
            request.retrieveOutputBuffer(1).set(ValueLayout.JAVA_BYTE, 0, (byte) (first + 1));
            request.completeWithInformation(HResult.S_OK, outputLength);
        });
        bench.plug(driver);
        byte[] answer = new byte[2];
        int neither = ControlCodes.ctlCode(0x22, 0x801, ControlCodes.METHOD_NEITHER, 0);
        IoResult result = bench.program()
                .file()
                .control(neither, MemorySegment.ofArray(new byte[] {41}), MemorySegment.ofArray(answer));
        assertThat(result).isEqualTo(new IoResult(HResult.S_OK, 2));
        assertThat(answer).startsWith(42);
    }

    private static StackPolicy policy(boolean copies, boolean unknown) {
        return new StackPolicy(Optional.empty(), copies, unknown, /* mapsRegisters= */ false, /* opensFiles= */ false);
    }

    @Schedules(0)
    @Rule("RT-11")
    void aRequestOfAnUnknownFileIsDeliveredWithoutItIfThePackageAllowsThat(DriverBench bench) {
        bench.provide(services -> services.withPolicy(policy(/* copies= */ false, /* unknown= */ true)));
        ScriptedDriver lower = bench.driver("lower");
        lower.queue("D", PARALLEL).asDefault().onRead((_, request, _) -> {
            bench.trace().mark("file " + request.getFileObject().isPresent());
            request.complete(HResult.S_OK);
        });
        ScriptedDriver filter = bench.driver("filter").beforeDevice(IWDFDeviceInitialize::setFilter);
        filter.queue("C", PARALLEL)
                .configuredFor(WDF_REQUEST_TYPE.CREATE)
                .onCreateFile((_, request, _) -> request.complete(HResult.S_OK));
        bench.plug(lower, filter);
        assertThat(bench.program().read(1).await().status()).isEqualTo(HResult.S_OK);
        assertThat(bench.trace().of("file")).containsExactly("file false");
    }

    @Schedules(0)
    @Rule("RT-11")
    void aRequestOfAFileWhoseCreateWasNeverSeenIsFailedWithoutDelivery(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        FileObject unknown = new FileObject("never opened", Requestor.NONE);
        List<HResult> ends = new ArrayList<>();
        bench.stack().port().submit(new Irp(unknown, new IrpParameters.Read(1), null, buffer()) {
            @Override
            protected void onCompleted(HResult status, long information) {
                ends.add(status);
            }
        });
        bench.quiet();
        assertThat(bench.trace().of("OnRead")).isEmpty();
        assertThat(ends).hasSize(1).allMatch(HResult::failed);
        assertThat(rig.p.get().getState().isIdle()).isTrue();
    }
}
