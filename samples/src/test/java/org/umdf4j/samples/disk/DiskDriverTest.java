package org.umdf4j.samples.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.samples.SimulatedDevice;
import org.umdf4j.samples.trace.TraceDriver;
import org.umdf4j.testkit.simulation.Choices;

/** The disk driver, alone and below the trace filter: a program must not notice the difference. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ParameterizedClass(name = "traced: {0}")
@ValueSource(booleans = {false, true})
class DiskDriverTest {
    private static final int SEEDS = 60;
    private static final int SIZE = 64 * 1024;
    private static final Map<String, String> IN_MEMORY = Map.of("size", "64K");

    @Parameter
    private boolean traced;

    @TempDir
    private Path directory;

    private void run(Choices choices, Map<String, String> settings, Consumer<SimulatedDevice> scenario) {
        List<IDriverEntry> drivers = traced ? List.of(new DiskDriver(), new TraceDriver()) : List.of(new DiskDriver());
        SimulatedDevice.run(choices, drivers, settings, scenario);
    }

    private void run(Map<String, String> settings, Consumer<SimulatedDevice> scenario) {
        run(Choices.fifo(), settings, scenario);
    }

    @Test
    void whatIsWrittenIsReadAlsoAfterASuspendAndARebalance() {
        run(IN_MEMORY, device -> {
            try (DeviceFile file = device.open()) {
                assertThat(file.write(filled(512, 'x'), 1024)).isEqualTo(ok(512));
                assertThat(file.flush()).isEqualTo(ok(0));
                device.suspend();
                device.resume();
                assertThat(device.stack().queryStop()).isEqualTo(HResult.S_OK);
                assertThat(device.stack().stop()).isEqualTo(HResult.S_OK);
                assertThat(device.stack().restart()).isEqualTo(HResult.S_OK);

                byte[] target = new byte[513];
                assertThat(file.read(target, 1024)).isEqualTo(ok(513));
                assertThat(target).startsWith(filled(512, 'x')).endsWith(0);
            }
        });
    }

    @Test
    void readsEndAtTheEndAndWritesBehindItAreRefused() {
        run(IN_MEMORY, device -> {
            try (DeviceFile file = device.open()) {
                assertThat(file.read(new byte[100], SIZE - 10)).isEqualTo(ok(10));
                assertThat(file.read(new byte[100], SIZE)).isEqualTo(ok(0));
                assertThat(file.read(new byte[100], Long.MAX_VALUE)).isEqualTo(ok(0));
                assertThat(file.read(new byte[100], -1)).isEqualTo(refused(HResult.STATUS_INVALID_PARAMETER));
                assertThat(file.write(filled(11, 'x'), SIZE - 10)).isEqualTo(refused(HResult.ERROR_DISK_FULL));
                assertThat(file.write(new byte[1], Long.MAX_VALUE)).isEqualTo(refused(HResult.ERROR_DISK_FULL));
                byte[] end = new byte[10];
                assertThat(file.read(end, SIZE - 10)).isEqualTo(ok(10));
                assertThat(end).containsOnly(0);
            }
        });
    }

    @Test
    void itsSizeIsItsStandardInformation() {
        run(IN_MEMORY, device -> {
            try (DeviceFile file = device.open()) {
                MemorySegment answer = MemorySegment.ofArray(new byte[24]);
                assertThat(file.queryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD, answer))
                        .isEqualTo(ok(24));
                assertThat(answer.get(ValueLayout.JAVA_LONG_UNALIGNED, 8)).isEqualTo(SIZE);
                assertThat(file.queryInformation(WDF_FILE_INFORMATION_CLASS.BASIC, answer))
                        .isEqualTo(refused(HResult.STATUS_INVALID_DEVICE_REQUEST));
                assertThat(file.queryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD, answer.asSlice(1))
                                .status())
                        .isEqualTo(HResult.ERROR_INSUFFICIENT_BUFFER);
            }
        });
    }

    @Test
    void trimAndZeroClearWhatTheyNameAndCheckItFirst() {
        run(IN_MEMORY, device -> {
            try (DeviceFile file = device.open()) {
                file.write(filled(100, 'x'), 0);

                assertThat(file.control(ControlCodes.FSCTL_SET_ZERO_DATA, longs(10, 20), null))
                        .isEqualTo(ok(0));
                assertThat(file.control(trim(), trimInput(30, 10), null)).isEqualTo(ok(0));
                assertThat(file.control(ControlCodes.FSCTL_SET_ZERO_DATA, longs(0, SIZE + 1), null))
                        .isEqualTo(refused(HResult.STATUS_INVALID_PARAMETER));
                assertThat(file.control(trim(), trimInput(0, SIZE + 1), null))
                        .isEqualTo(refused(HResult.STATUS_INVALID_PARAMETER));
                assertThat(file.control(0x1234, null, null)).isEqualTo(refused(HResult.STATUS_INVALID_DEVICE_REQUEST));

                byte[] expected = filled(100, 'x');
                Arrays.fill(expected, 10, 20, (byte) 0);
                Arrays.fill(expected, 30, 40, (byte) 0);
                byte[] actual = new byte[100];
                file.read(actual, 0);
                assertThat(actual).isEqualTo(expected);
            }
        });
    }

    @Test
    void aReadOnlyDiskRefusesEveryChange() {
        run(Map.of("size", "64K", "readonly", "true"), device -> {
            try (DeviceFile file = device.open()) {
                assertThat(file.control(ControlCodes.IOCTL_DISK_IS_WRITABLE, null, null))
                        .isEqualTo(refused(HResult.STATUS_MEDIA_WRITE_PROTECTED));
                IoResult refused = refused(HResult.STATUS_MEDIA_WRITE_PROTECTED);
                assertThat(file.write(new byte[1], 0)).isEqualTo(refused);
                assertThat(file.control(ControlCodes.FSCTL_SET_ZERO_DATA, longs(0, 1), null))
                        .isEqualTo(refused);
                assertThat(file.control(trim(), trimInput(0, 1), null)).isEqualTo(refused);
                assertThat(file.flush()).isEqualTo(ok(0));
                assertThat(file.read(new byte[1], 0)).isEqualTo(ok(1));
            }
        });
    }

    @Test
    void anImageThatShrinksFailsWithAnInputOutputError() {
        Path image = directory.resolve("disk.img");
        run(Map.of("size", "64K", "image", image.toString()), device -> {
            try (DeviceFile file = device.open()) {
                assertThat(file.write(filled(10, 'x'), 0)).isEqualTo(ok(10));
                shrink(image);
                assertThat(file.read(new byte[10], 0)).isEqualTo(ok(10));
                assertThat(file.read(new byte[10], 5000)).isEqualTo(refused(HResult.ERROR_IO_DEVICE));
                assertThat(file.write(new byte[10], 5000)).isEqualTo(refused(HResult.ERROR_IO_DEVICE));
            }
        });
    }

    @Test
    void aDiskWithoutSizeOrImageIsNotAdded() {
        assertThatThrownBy(() -> run(Map.of(), device -> {}))
                .hasStackTraceContaining("DiskDriver")
                .hasStackTraceContaining("E_INVALIDARG");
    }

    /** Six programs and a suspend in between, on a disk that serves one at a time: the others are requeued, none lost. */
    @Test
    void nothingIsLostWhateverTheScheduleAndSomethingIsRequeued() {
        long first = System.nanoTime();
        AtomicLong requeued = new AtomicLong();
        for (long seed = first; seed < first + SEEDS; seed++) {
            try {
                run(Choices.random(seed), Map.of("size", "64K", "depth", "1"), device -> {
                    load(device);
                    requeued.addAndGet(device.requeued());
                });
            } catch (Throwable failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
        assertThat(requeued).as("seeds from %d", first).hasPositiveValue();
    }

    private static void load(SimulatedDevice device) {
        int programs = 6;
        AtomicLong finished = new AtomicLong();
        Gate allFinished = device.scheduler().newGate("all programs finished");
        try (DeviceFile file = device.open()) {
            for (int program = 0; program < programs; program++) {
                long offset = program * 4096L;
                byte[] data = filled(100, 'a' + program);
                device.scheduler().execute("program " + program, () -> {
                    for (int round = 0; round < 3; round++) {
                        byte[] target = new byte[data.length];
                        assertThat(file.write(data, offset)).isEqualTo(ok(data.length));
                        assertThat(file.read(target, offset)).isEqualTo(ok(data.length));
                        assertThat(target).isEqualTo(data);
                    }
                    if (finished.incrementAndGet() == programs) {
                        allFinished.open();
                    }
                });
            }
            for (int i = 0; i < 4; i++) {
                device.suspend();
                device.resume();
            }
            allFinished.await();
        }
    }

    private static void shrink(Path image) {
        try (RandomAccessFile other = new RandomAccessFile(image.toFile(), "rw")) {
            other.setLength(4096);
        } catch (IOException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static int trim() {
        return ControlCodes.IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES;
    }

    private static MemorySegment trimInput(long offset, long length) {
        MemorySegment input = MemorySegment.ofArray(new byte[48]);
        input.set(ValueLayout.JAVA_INT_UNALIGNED, 0, 28);
        input.set(ValueLayout.JAVA_INT_UNALIGNED, 4, ControlCodes.DEVICE_DSM_ACTION_TRIM);
        input.set(ValueLayout.JAVA_INT_UNALIGNED, 20, 32);
        input.set(ValueLayout.JAVA_INT_UNALIGNED, 24, 16);
        input.set(ValueLayout.JAVA_LONG_UNALIGNED, 32, offset);
        input.set(ValueLayout.JAVA_LONG_UNALIGNED, 40, length);
        return input;
    }

    private static MemorySegment longs(long... values) {
        return MemorySegment.ofArray(values);
    }

    private static byte[] filled(int count, int value) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static IoResult ok(long information) {
        return new IoResult(HResult.S_OK, information);
    }

    private static IoResult refused(HResult status) {
        return new IoResult(status, 0);
    }
}
