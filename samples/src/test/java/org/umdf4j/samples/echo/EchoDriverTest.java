package org.umdf4j.samples.echo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.samples.SimulatedDevice;
import org.umdf4j.samples.trace.TraceDriver;
import org.umdf4j.testkit.simulation.Choices;

/** The echo driver, alone and below the trace filter: a program must not notice the difference. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ParameterizedClass(name = "traced: {0}")
@ValueSource(booleans = {false, true})
class EchoDriverTest {
    private static final int SEEDS = 60;

    @Parameter
    private boolean traced;

    private void run(Choices choices, Consumer<SimulatedDevice> scenario) {
        List<IDriverEntry> drivers = traced ? List.of(new EchoDriver(), new TraceDriver()) : List.of(new EchoDriver());
        SimulatedDevice.run(choices, drivers, Map.of(), scenario);
    }

    private void run(Consumer<SimulatedDevice> scenario) {
        run(Choices.fifo(), scenario);
    }

    @Test
    void whatIsWrittenIsReadInOrder() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                assertThat(file.write(ascii("hello "), 0)).isEqualTo(ok(6));
                assertThat(file.write(ascii("world"), 0)).isEqualTo(ok(5));
                byte[] target = new byte[100];
                assertThat(file.read(target, 0)).isEqualTo(ok(11));
                assertThat(new String(target, 0, 11, US_ASCII)).isEqualTo("hello world");
            }
        });
    }

    @Test
    void aReadWaitsForAWrite() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                byte[] target = new byte[100];
                PendingIo read = device.waitingRead(file, target);
                file.write(ascii("late"), 0);
                assertThat(read.await()).isEqualTo(ok(4));
                assertThat(target).startsWith(ascii("late"));
            }
        });
    }

    @Test
    void aWaitingReadCanBeCancelledAndTakesNoBytesWithIt() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                PendingIo first = device.waitingRead(file, new byte[10]);
                byte[] target = new byte[10];
                PendingIo second = device.waitingRead(file, target);

                first.cancel();
                assertThat(first.await()).isEqualTo(aborted());

                file.write(ascii("x"), 0);
                assertThat(second.await()).isEqualTo(ok(1));
                assertThat(target).startsWith('x');
            }
        });
    }

    @Test
    void aSuspendKeepsAWaitingReadAndTheResumeServesIt() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                PendingIo read = device.waitingRead(file, new byte[10]);
                device.suspend();
                PendingIo write = file.startWrite(MemorySegment.ofArray(ascii("x")), 0);
                device.scheduler().awaitQuiet();
                assertThat(read.isDone()).isFalse();
                assertThat(write.isDone()).isFalse();

                device.resume();

                assertThat(write.await()).isEqualTo(ok(1));
                assertThat(read.await()).isEqualTo(ok(1));
            }
        });
    }

    @Test
    void aWaitingReadCanBeCancelledWhileTheDeviceSleeps() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                PendingIo read = device.waitingRead(file, new byte[10]);
                device.suspend();

                read.cancel();

                assertThat(read.await()).isEqualTo(aborted());
                device.resume();
            }
        });
    }

    @Test
    void aWriteIsTakenAsFarAsThereIsRoomAndThenWaits() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                int capacity = EchoDevice.CAPACITY_BYTES;
                assertThat(file.write(new byte[capacity + 7], 0)).isEqualTo(ok(capacity));
                PendingIo write = file.startWrite(MemorySegment.ofArray(ascii("end")), 0);
                device.scheduler().awaitQuiet();
                assertThat(write.isDone()).isFalse();

                assertThat(file.read(new byte[capacity], 0)).isEqualTo(ok(capacity));

                assertThat(write.await()).isEqualTo(ok(3));
                byte[] target = new byte[10];
                assertThat(file.read(target, 0)).isEqualTo(ok(3));
                assertThat(target).startsWith(ascii("end"));
            }
        });
    }

    @Test
    void aWaitingWriteSurvivesASuspendAndCanBeCancelled() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                file.write(new byte[EchoDevice.CAPACITY_BYTES], 0);
                PendingIo write = file.startWrite(MemorySegment.ofArray(ascii("x")), 0);
                device.suspend();
                device.resume();
                assertThat(write.isDone()).isFalse();

                write.cancel();

                assertThat(write.await()).isEqualTo(aborted());
            }
        });
    }

    @Test
    void controlsTellTheSizeAndDiscardTheOldest() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                file.write(ascii("abcdef"), 0);
                MemorySegment number = MemorySegment.ofArray(new int[1]);

                assertThat(file.control(EchoDevice.ECHO_GET_SIZE, null, number)).isEqualTo(ok(4));
                assertThat(number.get(ValueLayout.JAVA_INT, 0)).isEqualTo(6);

                number.set(ValueLayout.JAVA_INT, 0, 4);
                assertThat(file.control(EchoDevice.ECHO_DISCARD, number, null)).isEqualTo(ok(0));
                byte[] target = new byte[10];
                assertThat(file.read(target, 0)).isEqualTo(ok(2));
                assertThat(target).startsWith(ascii("ef"));
            }
        });
    }

    @Test
    void aDiscardMakesRoomForAWaitingWrite() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                file.write(new byte[EchoDevice.CAPACITY_BYTES], 0);
                PendingIo write = file.startWrite(MemorySegment.ofArray(ascii("x")), 0);
                MemorySegment number = MemorySegment.ofArray(new int[] {Integer.MAX_VALUE});

                assertThat(file.control(EchoDevice.ECHO_DISCARD, number, null)).isEqualTo(ok(0));

                assertThat(write.await()).isEqualTo(ok(1));
            }
        });
    }

    @Test
    void wrongControlsAreRefused() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                MemorySegment shortBuffer = MemorySegment.ofArray(new byte[3]);
                MemorySegment negative = MemorySegment.ofArray(new int[] {-1});
                assertThat(file.control(EchoDevice.ECHO_GET_SIZE, null, shortBuffer)
                                .status())
                        .isEqualTo(HResult.ERROR_INSUFFICIENT_BUFFER);
                assertThat(file.control(EchoDevice.ECHO_DISCARD, negative, null).status())
                        .isEqualTo(HResult.STATUS_INVALID_PARAMETER);
                assertThat(file.control(0x1234_5678, null, null).status())
                        .isEqualTo(HResult.STATUS_INVALID_DEVICE_REQUEST);
            }
        });
    }

    @Test
    void closingAFileEndsItsReadsAndNoOthers() {
        run(device -> {
            DeviceFile closed = device.open();
            try (DeviceFile other = device.open()) {
                List<PendingIo> gone =
                        List.of(device.waitingRead(closed, new byte[1]), device.waitingRead(closed, new byte[1]));
                PendingIo kept = device.waitingRead(other, new byte[1]);

                closed.close();

                gone.forEach(read -> assertThat(read.await()).isEqualTo(aborted()));
                assertThat(kept.isDone()).isFalse();
                other.write(ascii("x"), 0);
                assertThat(kept.await()).isEqualTo(ok(1));
            }
        });
    }

    @Test
    void removalEndsWhatWaits() {
        run(device -> {
            try (DeviceFile file = device.open()) {
                PendingIo owned = device.waitingRead(file, new byte[1]);
                PendingIo stored = device.waitingRead(file, new byte[1]);

                assertThat(device.stack().surpriseRemove()).isEqualTo(HResult.S_OK);
                assertThat(device.stack().remove()).isEqualTo(HResult.S_OK);

                assertThat(owned.await()).isEqualTo(aborted());
                assertThat(stored.await()).isEqualTo(aborted());
            }
        });
    }

    /** A writer, a reader that now and then gives up, and suspends in between: all bytes arrive once and in order. */
    @Test
    void noByteIsLostWhateverTheSchedule() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            long runSeed = seed;
            byte[] sent = new byte[500];
            new Random(runSeed).nextBytes(sent);
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try {
                run(Choices.random(runSeed), device -> transfer(device, new Random(runSeed), sent, received));
            } catch (Throwable failed) {
                throw new AssertionError("seed " + runSeed, failed);
            }
            assertThat(received.toByteArray()).as("seed %d", runSeed).isEqualTo(sent);
        }
    }

    private static void transfer(SimulatedDevice device, Random random, byte[] sent, ByteArrayOutputStream received) {
        try (DeviceFile file = device.open()) {
            device.scheduler().execute("writer", () -> {
                int done = 0;
                while (done < sent.length) {
                    byte[] part = Arrays.copyOfRange(sent, done, Math.min(sent.length, done + 100));
                    done += (int) file.write(part, 0).information();
                }
            });
            device.scheduler().execute("power", () -> {
                for (int i = 0; i < 3; i++) {
                    device.suspend();
                    device.resume();
                }
            });
            while (received.size() < sent.length) {
                byte[] target = new byte[1 + random.nextInt(150)];
                PendingIo read = file.startRead(MemorySegment.ofArray(target), 0);
                if (random.nextInt(4) == 0) {
                    read.cancel();
                }
                IoResult result = read.await();
                assertThat(result.succeeded() || result.equals(aborted())).isTrue();
                received.write(target, 0, (int) result.information());
            }
            device.scheduler().awaitQuiet();
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    private static IoResult ok(long information) {
        return new IoResult(HResult.S_OK, information);
    }

    private static IoResult aborted() {
        return new IoResult(HResult.ERROR_OPERATION_ABORTED, 0);
    }
}
