package org.umdf4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.client.PendingIo;
import org.umdf4j.framework.driver.WdfDriver;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.StackConfiguration;
import org.umdf4j.framework.stack.StackDevice;
import org.umdf4j.framework.stack.StackDriver;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.SimulatedScheduler;

/** A started device of sample drivers under the simulated scheduler, and a program's view of it. */
public final class SimulatedDevice {
    private final SimulatedScheduler scheduler;
    private final DeviceStack stack;
    private final List<StackDevice> devices;

    private SimulatedDevice(SimulatedScheduler scheduler, DeviceStack stack, List<StackDevice> devices) {
        this.scheduler = scheduler;
        this.stack = stack;
        this.devices = devices;
    }

    /**
     * Runs a scenario on a started device, then removes the device. Fails if anything is left or a rule was broken.
     *
     * @param drivers lowest first
     */
    public static void run(
            Choices choices,
            List<IDriverEntry> drivers,
            Map<String, String> settings,
            Consumer<SimulatedDevice> scenario) {
        run(choices, drivers, settings, Hardware.NONE, scenario);
    }

    /** As {@link #run(Choices, List, Map, Consumer)}, with hardware. */
    public static void run(
            Choices choices,
            List<IDriverEntry> drivers,
            Map<String, String> settings,
            Hardware hardware,
            Consumer<SimulatedDevice> scenario) {
        SimulatedScheduler scheduler = new SimulatedScheduler(choices);
        scheduler.run(() -> {
            List<WdfDriver> loaded = new ArrayList<>();
            drivers.forEach(entry -> loaded.add(WdfDriver.load(entry.getClass().getSimpleName(), entry, scheduler)));
            List<StackDevice> devices = new ArrayList<>();
            List<StackDriver> watched = new ArrayList<>();
            loaded.forEach(driver -> watched.add(new Watched(driver, devices)));
            DeviceStack stack = add(watched, settings, hardware, scheduler);
            assertThat(stack.start()).isEqualTo(HResult.S_OK);

            scenario.accept(new SimulatedDevice(scheduler, stack, devices));

            assertThat(stack.remove()).isEqualTo(HResult.S_OK);
            scheduler.awaitQuiet();
            assertThat(stack.status().violation()).isEmpty();
            assertThat(stack.state()).isEqualTo(StackState.GONE);
            loaded.reversed().forEach(WdfDriver::unload);
        });
    }

    private static DeviceStack add(
            List<StackDriver> drivers, Map<String, String> settings, Hardware hardware, SimulatedScheduler scheduler) {
        try {
            return DeviceStack.add(StackConfiguration.of("sample", drivers, scheduler)
                    .withSettings(settings)
                    .withHardware(hardware));
        } catch (DeviceAddException refused) {
            throw new AssertionError(refused);
        }
    }

    /** A driver whose devices can be asked afterwards. */
    private record Watched(StackDriver driver, List<StackDevice> devices) implements StackDriver {
        @Override
        public String name() {
            return driver.name();
        }

        @Override
        public Optional<StackDevice> addDevice(DeviceContext context) {
            Optional<StackDevice> device = driver.addDevice(context);
            device.ifPresent(devices::add);
            return device;
        }
    }

    /** How many requests the drivers have given back to their queues. */
    public long requeued() {
        return devices.stream().mapToLong(device -> device.tally().requeued()).sum();
    }

    public SimulatedScheduler scheduler() {
        return scheduler;
    }

    public DeviceStack stack() {
        return stack;
    }

    public DeviceFile open() {
        return DeviceFile.open(stack.port(), scheduler);
    }

    public void suspend() {
        assertThat(stack.suspend(POWER_ACTION.SLEEP)).isEqualTo(HResult.S_OK);
    }

    public void resume() {
        assertThat(stack.resume()).isEqualTo(HResult.S_OK);
    }

    /** Starts a read and lets it get as far as it can. */
    public PendingIo waitingRead(DeviceFile file, byte[] target) {
        PendingIo read = file.startRead(MemorySegment.ofArray(target), 0);
        scheduler.awaitQuiet();
        assertThat(read.isDone()).isFalse();
        return read;
    }
}
