package org.umdf4j.samples.factorial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.IoResult;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.samples.SimulatedDevice;
import org.umdf4j.testkit.simulation.Choices;

/** The factorial driver on simulated hardware. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class FactorialDriverTest {
    private static final int SEEDS = 60;

    private final FactorialHardware device = new FactorialHardware();

    private void run(Consumer<SimulatedDevice> scenario) {
        run(Choices.fifo(), device, scenario);
    }

    private static void run(Choices choices, FactorialHardware hardware, Consumer<SimulatedDevice> scenario) {
        SimulatedDevice.run(choices, List.of(new FactorialDriver()), Map.of(), hardware.hardware, scenario);
    }

    private static MemorySegment number(int value) {
        return MemorySegment.ofArray(new byte[4]).copyFrom(MemorySegment.ofArray(new int[] {value}));
    }

    private static PendingIo start(DeviceFile file, MemorySegment number) {
        return file.startControl(FactorialDevice.FACTORIAL, number, number);
    }

    private static void assertFactorial(IoResult answer, MemorySegment number, int expected) {
        assertThat(answer).isEqualTo(new IoResult(HResult.S_OK, 4));
        assertThat(number.get(ValueLayout.JAVA_INT_UNALIGNED, 0)).isEqualTo(expected);
    }

    @Test
    void aFactorialIsAnsweredWhenTheDeviceIsDone() {
        run(simulated -> {
            try (DeviceFile file = simulated.open()) {
                MemorySegment number = number(5);
                PendingIo io = start(file, number);
                simulated.scheduler().awaitQuiet();
                assertThat(io.isDone()).isFalse();
                device.finish();
                assertFactorial(io.await(), number, 120);
            }
        });
    }

    @Test
    void aCancelledRequestsResultIsNotTheNextOnes() {
        run(simulated -> {
            try (DeviceFile file = simulated.open()) {
                PendingIo first = start(file, number(5));
                simulated.scheduler().awaitQuiet();
                first.cancel();
                assertThat(first.await().status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
                device.finish();
                MemorySegment number = number(3);
                PendingIo second = start(file, number);
                simulated.scheduler().awaitQuiet();
                assertThat(second.isDone()).isFalse();
                device.finish();
                assertFactorial(second.await(), number, 6);
            }
        });
    }

    @Test
    void aSuspendedDeviceBeginsAnew() {
        run(simulated -> {
            try (DeviceFile file = simulated.open()) {
                MemorySegment number = number(6);
                PendingIo io = start(file, number);
                simulated.scheduler().awaitQuiet();
                simulated.suspend();
                device.forget();
                simulated.resume();
                simulated.scheduler().awaitQuiet();
                assertThat(device.begun()).isEqualTo(2);
                device.finish();
                assertFactorial(io.await(), number, 720);
            }
        });
    }

    @Test
    void aDeviceThatIsPulledOutAbortsWhatItWorksFor() {
        run(simulated -> {
            try (DeviceFile file = simulated.open()) {
                PendingIo io = start(file, number(6));
                simulated.scheduler().awaitQuiet();
                device.finish(); // the interrupt is on its way
                device.hardware.pullOut();
                simulated.stack().surpriseRemove();
                assertThat(io.await().succeeded()).isFalse();
            }
        });
    }

    @Test
    void otherHardwareIsRefused() {
        FactorialHardware other = new FactorialHardware(0x1234);
        assertThatThrownBy(() -> run(Choices.fifo(), other, _ -> {})).isInstanceOf(AssertionError.class);
    }

    @Test
    void wrongRequestsAreRefused() {
        run(simulated -> {
            try (DeviceFile file = simulated.open()) {
                assertThat(file.control(1, null, null).status()).isEqualTo(HResult.STATUS_INVALID_DEVICE_REQUEST);
                MemorySegment small = MemorySegment.ofArray(new byte[2]);
                assertThat(file.control(FactorialDevice.FACTORIAL, small, small).status())
                        .isEqualTo(HResult.ERROR_INSUFFICIENT_BUFFER);
            }
        });
    }

    /** The device is done, the program cancels, the system sleeps, all at any time: each answer is the right one. */
    @Test
    void answersAreRightWheneverTheDeviceIsDone() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            long runSeed = seed;
            FactorialHardware hardware = new FactorialHardware();
            try {
                run(Choices.random(seed), hardware, simulated -> load(simulated, hardware, new Random(runSeed)));
            } catch (Throwable failed) {
                throw new AssertionError("seed " + seed, failed);
            }
        }
    }

    private static void load(SimulatedDevice simulated, FactorialHardware hardware, Random random) {
        AtomicBoolean over = new AtomicBoolean();
        simulated.scheduler().execute("hardware", () -> {
            while (!over.get()) {
                hardware.finish();
                simulated.scheduler().newGate("computing").await(1_000);
            }
        });
        try (DeviceFile file = simulated.open()) {
            for (int i = 0; i < 12; i++) {
                int operand = random.nextInt(2, 10);
                MemorySegment number = number(operand);
                PendingIo io = start(file, number);
                switch (random.nextInt(4)) {
                    case 0 -> io.cancel();
                    case 1 -> {
                        simulated.suspend();
                        hardware.forget();
                        simulated.resume();
                    }
                    default -> {}
                }
                IoResult answer = io.await();
                if (answer.succeeded()) {
                    assertFactorial(answer, number, factorial(operand));
                } else {
                    assertThat(answer.status()).isEqualTo(HResult.ERROR_OPERATION_ABORTED);
                }
            }
        } finally {
            over.set(true);
        }
    }

    private static int factorial(int operand) {
        return operand < 2 ? 1 : operand * factorial(operand - 1);
    }
}
