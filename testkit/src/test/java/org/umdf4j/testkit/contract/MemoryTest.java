package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.IWDFMemory;
import org.umdf4j.ddi.StackIoTypePreference;
import org.umdf4j.ddi.WDFMEMORY_OFFSET;
import org.umdf4j.ddi.WDF_DEVICE_IO_BUFFER_RETRIEVAL;
import org.umdf4j.ddi.WDF_DEVICE_IO_TYPE;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.verifier.ContractViolationException;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Program;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.ScriptedDriver;

/** Section 14 of the I/O contract: memory and buffers. */
class MemoryTest {
    private static MemorySegment bytes(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return MemorySegment.ofArray(array);
    }

    @Schedules(0)
    @Rule("MEM-1")
    void memoryOfSizeZeroIsRefused(DriverBench bench) {
        IWDFDriver driver = new Rig(bench, PARALLEL).plugged().driver.driver();
        assertThatThrownBy(() -> driver.createWdfMemory(0, null, null)).isInstanceOf(WdfException.class);
        assertThat(driver.createWdfMemory(3, null, null).getSize()).isEqualTo(3);
    }

    @Schedules(0)
    @Rule("MEM-2")
    void preallocatedMemoryIsTheCallersBufferAndMayBeReplaced(DriverBench bench) {
        IWDFDriver driver = new Rig(bench, PARALLEL).plugged().driver.driver();
        MemorySegment first = bytes(1, 2, 3);
        IWDFMemory memory = driver.createPreallocatedWdfMemory(first, null, null);
        memory.getDataBuffer().set(ValueLayout.JAVA_BYTE, 0, (byte) 9);
        assertThat(first.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 9);
        memory.setBuffer(bytes(4, 5));
        assertThat(memory.getSize()).isEqualTo(2);
        memory.deleteWdfObject();
        assertThat(first.get(ValueLayout.JAVA_BYTE, 1)).isEqualTo((byte) 2);
        IWDFMemory own = driver.createWdfMemory(3, null, null);
        assertThatThrownBy(() -> own.setBuffer(bytes(1))).isInstanceOf(RuntimeException.class);
    }

    @Schedules(0)
    void preallocatedMemoryIsNotOfAConfinedArena(DriverBench bench) {
        IWDFDriver driver = new Rig(bench, PARALLEL).plugged().driver.driver();
        IWDFMemory memory = driver.createPreallocatedWdfMemory(bytes(1), null, null);
        try (Arena confined = Arena.ofConfined()) {
            MemorySegment buffer = confined.allocate(8);
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> driver.createPreallocatedWdfMemory(buffer, null, null), () -> memory.setBuffer(buffer))) {
                assertThatThrownBy(use)
                        .isInstanceOf(WdfException.class)
                        .hasMessageContaining("confined")
                        .extracting(refused -> ((WdfException) refused).status())
                        .isEqualTo(HResult.E_INVALIDARG);
            }
        }
    }

    @Schedules(0)
    @Rule("MEM-3")
    void copiesThatLeaveTheObjectFailAndCopyNothing(DriverBench bench) {
        IWDFDriver driver = new Rig(bench, PARALLEL).plugged().driver.driver();
        IWDFMemory memory = driver.createPreallocatedWdfMemory(bytes(1, 2, 3, 4), null, null);
        MemorySegment target = bytes(0, 0, 0, 0, 0, 0);
        QueueCreationTest.assertRefused(HResult.STATUS_BUFFER_TOO_SMALL, () -> memory.copyToBuffer(2, target, 3));
        QueueCreationTest.assertRefused(HResult.STATUS_BUFFER_TOO_SMALL, () -> memory.copyToBuffer(5, target, 1));
        QueueCreationTest.assertRefused(
                HResult.STATUS_INVALID_BUFFER_SIZE, () -> memory.copyFromBuffer(2, bytes(7, 7, 7), 3));
        assertThat(target.toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
        assertThat(memory.getDataBuffer().toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3, 4);
        memory.copyToBuffer(1, target, 3);
        assertThat(target.toArray(ValueLayout.JAVA_BYTE)).startsWith(2, 3, 4);
    }

    @Schedules(0)
    @Rule("MEM-4")
    void copyFromMemoryIsBoundedByBothSidesAndIgnoresTheLength(DriverBench bench) {
        IWDFDriver driver = new Rig(bench, PARALLEL).plugged().driver.driver();
        IWDFMemory source = driver.createPreallocatedWdfMemory(bytes(1, 2, 3, 4), null, null);
        MemorySegment wide = bytes(0, 0, 0, 0, 0, 0);
        driver.createPreallocatedWdfMemory(wide, null, null).copyFromMemory(source, new WDFMEMORY_OFFSET(1, 1));
        assertThat(wide.toArray(ValueLayout.JAVA_BYTE)).containsExactly(2, 3, 4, 0, 0, 0);
        MemorySegment narrow = bytes(0, 0);
        driver.createPreallocatedWdfMemory(narrow, null, null).copyFromMemory(source, null);
        assertThat(narrow.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2);
    }

    @Schedules(0)
    @Rule("MEM-6")
    void aReadHasNoInputAndAWriteNoOutput(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        rig.write(2);
        assertThat(rig.held("r1").getOutputMemory()).isPresent();
        assertThat(rig.held("w2").getInputMemory()).isPresent();
        for (IWDFIoRequest request : new IWDFIoRequest[] {rig.held("r1"), rig.held("w2")}) {
            QueueCreationTest.assertRefused(
                    HResult.ERROR_INSUFFICIENT_BUFFER,
                    request.getType() == WDF_REQUEST_TYPE.READ
                            ? () -> request.retrieveInputBuffer(1)
                            : () -> request.retrieveOutputBuffer(1));
        }
    }

    @Schedules(0)
    @Rule("MEM-7")
    void buffersComeWithTheirTrueSizeOrNotAtAll(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        assertThat(request.retrieveOutputBuffer(0).byteSize()).isEqualTo(Program.LENGTH);
        assertThat(request.retrieveOutputBuffer(Program.LENGTH).byteSize()).isEqualTo(Program.LENGTH);
        assertThat(request.retrieveOutputMemory().getSize()).isEqualTo(Program.LENGTH);
        QueueCreationTest.assertRefused(
                HResult.ERROR_INSUFFICIENT_BUFFER, () -> request.retrieveOutputBuffer(Program.LENGTH + 1));
    }

    @Schedules(0)
    @Rule("MEM-7")
    void theBuffersOfACompletedRequestAreOutOfReach(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        rig.complete("r1");
        QueueCreationTest.assertRefused(HResult.STATUS_DELETE_PENDING, () -> request.retrieveOutputBuffer(1));
    }

    @Schedules(0)
    @Rule("MEM-10")
    void aBufferedControlHasTwoSeparateBuffers(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver
                .queue("C", PARALLEL)
                .configuredFor(WDF_REQUEST_TYPE.DEVICE_IO_CONTROL)
                .onDeviceIoControl((_, request, _, _, _) -> {
                    MemorySegment input = request.retrieveInputBuffer(3);
                    MemorySegment output = request.retrieveOutputBuffer(3);
                    assertThat(input.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
                    assertThat(output.toArray(ValueLayout.JAVA_BYTE)).containsExactly(0, 0, 0);
                    output.set(ValueLayout.JAVA_BYTE, 0, (byte) 8);
                    request.completeWithInformation(HResult.S_OK, 1);
                });
        rig.plugged();
        MemorySegment input = bytes(1, 2, 3);
        MemorySegment output = bytes(0, 0, 0);
        assertThat(rig.program().file().control(0x40, input, output).information())
                .isEqualTo(1);
        assertThat(input.toArray(ValueLayout.JAVA_BYTE)).containsExactly(1, 2, 3);
        assertThat(output.toArray(ValueLayout.JAVA_BYTE)).containsExactly(8, 0, 0);
    }

    @Schedules(0)
    @Rule("MEM-5")
    void theInputOfARequestCannotBeWritten(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.write(1);
        IWDFMemory input = rig.held("w1").retrieveInputMemory();
        bench.expectViolation("MEM-5");
        QueueCreationTest.assertRefused(HResult.STATUS_ACCESS_VIOLATION, () -> input.copyFromBuffer(0, bytes(1, 2), 2));
    }

    @Schedules(0)
    @Rule("MEM-9")
    void withoutAPreferenceRequestsAreBufferedAndTheirMemoryIsThereAtOnce(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL).plugged();
        rig.read(1);
        assertThat(rig.held("r1").getEffectiveIoType()).isEqualTo(WDF_DEVICE_IO_TYPE.BUFFERED);
        assertThat(rig.held("r1").getOutputMemory()).isPresent();
    }

    @Schedules(0)
    @Rule({"MEM-8", "MEM-9"})
    void underDeferredRetrievalGetMemoryIsAViolation(DriverBench bench) {
        Rig rig = new Rig(bench, PARALLEL);
        rig.driver.beforeDevice(init -> init.setIoTypePreference(
                WDF_DEVICE_IO_BUFFER_RETRIEVAL.DEFERRED,
                WDF_DEVICE_IO_TYPE.BUFFERED_OR_DIRECT,
                WDF_DEVICE_IO_TYPE.BUFFERED_OR_DIRECT));
        rig.plugged();
        rig.read(1);
        IWDFIoRequest request = rig.held("r1");
        assertThat(request.retrieveOutputMemory().getSize()).isEqualTo(Program.LENGTH);
        bench.expectViolation("MEM-8");
        assertThatThrownBy(request::getOutputMemory).isInstanceOf(ContractViolationException.class);
    }

    private static ScriptedDriver wanting(
            ScriptedDriver driver, WDF_DEVICE_IO_BUFFER_RETRIEVAL retrieval, WDF_DEVICE_IO_TYPE type) {
        return driver.beforeDevice(init -> {
            init.setFilter();
            init.setIoTypePreference(retrieval, type, type);
        });
    }

    private static ScriptedDriver holdingReads(DriverBench bench, ScriptedDriver driver) {
        driver.queue("P", PARALLEL).configuredFor(WDF_REQUEST_TYPE.READ).onRead((_, request, _) -> bench.hold(request));
        return driver;
    }

    @Schedules(0)
    @Rule("MEM-9")
    void aStackOfMixedRetrievalIsImmediateForAllAndBuffered(DriverBench bench) {
        ScriptedDriver upper = holdingReads(bench, bench.driver("upper"));
        wanting(upper, WDF_DEVICE_IO_BUFFER_RETRIEVAL.DEFERRED, WDF_DEVICE_IO_TYPE.BUFFERED_OR_DIRECT);
        bench.plug(bench.driver("lower"), upper);
        bench.program().read(1);
        bench.quiet();
        assertThat(bench.held().get("r1").getOutputMemory()).isPresent();
        assertThat(bench.held().get("r1").getEffectiveIoType()).isEqualTo(WDF_DEVICE_IO_TYPE.BUFFERED);
        assertThat(upper.device().getDeviceStackIoTypePreference())
                .isEqualTo(new StackIoTypePreference(WDF_DEVICE_IO_TYPE.BUFFERED, WDF_DEVICE_IO_TYPE.BUFFERED));
        bench.held().complete("r1");
    }

    @Schedules(0)
    @Rule({"MEM-8", "MEM-9"})
    void aStackOfDirectAndEitherIsDirectAndDeferred(DriverBench bench) {
        ScriptedDriver lower =
                wanting(bench.driver("lower"), WDF_DEVICE_IO_BUFFER_RETRIEVAL.DEFERRED, WDF_DEVICE_IO_TYPE.DIRECT);
        ScriptedDriver upper = holdingReads(bench, bench.driver("upper"));
        wanting(upper, WDF_DEVICE_IO_BUFFER_RETRIEVAL.DEFERRED, WDF_DEVICE_IO_TYPE.BUFFERED_OR_DIRECT);
        bench.plug(lower, upper);
        bench.program().read(1);
        bench.quiet();
        assertThat(bench.held().get("r1").getEffectiveIoType()).isEqualTo(WDF_DEVICE_IO_TYPE.DIRECT);
        assertThat(lower.device().getDeviceStackIoTypePreference())
                .isEqualTo(new StackIoTypePreference(WDF_DEVICE_IO_TYPE.DIRECT, WDF_DEVICE_IO_TYPE.DIRECT));
        IWDFIoRequest request = bench.held().get("r1");
        bench.expectViolation("MEM-8");
        assertThatThrownBy(request::getOutputMemory).isInstanceOf(ContractViolationException.class);
    }

    @Schedules(0)
    @Rule("MEM-9")
    void aStackOfBufferedOnlyAndDirectOnlyIsNotAdded(DriverBench bench) {
        ScriptedDriver upper =
                wanting(bench.driver("upper"), WDF_DEVICE_IO_BUFFER_RETRIEVAL.DEFERRED, WDF_DEVICE_IO_TYPE.DIRECT);
        ScriptedDriver lower = bench.driver("lower");
        assertThatThrownBy(() -> bench.add(lower, upper))
                .isInstanceOfSatisfying(DeviceAddException.class, refused -> assertThat(refused.status())
                        .isEqualTo(HResult.ERROR_BAD_CONFIGURATION))
                .hasMessageContaining("only buffered")
                .hasMessageContaining("DIRECT");
    }

    @Schedules(0)
    @Rule("MEM-9")
    void directIoRequiresDeferredRetrieval(DriverBench bench) {
        ScriptedDriver driver =
                wanting(bench.driver(), WDF_DEVICE_IO_BUFFER_RETRIEVAL.COPY_IMMEDIATELY, WDF_DEVICE_IO_TYPE.DIRECT);
        assertThatThrownBy(() -> bench.add(driver))
                .isInstanceOfSatisfying(DeviceAddException.class, refused -> assertThat(refused.status())
                        .isEqualTo(HResult.E_INVALIDARG));
    }
}
