package org.umdf4j.framework.stack;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.interfaces.StackInterfaces;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.pnp.PnpDevice;
import org.umdf4j.framework.pnp.PnpOwner;
import org.umdf4j.framework.pnp.Transition;
import org.umdf4j.framework.recorder.Label;
import org.umdf4j.framework.recorder.Recorder;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.stack.StackDriver.StackControl;
import org.umdf4j.framework.verifier.Violation;

/**
 * What the devices of a stack and their machines report to it: steps, progress, failures, violations. It knows which
 * step runs, and so can name what hangs when the critical-request timer expires. Any thread.
 */
final class StackSupervisor implements PnpOwner, StackControl {
    /** What runs now: whose, and what. */
    private record RunningStep(String driver, Optional<StackDevice> device, Step step) {}

    /** As many as a person reads; the queues' lines have the numbers. */
    private static final int REQUESTS_NAMED = 4;

    private final StackConfiguration configuration;
    private final DeviceStack stack;
    private final CriticalTimer timer;
    private final FrameworkLock lock;

    /** Devices whose drivers have said NotDisableable; guarded by {@link #lock}, as the next. */
    private final Set<StackDevice> notDisableable = new HashSet<>();

    private Optional<Violation> violation = Optional.empty();

    /** Rules and places of violations that did not stop the stack; as many as there are places in the framework. */
    private final Set<String> reportedBefore = new HashSet<>();

    private volatile Optional<RunningStep> running = Optional.empty();
    private volatile IoTypes ioTypes = IoTypes.DEFAULT;
    private volatile POWER_ACTION action = POWER_ACTION.NONE;

    StackSupervisor(StackConfiguration configuration, DeviceStack stack) {
        this.configuration = configuration;
        this.stack = stack;
        this.timer = new CriticalTimer(
                configuration.scheduler(),
                configuration.supervision().criticalTimeout().toNanos(),
                this::expired);
        this.lock = configuration.scheduler().newLock("supervisor of " + configuration.name());
        access(/* write= */ true);
    }

    /** What runs now and why is about to be used. */
    private void access(boolean write) {
        configuration.scheduler().access(this, write);
    }

    private void runs(Optional<RunningStep> now) {
        access(/* write= */ true);
        running = now;
    }

    CriticalTimer timer() {
        return timer;
    }

    /** What broke the stack, if something has. */
    Optional<Violation> firstViolation() {
        lock.lock();
        try {
            return violation;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a driver refuses to be removed by the user (DEV-4). */
    boolean refusesRemoval() {
        lock.lock();
        try {
            return !notDisableable.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The power action of the transition that begins; NONE when the system is back (PWR-9). */
    void setSystemPowerAction(POWER_ACTION newAction) {
        access(/* write= */ true);
        action = newAction;
    }

    /** All drivers are added, and agree on this. */
    void setIoTypes(IoTypes agreed) {
        ioTypes = agreed;
    }

    @Override
    public IoTypes ioTypes() {
        return ioTypes;
    }

    /** A driver's OnDeviceAdd begins: there is no device yet. */
    void addBegins(String driver) {
        timer.progress();
        runs(Optional.of(new RunningStep(driver, Optional.empty(), new Step("OnDeviceAdd", false))));
    }

    /** OnDeviceAdd has returned. */
    void addEnded() {
        runs(Optional.empty());
        timer.progress();
    }

    @Override
    public String deviceName() {
        return configuration.name();
    }

    @Override
    public void stepBegins(PnpDevice device, Step step) {
        timer.progress();
        Optional<StackDevice> stackDevice = device instanceof StackDevice known ? Optional.of(known) : Optional.empty();
        runs(Optional.of(new RunningStep(device.driverName(), stackDevice, step)));
    }

    @Override
    public void stepEnded(PnpDevice device) {
        runs(Optional.empty());
        timer.progress();
    }

    @Override
    public void progress() {
        timer.progress();
    }

    @Override
    public Runnable watch(StackDevice device, String callback) {
        var watch = new CriticalTimer(
                configuration.scheduler(),
                configuration.supervision().criticalTimeout().toNanos(),
                _ -> hangs(device, callback));
        watch.begin(callback);
        return watch::end;
    }

    private void hangs(StackDevice device, String callback) {
        // It may be waiting for the callback lock, which one of these holds.
        List<String> others = device.runningCallbacks();
        violation(traced(new Violation(
                "HOST-1",
                deviceName(),
                device.driverName(),
                callback,
                "a close of the device made no progress for %d s: %s has not returned%s"
                        .formatted(
                                configuration.supervision().criticalTimeout().toSeconds(),
                                callback,
                                others.isEmpty() ? "" : ", nor has " + String.join("; ", others)),
                "return from the callback in time",
                "none",
                Optional.empty())));
    }

    @Override
    public POWER_ACTION systemPowerAction() {
        access(/* write= */ false);
        return action;
    }

    @Override
    public void disableInterfaces(String reason) {
        stack.disableInterfaces(reason);
    }

    @Override
    public void requestRestart(PnpDevice device, String why) {
        if (firstViolation().isEmpty()) {
            boolean allowed = configuration.supervision().restarts().tryRestart();
            configuration.observer().restartRequested(device.driverName(), why, allowed);
        }
    }

    @Override
    public void idlePowerDownWanted(PnpDevice device) {
        stack.idlePowerDownWanted();
    }

    @Override
    public void powerUpWanted(PnpDevice device) {
        stack.powerUpWanted();
    }

    @Override
    public void requestStranded(StackDevice device, String queue) {
        stack.requestStranded(device, queue);
    }

    @Override
    public void transition(PnpDevice device, String machine, Transition<?, ?> transition) {
        record(device.driverName(), machine + ": " + transition);
        configuration.observer().driverChanged(device.driverName(), machine, transition);
    }

    @Override
    public void violation(Violation seen) {
        Violation reported = seen.judged(configuration.verifier().policy().stops(seen.rule()));
        if (!isNews(reported)) {
            return;
        }
        configuration.observer().violated(reported);
        if (reported.stops()) {
            stack.terminate(reported);
        }
    }

    private boolean isNews(Violation reported) {
        lock.lock();
        try {
            if (violation.isPresent()) {
                return false;
            }
            if (reported.stops()) {
                violation = Optional.of(reported);
                return true;
            }
            return reportedBefore.add(reported.rule() + " in " + reported.place());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void broken(PnpDevice device, String what, String history, Optional<Throwable> cause) {
        violation(traced(frameworkFault(device.driverName(), what, history, cause)));
    }

    /** An operation of the stack threw: a fault of the framework, but this stack cannot go on. */
    void operationBroken(String operation, RuntimeException thrown) {
        violation(traced(frameworkFault("none", operation + " threw " + thrown, "none", Optional.of(thrown))));
    }

    /** A violation seen here, not by a driver's verifier: written into the device's record, which it then shows. */
    private Violation traced(Violation seen) {
        Recorder recorder = configuration.verifier().record().recorder(seen.driver());
        recorder.violation(seen.rule(), seen.requestId());
        return seen.withTrace(recorder.ending(seen.requestId()));
    }

    private void record(String driver, String what) {
        configuration.verifier().record().recorder(driver).device(Label.of(what));
    }

    private Violation frameworkFault(String driver, String what, String history, Optional<Throwable> cause) {
        return new Violation(
                "framework", deviceName(), driver, "Plug and Play", what, "report it to umdf4j", history, cause);
    }

    @Override
    public StackInterfaces interfaces() {
        return stack.interfaces();
    }

    @Override
    public void deviceFailed(StackDevice device) {
        stack.deviceFailed(device);
    }

    @Override
    public void resourcesChanged(StackDevice device) {
        stack.rebalance();
    }

    @Override
    public void setNotDisableable(StackDevice device, boolean refuses) {
        lock.lock();
        try {
            if (refuses) {
                notDisableable.add(device);
            } else {
                notDisableable.remove(device);
            }
        } finally {
            lock.unlock();
        }
    }

    /** HOST-1: nothing has moved for too long. */
    private void expired(String operation) {
        access(/* write= */ false);
        RunningStep hung = running.orElse(
                new RunningStep("none", Optional.empty(), new Step("the stack's own " + operation, false)));
        // A step that waits for requests also waits for the callbacks that have them (PQ-2).
        List<String> callbacks = hung.step().waitsForRequests()
                ? hung.device().map(StackDevice::runningCallbacks).orElse(List.of())
                : List.of();
        violation(traced(new Violation(
                "HOST-1",
                deviceName(),
                hung.driver(),
                hung.step().name(),
                "%s of the device made no progress for %d s: %s"
                        .formatted(
                                operation,
                                configuration.supervision().criticalTimeout().toSeconds(),
                                describe(hung, callbacks)),
                mend(hung, callbacks),
                hung.device().map(stack::historyOf).orElse("none"),
                Optional.empty())));
    }

    private static String describe(RunningStep hung, List<String> callbacks) {
        if (!callbacks.isEmpty()) {
            return "has not returned: " + String.join("; ", callbacks);
        }
        String requests = hung.step().waitsForRequests()
                ? hung.device().map(StackSupervisor::describeOwned).orElse("")
                : "";
        return requests.isEmpty() ? hung.step().name() + " has not returned" : requests;
    }

    private static String describeOwned(StackDevice device) {
        Stream<String> queues = device.queues().stream()
                .filter(queue -> queue.owned() > 0)
                .map(queue -> "%d request(s) of queue '%s' not completed, not acknowledged"
                        .formatted(queue.owned(), queue.name()));
        Stream<String> requests = device.heldRequests().stream()
                .filter(HeldRequest::isOverdue)
                .limit(REQUESTS_NAMED)
                .map(HeldRequest::describe);
        return Stream.concat(queues, requests).collect(Collectors.joining("; "));
    }

    private static String mend(RunningStep hung, List<String> callbacks) {
        if (!hung.step().waitsForRequests() || !callbacks.isEmpty()) {
            return "return from the callback in time";
        }
        return hung.device().stream()
                .flatMap(device -> device.heldRequests().stream())
                .filter(HeldRequest::isOverdue)
                .findFirst()
                .map(HeldRequest::mend)
                .orElse("complete each request, or call StopAcknowledge for it in OnIoStop");
    }
}
