package org.umdf4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.framework.driver.WdfDriver;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.inf.DriverModel;
import org.umdf4j.framework.inf.DriverService;
import org.umdf4j.framework.interfaces.DeviceEvent;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.RestartLimit;
import org.umdf4j.framework.stack.StackConfiguration;
import org.umdf4j.framework.stack.StackObserver;
import org.umdf4j.framework.stack.StackPolicy;
import org.umdf4j.framework.stack.StackServices;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.framework.stack.StackSupervision;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.framework.verifier.VerifierSettings;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.testkit.exploration.Exploration;
import org.umdf4j.testkit.simulation.CheckFailure;
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Granularity;
import org.umdf4j.testkit.simulation.SimulatedScheduler;
import org.umdf4j.testkit.simulation.SimulationFailure;
import org.umdf4j.testkit.simulation.Threads;

/**
 * One simulated system with one device: its drivers, the programs that use it and the manager that suspends and removes
 * it. A test annotated with {@link Schedules} gets one and is its main task.
 *
 * <p>When the test returns, the bench completes what scripted drivers still hold, closes the programs' files, removes the
 * device and checks that nothing is left. All methods are for tasks of this bench.
 */
public final class DriverBench {
    /** How long a late transfer takes. */
    public static final Duration LATE = Duration.ofSeconds(10);

    private static final Instant EPOCH_1601 = Instant.parse("1601-01-01T00:00:00Z");
    private static final long TICKS_PER_SECOND = 10_000_000;

    private final SimulatedScheduler scheduler;
    private final Trace trace = new Trace();
    private final HeldRequests held = new HeldRequests(trace);
    private final List<Program> programs = new ArrayList<>();
    private final List<WdfDriver> loaded = new ArrayList<>();
    private final BenchFailure failures = new BenchFailure();
    private final SimulatedSystem system;
    private final ObjectCensus objects = new ObjectCensus();
    private boolean objectsMayPileUp;
    private final List<DeviceStack> neighbours = new ArrayList<>();
    private @Nullable String bottom;
    private Hardware hardware = Hardware.NONE;
    private Map<String, String> settings = Map.of();
    private @Nullable DeviceStack stack;
    private @Nullable Ledger ledger;

    /** One entry for each restart a failure asked for: whether it was allowed. */
    private final List<Boolean> restartRequests = Collections.synchronizedList(new ArrayList<>());

    private final List<DeviceEvent> events = Collections.synchronizedList(new ArrayList<>());

    /** Shared by all stacks of the bench, which are one device to it. */
    private final RestartLimit restarts;

    /** Whether only what happens between the start of the device and the test's end is of interest. */
    private final boolean calmEnds;

    private final FlightRecord record;
    private Policy policy = Policy.STOP;

    private StackServices services;

    /** @param choices decides which task goes next; used by this bench alone */
    public DriverBench(Choices choices) {
        this(choices, Threads.PLATFORM);
    }

    /**
     * A bench whose tasks run on threads of this kind.
     *
     * @param choices decides which task goes next; used by this bench alone
     */
    public DriverBench(Choices choices, Threads threads) {
        this(new SimulatedScheduler(choices, Granularity.ENGINE, threads), /* calmEnds= */ false);
    }

    private DriverBench(SimulatedScheduler scheduler, boolean calmEnds) {
        this.scheduler = scheduler;
        this.calmEnds = calmEnds;
        this.restarts = new RestartLimit(scheduler);
        this.services = StackServices.of(scheduler);
        this.record = new FlightRecord(scheduler::nanoTime);
        this.system = new SimulatedSystem(scheduler);
        scheduler.beforeDeadlock(this::explainHang);
        scheduler.listenToObjects(objects);
    }

    /**
     * A search through the schedules of a test, each on a bench of its own. Searched is what the test does; {@link #plug}
     * and the end of the device after the test happen in one order only.
     *
     * @param test run once for each schedule. It must follow from the bench alone and keep nothing between runs.
     */
    public static Exploration explore(Consumer<DriverBench> test) {
        return Exploration.of(scheduler -> {
            DriverBench bench = new DriverBench(scheduler, /* calmEnds= */ true);
            var _ = bench.tryRun(() -> test.accept(bench));
        });
    }

    /**
     * Runs a test as the main task, then ends the device and checks that nothing is left. Once per bench, from outside
     * the simulation.
     */
    public void run(Runnable test) {
        if (!tryRun(test)) {
            throw new IllegalStateException("tasks have met at a lock of the driver's own; make the bench with"
                    + " Threads.PLATFORM, which can follow that");
        }
    }

    /** As {@link #run}. False if the run has shown nothing because it needs {@link Threads#PLATFORM}. */
    boolean tryRun(Runnable test) {
        try {
            scheduler.run(() -> {
                test.run();
                scheduler.endAnyTime();
                atAnEnd(this::finish);
            });
            return !scheduler.hasMetDriverLock();
        } catch (SimulationFailure failure) {
            throw failures.explain(failure, trace);
        }
    }

    private void atAnEnd(Runnable action) {
        if (calmEnds) {
            scheduler.calmly(action);
        } else {
            action.run();
        }
    }

    /** Nothing moves any more: explains it while the device can still be looked at. */
    private void explainHang() {
        DeviceStack added = stack;
        if (added != null) {
            scheduler.observe(() -> failures.hangs(Hang.of(added, record)));
        }
    }

    /** The scheduler, which is also the clock. */
    public SimulatedScheduler scheduler() {
        return scheduler;
    }

    /** What the drivers were told. */
    public Trace trace() {
        return trace;
    }

    /** What the scripted drivers hold. */
    public HeldRequests held() {
        return held;
    }

    /** Has a scripted driver keep a request. */
    public void hold(IWDFIoRequest request) {
        held.add(request);
    }

    /** The only scripted driver of the device; its events are traced without a prefix. */
    public ScriptedDriver driver() {
        return new ScriptedDriver(trace, "driver", "");
    }

    /** One of several scripted drivers; its events are traced as {@code name.OnRead(r1)}. */
    public ScriptedDriver driver(String name) {
        return new ScriptedDriver(trace, name, name + ".");
    }

    /** The settings of the device that is added next, as a user would give them. */
    public void settings(Map<String, String> deviceSettings) {
        settings = Map.copyOf(deviceSettings);
    }

    /** What a violation does to the device; to be called before the drivers are added. */
    public void verifierPolicy(Policy newPolicy) {
        policy = newPolicy;
    }

    /** The device's in-flight recorder. */
    public FlightRecord record() {
        return record;
    }

    /** The test is about this violation: it must happen, and the device ends by it unless the policy is to report. */
    public void expectViolation(String rule) {
        failures.expect(rule);
    }

    /** In some orders of events this violation happens, in others not, any number of times. */
    public void allowViolation(String rule) {
        failures.allow(rule);
    }

    /** The driver keeps objects by intention, such as a cache: the bench does not ask whether they pile up. */
    public void allowObjectsToPileUp() {
        objectsMayPileUp = true;
    }

    /** What the device is made of; before it is added. */
    public void hardware(Hardware newHardware) {
        hardware = newHardware;
    }

    /**
     * Loads drivers and has each add its device, lowest first.
     *
     * @throws DeviceAddException if OnDeviceAdd failed
     * @throws org.umdf4j.ddi.WdfException if OnInitialize failed
     */
    public void add(IDriverEntry... lowestFirst) throws DeviceAddException {
        List<WdfDriver> drivers = new ArrayList<>();
        for (IDriverEntry entry : lowestFirst) {
            String name = entry instanceof ScriptedDriver scripted
                    ? scripted.name()
                    : entry.getClass().getSimpleName();
            drivers.add(load(name, entry));
        }
        addLoaded(drivers, settings);
    }

    private WdfDriver load(String name, IDriverEntry entry) {
        WdfDriver driver = WdfDriver.load(name, entry, scheduler);
        loaded.add(driver);
        return driver;
    }

    private void addLoaded(List<WdfDriver> drivers, Map<String, String> deviceSettings) throws DeviceAddException {
        DeviceStack added = DeviceStack.add(new StackConfiguration(
                "device",
                List.copyOf(drivers),
                deviceSettings,
                hardware,
                scheduler,
                supervision(new VerifierSettings(record, policy)),
                services.withSurroundings(system).withBottom(Optional.ofNullable(bottom))));
        stack = added;
        ledger = new Ledger(added.port());
    }

    private StackSupervision supervision(VerifierSettings verifier) {
        return new StackSupervision(StackSupervision.DEFAULT_CRITICAL_TIMEOUT, new Observer(), restarts, verifier);
    }

    /** What the drivers find outside their stack: files, and {@link #plugNeighbour other devices}. */
    public SimulatedSystem system() {
        return system;
    }

    /** The device stands on a file of the {@link #system}. Before {@link #add}. */
    public void bottom(String path) {
        bottom = path;
    }

    /** Makes another device of the same system, which drivers can open by its name, and starts it. */
    public DeviceStack plugNeighbour(String name, ScriptedDriver driver) {
        atAnEnd(() -> addNeighbour(name, driver));
        return neighbours.getLast();
    }

    private void addNeighbour(String name, ScriptedDriver driver) {
        DeviceStack added;
        var neighbour = new VerifierSettings(new FlightRecord(scheduler::nanoTime), Policy.STOP);
        try {
            added = DeviceStack.add(StackConfiguration.of(name, List.of(load(driver.name(), driver)), scheduler)
                    .withSupervision(supervision(neighbour))
                    .withServices(services.withSurroundings(system)));
        } catch (DeviceAddException e) {
            throw new AssertionError("the neighbour was not added", e);
        }
        neighbours.add(added);
        HResult status = added.start();
        if (status.failed()) {
            throw new AssertionError("the neighbour did not start: " + status);
        }
        system.add(added.port());
    }

    /**
     * Plugs in a model of a driver package: its service order is the stack, its parameters are the device's settings, and
     * its directives are what the drivers may. A package that wants violations only reported has them reported.
     *
     * @param model from {@link org.umdf4j.framework.inf.DriverPackage#parse} and its {@code model}
     * @param drivers the driver of each service of the model's stack, by the service's name
     */
    public void plug(DriverModel model, Map<String, IDriverEntry> drivers) {
        List<WdfDriver> stack = new ArrayList<>();
        for (DriverService service : model.install().stack()) {
            IDriverEntry entry = drivers.get(service.name());
            if (entry == null) {
                throw new AssertionError("the test has no driver for service '%s' of '%s', only %s"
                        .formatted(service.name(), model.hardwareId(), drivers.keySet()));
            }
            stack.add(load(service.name(), entry));
        }
        Map<String, String> told = new LinkedHashMap<>(model.install().settings());
        told.putAll(model.install().powerDefaults());
        if (model.install().verifier() == Policy.REPORT) {
            policy = Policy.REPORT;
        }
        StackServices own = services;
        services = own.withPolicy(StackPolicy.of(model.install().directives()));
        try {
            atAnEnd(() -> plugLoaded(() -> addLoaded(stack, told)));
        } finally {
            services = own;
        }
    }

    /** What the devices added from now on are handed beyond a scheduler. */
    public void provide(UnaryOperator<StackServices> change) {
        services = change.apply(services);
    }

    /** Loads drivers, adds their devices, lowest first, and starts them; fails the test if one does not start. */
    public void plug(IDriverEntry... lowestFirst) {
        atAnEnd(() -> plugLoaded(() -> add(lowestFirst)));
    }

    /** Adds a device by drivers that are loaded. */
    private interface Adding {
        void run() throws DeviceAddException;
    }

    private void plugLoaded(Adding adding) {
        try {
            adding.run();
        } catch (DeviceAddException e) {
            throw new AssertionError("the device was not added", e);
        }
        HResult status = start();
        if (status.failed()) {
            throw new AssertionError("the device did not start: " + status);
        }
    }

    /** The device's stack, for what the shorthands below do not cover. */
    public DeviceStack stack() {
        DeviceStack added = stack;
        if (added == null) {
            throw new IllegalStateException("no device has been added");
        }
        return added;
    }

    /** One entry for each restart that a failure has asked for: whether it was allowed. */
    public List<Boolean> restartRequests() {
        return List.copyOf(restartRequests);
    }

    /** The events that the devices have posted. */
    public List<DeviceEvent> events() {
        return List.copyOf(events);
    }

    /** Starts the added device. */
    public HResult start() {
        return stack().start();
    }

    /** The system goes to sleep. */
    public HResult suspend() {
        return stack().suspend(POWER_ACTION.SLEEP);
    }

    /** The system wakes up. */
    public HResult resume() {
        return stack().resume();
    }

    /** The hardware signals that it wants to wake. Answers whether it was armed. */
    public boolean signalWake() {
        return stack().signalWake().succeeded();
    }

    /** Lets time pass: whatever is due by then begins. */
    public void pass(Duration time) {
        boolean _ = scheduler.newGate("the passing of time").await(time.toNanos());
    }

    /** Removes the device without asking it. */
    public HResult remove() {
        return stack().remove();
    }

    /** Pulls the device out; the removal proper follows at the end of the test, or by {@link #remove}. */
    public HResult surpriseRemove() {
        return stack().surpriseRemove();
    }

    /** Opens the device for a new program. */
    public Program program() {
        Ledger port = ledger;
        if (port == null) {
            throw new IllegalStateException("no device has been added");
        }
        Program program = new Program(trace, DeviceFile.open(port, scheduler));
        programs.add(program);
        return program;
    }

    /** Has a task of its own do something. */
    public Activity begin(String role, Runnable action) {
        Gate ended = scheduler.newGate("end of " + role);
        scheduler.execute(role, () -> {
            action.run();
            ended.open();
        });
        return new Activity(ended);
    }

    /**
     * Has something happen at any time from now on, in a task of its own: while any callback or call is under way, between
     * any two of them, while nobody has anything to do, or at the end of the test. Each run has it at one of these moments,
     * and the string that repeats the run says at which.
     *
     * <p>A device that may go at any time is {@code bench.anyTime("unplug", bench::surpriseRemove)}, a program that may lose
     * patience {@code bench.anyTime("cancel", read::cancel)}.
     */
    public Activity anyTime(String role, Runnable action) {
        Gate ended = scheduler.newGate("end of " + role);
        scheduler.anyTime(role, () -> {
            action.run();
            ended.open();
        });
        return new Activity(ended);
    }

    /**
     * A file that is not to be relied on: at any time one of its transfers fails with {@link HResult#ERROR_IO_DEVICE}, and
     * another takes {@link #LATE}, so that later ones overtake it.
     */
    public void unreliable(SimulatedFile file) {
        anyTime("a transfer fails", () -> file.failOnce(HResult.ERROR_IO_DEVICE));
        anyTime("a transfer is late", () -> file.delayOnce(LATE));
    }

    /**
     * Threads for a driver that has threads of its own: what it executes and schedules there are tasks of this bench, in
     * virtual time. A driver that takes its executor when it is made gets this one in tests and a real one otherwise.
     *
     * @param name what the tasks are called in reports
     * @param threads how many of them run at a time, at most
     */
    public ScheduledExecutorService executor(String name, int threads) {
        return new SimulatedExecutor(scheduler, name, threads);
    }

    /** The clock on the wall of the simulated system. */
    public InstantSource clock() {
        return () -> EPOCH_1601
                .plus(scheduler.systemTime() / TICKS_PER_SECOND, ChronoUnit.SECONDS)
                .plusNanos(scheduler.systemTime() % TICKS_PER_SECOND * 100);
    }

    /** Waits until nobody else can run. The clock stands still meanwhile. */
    public void quiet() {
        scheduler.awaitQuiet();
    }

    /** Ends the device: completes held requests, closes files, removes it and unloads its drivers. */
    public void unplug() {
        quiet();
        while (!isStopped() && !held.names().isEmpty()) {
            held.complete(held.names().getFirst());
            quiet();
        }
        programs.forEach(program -> program.file().close());
        programs.clear();
        quiet();
        if (stack != null) {
            stack().remove();
            quiet();
            if (stack().state() != StackState.GONE) {
                explainHang();
                throw new AssertionError(
                        "the removed device is not gone: " + stack().status().describe());
            }
        }
        neighbours.forEach(this::removeNeighbour);
        neighbours.clear();
        loaded.forEach(WdfDriver::unload);
        loaded.clear();
    }

    private boolean isStopped() {
        return failures.violations().stream().anyMatch(violation -> policy.stops(violation.rule()));
    }

    private void removeNeighbour(DeviceStack neighbour) {
        neighbour.remove();
        quiet();
        if (neighbour.state() != StackState.GONE) {
            throw new AssertionError(
                    "the removed neighbour is not gone: " + neighbour.status().describe());
        }
    }

    private void finish() {
        unplug();
        Ledger port = ledger;
        if (port != null && !port.open().isEmpty()) {
            explainHang();
            throw new CheckFailure("requests that never ended", port.open().toString());
        }
        if (!system.openFiles().isEmpty()) {
            throw new CheckFailure("files left open", system.openFiles().toString());
        }
        failures.check();
        if (port != null && !objectsMayPileUp && !isStopped()) {
            objects.check(port.mostOpen());
        }
    }

    private final class Observer implements StackObserver {
        @Override
        public void posted(DeviceEvent event) {
            events.add(event);
        }

        @Override
        public void violated(Violation violation) {
            failures.violated(violation);
            if (failures.isUnexpectedHang(violation)) {
                explainHang();
            }
        }

        @Override
        public void restartRequested(String driver, String why, boolean allowed) {
            restartRequests.add(allowed);
        }
    }
}
