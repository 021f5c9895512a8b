package org.umdf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.linux.Linux;

/**
 * A driver on what stands in for a UIO device, for kernels without one: a socket pair that speaks the same protocol of four
 * bytes each way, a file that is mapped, and a folder that looks like sysfs. From the opened descriptors on it is the code
 * that serves {@code /dev/uio0}.
 */
@Timeout(120)
class UioTest {
    private static final int FACTORIAL = 0xC004_4601;
    private static final VarHandle REGISTER = ValueLayout.JAVA_INT.varHandle();
    private static final long OFFSET = 0x100;
    private static final int OPERAND = 0x08;
    private static final int STATUS = 0x0C;
    private static final int RESULT = 0x10;

    @TempDir
    Path directory;

    private final int[] events = new int[2];
    private final Arena arena = Arena.ofShared();
    private final LinkedBlockingQueue<String> troubles = new LinkedBlockingQueue<>();
    private final CountDownLatch failed = new CountDownLatch(1);
    private final DriverHost host = new DriverHost(new HostObserver() {
        @Override
        public void violated(Violation violation) {
            troubles.add(violation.describe());
        }

        @Override
        public void failed(String device, String why) {
            troubles.add(why);
            failed.countDown();
        }
    });
    private int memory;
    private MemorySegment registers = MemorySegment.NULL;

    @BeforeEach
    void makeTheDevice() throws IOException {
        assertThat(Linux.socketpair(Linux.SOCK_SEQPACKET, events)).isZero();
        Path file = directory.resolve("registers");
        Files.write(file, new byte[2 * Linux.getpagesize()]);
        memory = Linux.open(file.toString(), Linux.O_RDWR | Linux.O_CLOEXEC);
        assertThat(memory).isNotNegative();
        registers = Linux.mmapShared(memory, Linux.getpagesize(), OFFSET + 0x40, arena)
                .asSlice(OFFSET);
        set(0x00, 0x4641_4354);
    }

    @AfterEach
    void leaveNothing() {
        host.close();
        closeDeviceEnd();
        Linux.close(events[0]);
        Linux.close(memory);
        arena.close();
    }

    private void closeDeviceEnd() {
        if (events[1] >= 0) {
            Linux.close(events[1]);
            events[1] = -1;
        }
    }

    private int get(int offset) {
        return (int) REGISTER.getVolatile(registers, (long) offset);
    }

    private void set(int offset, int value) {
        REGISTER.setVolatile(registers, (long) offset, value);
    }

    private HostedDevice plug() throws HostException {
        List<UioMap> maps = List.of(new UioMap(1, 0xFEB0_0100L, 0x40, OFFSET));
        HardwareSource source = (scheduler, gone) -> UioHardware.of(events[0], memory, maps, scheduler, gone);
        return host.add(new DeviceDefinition(DeviceName.parse("fact"), "factorial", List.of(), Map.of(), List.of())
                .withHardware(source));
    }

    private void awaitRegister(int offset, int value) {
        while (get(offset) != value) {
            LockSupport.parkNanos(100_000); // the device's clock
        }
    }

    /** The kernel's side of one interrupt, and the device's: computes, interrupts, waits to be unmasked. */
    private void serveOne(int operand, int result, int count) {
        awaitRegister(OPERAND, operand);
        set(RESULT, result);
        set(OPERAND, 0);
        set(STATUS, 2);
        send(count);
        assertThat(receive()).isEqualTo(1);
        set(STATUS, 0);
    }

    private void send(int value) {
        MemorySegment four = arena.allocateFrom(ValueLayout.JAVA_INT, value);
        assertThat(Linux.write(events[1], four, 4)).isEqualTo(4);
    }

    private int receive() {
        MemorySegment four = arena.allocate(ValueLayout.JAVA_INT);
        assertThat(Linux.read(events[1], four, 4)).isEqualTo(4);
        return four.get(ValueLayout.JAVA_INT, 0);
    }

    private static DeviceFile open(HostedDevice device, DriverHost host) {
        return DeviceFile.open(device.port().orElseThrow(), host.scheduler());
    }

    @Test
    void aDriverComputesWithTheDevicesRegistersAndItsInterrupt() throws HostException {
        HostedDevice device = plug();
        assertThat(receive()).as("unmasked when connected").isEqualTo(1);
        assertThat(get(0x04)).as("interrupts enabled").isEqualTo(1);
        try (DeviceFile file = open(device, host)) {
            for (int i = 1; i <= 3; i++) {
                MemorySegment number = arena.allocateFrom(ValueLayout.JAVA_INT, i + 4);
                PendingIo io = file.startControl(FACTORIAL, number, number);
                serveOne(i + 4, 1000 + i, i);
                assertThat(io.await()).isEqualTo(new IoResult(HResult.S_OK, 4));
                assertThat(number.get(ValueLayout.JAVA_INT, 0)).isEqualTo(1000 + i);
            }
        }
        device.unplug();
        assertThat(get(0x04)).as("interrupts disabled").isZero();
        assertThat(troubles).isEmpty();
    }

    @Test
    void anInterruptWhileTheDeviceSleepsStaysMaskedUntilItWakes() throws HostException {
        HostedDevice device = plug();
        assertThat(receive()).isEqualTo(1);
        device.suspend();
        set(RESULT, 7);
        set(STATUS, 2);
        send(1);
        device.resume();
        assertThat(receive()).as("unmasked when connected again").isEqualTo(1);
        assertThat(troubles).isEmpty();
    }

    @Test
    void aDeviceThatGoesAwayIsRemovedBySurprise() throws Exception {
        HostedDevice device = plug();
        assertThat(receive()).isEqualTo(1);
        try (DeviceFile file = open(device, host)) {
            MemorySegment number = arena.allocateFrom(ValueLayout.JAVA_INT, 5);
            PendingIo io = file.startControl(FACTORIAL, number, number);
            awaitRegister(OPERAND, 5);
            closeDeviceEnd();
            assertThat(io.await().succeeded()).isFalse();
        }
        assertThat(failed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(troubles).containsExactly("its hardware is gone");
    }

    @Test
    void otherHardwareIsRefusedAndTheDescriptorsStayUsable() throws HostException {
        set(0x00, 1);
        assertThatThrownBy(this::plug).isInstanceOf(HostException.class);
        set(0x00, 0x4641_4354);
        assertThat(plug().status()).isPresent();
    }

    @Test
    void sysfsTellsTheRegisterRangesInTheirOrder() throws IOException {
        map("map1", "0x00000000feb00100", "0x0000000000000040", "0x100");
        map("map0", "0xc0000000", "0x1000", "0x0");
        assertThat(UioMap.all(directory))
                .containsExactly(new UioMap(0, 0xC000_0000L, 0x1000, 0), new UioMap(1, 0xFEB0_0100L, 0x40, 0x100));
        map("map2", "nothing", "0x1", "0x0");
        assertThatThrownBy(() -> UioMap.all(directory)).isInstanceOf(IOException.class);
    }

    private void map(String name, String address, String size, String offset) throws IOException {
        Path map = Files.createDirectories(directory.resolve("maps").resolve(name));
        Files.writeString(map.resolve("addr"), address + "\n");
        Files.writeString(map.resolve("size"), size + "\n");
        Files.writeString(map.resolve("offset"), offset + "\n");
    }

    @Test
    void aUioDeviceThatIsNotThereIsRefused() {
        DeviceDefinition definition = new DeviceDefinition(deviceName(), "factorial", List.of(), Map.of(), List.of())
                .withHardware(HardwareSource.uio(directory.resolve("uio7")));
        assertThatThrownBy(() -> host.add(definition))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("uio7");
    }

    private static DeviceName deviceName() {
        try {
            return DeviceName.parse("fact");
        } catch (HostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
