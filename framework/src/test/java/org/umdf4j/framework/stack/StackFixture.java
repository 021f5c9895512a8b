package org.umdf4j.framework.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.verifier.Violation;

/** A stack of recording devices under a deterministic scheduler, and what its observer heard. */
final class StackFixture implements StackObserver {
    final StepScheduler scheduler = new StepScheduler();
    final List<String> trace = new ArrayList<>();
    final List<StackState> states = new ArrayList<>();
    final List<String> restarts = new ArrayList<>();
    final List<Violation> violations = new ArrayList<>();
    final List<RecordingDevice> devices;
    final List<FakeDriver> drivers;
    StackConfiguration configuration;

    /** @param names the drivers, lowest first; with more than one, traces carry the name */
    StackFixture(String... names) {
        devices = Arrays.stream(names)
                .map(name -> new RecordingDevice(name, names.length == 1 ? "" : name + ".", trace))
                .toList();
        drivers = devices.stream().map(FakeDriver::new).toList();
        configuration =
                StackConfiguration.of("dev", List.copyOf(drivers), scheduler).withObserver(this);
    }

    /** A driver that adds its recording device. */
    static final class FakeDriver implements StackDriver {
        private final RecordingDevice device;
        Optional<HResult> failure = Optional.empty();
        Optional<DeviceContext> context = Optional.empty();
        boolean addsNothing;

        FakeDriver(RecordingDevice device) {
            this.device = device;
        }

        @Override
        public String name() {
            return device.driverName();
        }

        @Override
        public Optional<StackDevice> addDevice(DeviceContext newContext) {
            context = Optional.of(newContext);
            failure.ifPresent(status -> {
                throw new WdfException(status, "no such hardware");
            });
            return addsNothing ? Optional.empty() : Optional.of(device);
        }

        StackDriver.StackControl control() {
            return context.orElseThrow().control();
        }
    }

    RecordingDevice device() {
        return devices.getFirst();
    }

    StackDriver.StackControl control() {
        return drivers.getFirst().control();
    }

    DeviceStack add() {
        try {
            return DeviceStack.add(configuration);
        } catch (DeviceAddException failed) {
            throw new AssertionError(failed);
        }
    }

    /** A started stack; what has been traced so far is forgotten. */
    DeviceStack started() {
        DeviceStack stack = add();
        assertThat(stack.start()).isEqualTo(HResult.S_OK);
        trace.clear();
        return stack;
    }

    /** What has been traced since the last time. */
    List<String> taken() {
        List<String> taken = List.copyOf(trace);
        trace.clear();
        return taken;
    }

    @Override
    public void stackChanged(StackState state) {
        states.add(state);
    }

    @Override
    public void violated(Violation violation) {
        violations.add(violation);
    }

    @Override
    public void restartRequested(String driver, String why, boolean allowed) {
        restarts.add(driver + (allowed ? " allowed" : " denied"));
    }
}
