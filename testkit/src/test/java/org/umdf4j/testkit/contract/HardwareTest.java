package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.CM_PARTIAL_RESOURCE_DESCRIPTOR;
import org.umdf4j.ddi.CM_SHARE_DISPOSITION;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.HardwareAccess;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IPnpCallbackHardware2;
import org.umdf4j.ddi.IWDFCmResourceList;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.IWDFInterrupt;
import org.umdf4j.ddi.MEMORY_CACHING_TYPE;
import org.umdf4j.ddi.WUDF_INTERRUPT_CONFIG;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.hardware.MappedRegisters;
import org.umdf4j.framework.inf.WdfDirectives;
import org.umdf4j.framework.stack.StackPolicy;
import org.umdf4j.testkit.DriverBench;
import org.umdf4j.testkit.Rule;
import org.umdf4j.testkit.Schedules;
import org.umdf4j.testkit.hardware.SimulatedHardware;
import org.umdf4j.testkit.hardware.SimulatedInterrupt;
import org.umdf4j.testkit.hardware.SimulatedRegisters;

/** Resources and registers: the rules of docs/hardware.md. */
@Timeout(120)
class HardwareTest {
    private static final long START = 0xFEB0_0100L;

    /** A driver that does what the test says in OnPrepareHardware and remembers what it was given. */
    private static final class Driver implements IDriverEntry, IPnpCallbackHardware2 {
        final List<String> events = new ArrayList<>();
        Consumer<IWDFDevice> preparing = _ -> {};
        Consumer<IWDFCmResourceList> resources = _ -> {};

        @Nullable
        IWDFDevice device;

        IWDFDevice device() {
            IWDFDevice made = device;
            if (made == null) {
                throw new IllegalStateException("no device yet");
            }
            return made;
        }

        @Override
        public HResult onInitialize(IWDFDriver wdfDriver) {
            return HResult.S_OK;
        }

        @Override
        public void onDeinitialize(IWDFDriver wdfDriver) {}

        @Override
        public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
            device = wdfDriver.createDevice(wdfDeviceInit, this);
            return HResult.S_OK;
        }

        @Override
        public HResult onPrepareHardware(
                IWDFDevice wdfDevice, IWDFCmResourceList resourcesRaw, IWDFCmResourceList resourcesTranslated) {
            events.add("prepare " + describe(resourcesRaw) + " " + describe(resourcesTranslated));
            resources.accept(resourcesTranslated);
            preparing.accept(wdfDevice);
            return HResult.S_OK;
        }

        @Override
        public HResult onReleaseHardware(IWDFDevice wdfDevice, IWDFCmResourceList resourcesTranslated) {
            events.add("release " + describe(resourcesTranslated));
            return HResult.S_OK;
        }

        private static String describe(IWDFCmResourceList list) {
            List<String> kinds = new ArrayList<>();
            for (int i = 0; i < list.getCount(); i++) {
                kinds.add(list.getDescriptor(i).getClass().getSimpleName());
            }
            return String.join("+", kinds);
        }
    }

    private final Driver driver = new Driver();
    private final SimulatedHardware hardware = new SimulatedHardware();
    private final SimulatedRegisters bar = hardware.memory(START, 0x100);

    private static HResult statusOf(Runnable call) {
        try {
            call.run();
            return HResult.S_OK;
        } catch (WdfException failure) {
            return failure.status();
        }
    }

    private static long map(IWDFDevice device) {
        return device.mapIoSpace(START, 0x100, MEMORY_CACHING_TYPE.NON_CACHED);
    }

    @Schedules(1)
    @Rule("HW-1")
    void theResourcesAreGivenRawAndTranslatedAtEachStartAndAtTheRelease(DriverBench bench) {
        hardware.edgeInterrupt(9);
        hardware.ports(0x60, 4);
        bench.hardware(hardware);
        driver.resources =
                list -> assertThat(statusOf(() -> list.getDescriptor(3))).isEqualTo(HResult.E_INVALIDARG);
        bench.plug(driver);
        bench.unplug();
        assertThat(driver.events)
                .containsExactly(
                        "prepare Memory+Interrupt+Port Memory+Interrupt+Port", "release Memory+Interrupt+Port");
    }

    @Schedules(1)
    @Rule({"HW-2", "HW-5"})
    void onlyAMemoryResourceCanBeMapped(DriverBench bench) {
        bench.hardware(hardware);
        driver.preparing = device -> {
            assertThat(statusOf(() -> device.mapIoSpace(START, 0x101, MEMORY_CACHING_TYPE.NON_CACHED)))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(statusOf(() -> device.mapIoSpace(START - 1, 4, MEMORY_CACHING_TYPE.NON_CACHED)))
                    .isEqualTo(HResult.E_INVALIDARG);
            assertThat(statusOf(() -> device.mapIoSpace(START, 0, MEMORY_CACHING_TYPE.NON_CACHED)))
                    .isEqualTo(HResult.E_INVALIDARG);
            long base = device.mapIoSpace(START + 0x80, 0x80, MEMORY_CACHING_TYPE.NON_CACHED);
            device.unmapIoSpace(base, 0x80);
        };
        bench.plug(driver);
        bench.unplug();
        assertThat(statusOf(() -> map(driver.device()))).isEqualTo(HResult.STATUS_INVALID_DEVICE_STATE);
    }

    @Schedules(1)
    @Rule("HW-3")
    void eachAccessIsOneOfItsOwnWidth(DriverBench bench) {
        List<String> accesses = new ArrayList<>();
        for (int width : new int[] {1, 2, 4, 8}) {
            bar.register(width * 8L, width)
                    .onRead(() -> 0xFEDC_BA98_7654_3210L)
                    .onWrite(value -> accesses.add("%d:%X".formatted(width, value)));
        }
        List<Long> fifo = new ArrayList<>();
        hardware.ports(0x70, 2).register(0, 2).onWrite(fifo::add).onRead(() -> fifo.removeFirst());
        bench.hardware(hardware);
        driver.preparing = device -> {
            long base = map(device);
            assertThat(HardwareAccess.readRegisterUchar(device, base + 8)).isEqualTo(0x10);
            assertThat(HardwareAccess.readRegisterUshort(device, base + 16)).isEqualTo(0x3210);
            assertThat(HardwareAccess.readRegisterUlong(device, base + 32)).isEqualTo(0x7654_3210);
            assertThat(HardwareAccess.readRegisterUlong64(device, base + 64)).isEqualTo(0xFEDC_BA98_7654_3210L);
            HardwareAccess.writeRegisterUchar(device, base + 8, 0x1FF);
            HardwareAccess.writeRegisterUshort(device, base + 16, -1);
            HardwareAccess.writeRegisterUlong(device, base + 32, -1);
            HardwareAccess.writeRegisterUlong64(device, base + 64, -1);
            portsRepeatThePort(device);
        };
        bench.plug(driver);
        assertThat(accesses).containsExactly("1:FF", "2:FFFF", "4:FFFFFFFF", "8:FFFFFFFFFFFFFFFF");
        assertThat(fifo).isEmpty();
    }

    private static void portsRepeatThePort(IWDFDevice device) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment values = arena.allocateFrom(ValueLayout.JAVA_SHORT, (short) 7, (short) -2, (short) 9);
            HardwareAccess.writePortBufferUshort(device, 0x70, values, 3);
            MemorySegment back = arena.allocate(6);
            HardwareAccess.readPortBufferUshort(device, 0x70, back, 3);
            assertThat(back.mismatch(values)).isEqualTo(-1);
        }
    }

    @Schedules(1)
    @Rule({"HW-3", "HW-6"})
    void mappedMemoryIsReachedRegisterByRegister(DriverBench bench) {
        MemorySegment memory = MemorySegment.ofArray(new long[2]);
        var descriptor = new CM_PARTIAL_RESOURCE_DESCRIPTOR.Memory(CM_SHARE_DISPOSITION.DEVICE_EXCLUSIVE, START, 16);
        Hardware.Resource resource = new Hardware.MemoryResource(descriptor, descriptor, new MappedRegisters(memory));
        bench.hardware(() -> List.of(resource));
        driver.preparing = device -> {
            long base = device.mapIoSpace(START, 16, MEMORY_CACHING_TYPE.NON_CACHED);
            HardwareAccess.writeRegisterUlong64(device, base, 0x1122_3344_5566_7788L);
            HardwareAccess.writeRegisterUchar(device, base + 3, 0xAA);
            HardwareAccess.writeRegisterUshort(device, base + 6, 0xBBCC);
            HardwareAccess.writeRegisterUlong(device, base + 8, 0x8000_0001);
            assertThat(HardwareAccess.readRegisterUchar(device, base + 3)).isEqualTo(0xAA);
            assertThat(HardwareAccess.readRegisterUshort(device, base + 6)).isEqualTo(0xBBCC);
            assertThat(HardwareAccess.readRegisterUlong(device, base + 8)).isEqualTo(0x8000_0001);
            assertThat(HardwareAccess.readRegisterUlong64(device, base)).isEqualTo(0xBBCC_3344_AA66_7788L);
            MemorySegment copy = MemorySegment.ofArray(new byte[16]);
            HardwareAccess.readRegisterBufferUlong(device, base, copy, 4);
            assertThat(copy.mismatch(memory)).isEqualTo(-1);
            HardwareAccess.writeRegisterBufferUchar(device, base + 8, copy, 8);
            MemorySegment own = device.getHardwareRegisterMappedAddress(base).orElseThrow();
            assertThat(own.byteSize()).isEqualTo(16);
            assertThat(own.get(ValueLayout.JAVA_LONG_UNALIGNED, 8)).isEqualTo(0xBBCC_3344_AA66_7788L);
        };
        bench.plug(driver);
        assertThat(driver.events).hasSize(1);
    }

    @Schedules(1)
    @Rule("HW-6")
    void simulatedRegistersAreNoMemory(DriverBench bench) {
        bench.hardware(hardware);
        driver.preparing = device ->
                assertThat(device.getHardwareRegisterMappedAddress(map(device))).isEmpty();
        bench.plug(driver);
    }

    @Schedules(1)
    @Rule("HW-6")
    void registersAreMemoryOnlyIfThePackageMapsThem(DriverBench bench) {
        bench.provide(services -> services.withPolicy(StackPolicy.of(WdfDirectives.DEFAULT)));
        bench.hardware(hardware);
        driver.preparing = device -> {
            long base = map(device);
            assertThatThrownBy(() -> device.getHardwareRegisterMappedAddress(base))
                    .isInstanceOfSatisfying(WdfException.class, refused -> assertThat(refused.status())
                            .isEqualTo(HResult.STATUS_NOT_SUPPORTED));
        };
        bench.plug(driver);
    }

    private void violates(DriverBench bench, Consumer<IWDFDevice> misuse) {
        bench.hardware(hardware);
        driver.preparing = misuse;
        bench.expectViolation("HW-4");
        assertThatThrownBy(() -> bench.plug(driver)).isInstanceOf(AssertionError.class);
    }

    @Schedules(1)
    @Rule("HW-4")
    void anAccessBehindTheMappingIsAViolation(DriverBench bench) {
        violates(bench, device -> HardwareAccess.readRegisterUlong(device, map(device) + 0x100));
    }

    @Schedules(1)
    @Rule("HW-4")
    void aBufferThatReachesBehindTheMappingIsAViolation(DriverBench bench) {
        violates(
                bench,
                device -> HardwareAccess.readRegisterBufferUlong(
                        device, map(device) + 0xFC, MemorySegment.ofArray(new byte[8]), 2));
    }

    @Schedules(1)
    @Rule("HW-4")
    void aMisalignedAccessIsAViolation(DriverBench bench) {
        violates(bench, device -> HardwareAccess.writeRegisterUlong(device, map(device) + 2, 1));
    }

    @Schedules(1)
    @Rule("HW-4")
    void anAccessAfterTheUnmappingIsAViolation(DriverBench bench) {
        violates(bench, device -> {
            long base = map(device);
            device.unmapIoSpace(base, 0x100);
            HardwareAccess.writeRegisterUlong(device, base, 1);
        });
    }

    @Schedules(1)
    @Rule("HW-4")
    void unmappingSomethingElseIsAViolation(DriverBench bench) {
        violates(bench, device -> device.unmapIoSpace(map(device), 0x80));
    }

    @Schedules(1)
    @Rule("HW-4")
    void aPortOfSomebodyElseIsAViolation(DriverBench bench) {
        violates(bench, device -> HardwareAccess.readPortUchar(device, 0x64));
    }

    @Schedules(1)
    @Rule("INT-1")
    void anInterruptMadeInOnPrepareHardwareIsForAResourceAndEndsWithTheRelease(DriverBench bench) {
        SimulatedInterrupt line = hardware.edgeInterrupt(9);
        bench.hardware(hardware);
        List<IWDFInterrupt> made = new ArrayList<>();
        List<Integer> served = new ArrayList<>();
        WUDF_INTERRUPT_CONFIG config = new WUDF_INTERRUPT_CONFIG((_, message, _) -> served.add(message), null);
        driver.resources = list -> {
            if (list.getDescriptor(1) instanceof CM_PARTIAL_RESOURCE_DESCRIPTOR.Interrupt descriptor) {
                assertThat(statusOf(() -> driver.device().createInterrupt(config)))
                        .isEqualTo(HResult.E_INVALIDARG);
                made.add(driver.device().createInterrupt(config.withResource(descriptor, descriptor)));
                assertThat(statusOf(() -> driver.device().createInterrupt(config.withResource(descriptor, descriptor))))
                        .isEqualTo(HResult.E_INVALIDARG);
            }
        };
        bench.plug(driver);
        line.raise();
        bench.quiet();
        bench.unplug();

        assertThat(served).containsExactly(0);
        assertThat(made).hasSize(1);
        assertThat(statusOf(() -> made.getFirst().assignContext(null, null))).isEqualTo(HResult.STATUS_DELETE_PENDING);
    }

    @Schedules(1)
    @Rule("HW-4")
    void registersOfADeviceThatWasPulledOutReadAsOnes(DriverBench bench) {
        bar.register(0, 4).set(5);
        bench.hardware(hardware);
        List<Integer> values = new ArrayList<>();
        driver.preparing = device -> {
            long base = map(device);
            values.add(HardwareAccess.readRegisterUlong(device, base));
            hardware.pullOut();
            HardwareAccess.writeRegisterUlong(device, base, 7);
            values.add(HardwareAccess.readRegisterUlong(device, base));
        };
        bench.plug(driver);
        assertThat(values).containsExactly(5, -1);
    }
}
