package org.umdf4j.framework.stack;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.interfaces.StackInterfaces;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.IoTypes;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.pnp.DeviceMachines;
import org.umdf4j.framework.pnp.PnpState;
import org.umdf4j.framework.pnp.PowerPolicy;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.StackDriver.DeviceContext;
import org.umdf4j.framework.verifier.Violation;

/**
 * The devices of one or more drivers, one above the other, and the Plug and Play manager that moves them together: up
 * lowest first, down highest first, each driver's part whole before the next one's (PNP-7).
 *
 * <p>The operations may be called from any thread that holds no lock and is no driver callback of this stack. They block
 * until they are done and run one at a time in the order they came (PWR-10, DEV-3). Each answers success, the status of
 * the driver that refused or failed, {@link HResult#STATUS_INVALID_DEVICE_STATE} if the stack is not in a state for it,
 * or {@link HResult#STATUS_DRIVER_PROCESS_TERMINATED} if a violation or the critical-request timer ended the stack.
 *
 * <p>Whoever added the stack ends it with {@link #remove}, whatever happened in between. It is {@link StackState#GONE}
 * when the last open file is closed.
 */
public final class DeviceStack {
    /** The states in which the drivers are started and may be in D0. */
    private static final Set<StackState> WORKING =
            EnumSet.of(StackState.STARTED, StackState.REMOVE_PENDING, StackState.STOP_PENDING);

    private static final Set<StackState> REMOVED = EnumSet.of(StackState.REMOVED, StackState.GONE);

    private final StackConfiguration configuration;
    private final Scheduler scheduler;
    private final StackSupervisor supervisor;
    private final OperationQueue operations;
    private final StackPort port;
    private final StackInterfaces interfaces;
    private final StackPower power;
    private final FrameworkLock lock;

    /** Lowest first; grows while the drivers are added. Written under {@link #lock}, as the state. */
    private volatile List<DeviceMachines> devices = List.of();

    private volatile StackState state = StackState.ADDED;

    /** The file the stack stands on, from its opening until the stack is gone. */
    private final AtomicReference<@Nullable LowerFile> bottom = new AtomicReference<>();

    /** Set once by {@link #terminate}; guarded by {@link #lock}. */
    private Optional<Violation> terminatedBy = Optional.empty();

    private DeviceStack(StackConfiguration configuration) {
        this.configuration = configuration;
        this.scheduler = configuration.scheduler();
        this.supervisor = new StackSupervisor(configuration, this);
        this.operations = new OperationQueue(
                configuration.name(),
                scheduler,
                supervisor.timer(),
                supervisor::operationBroken,
                configuration.verifier().record());
        this.port = new StackPort(configuration.name(), scheduler);
        this.interfaces = configuration.services().interfaces().newStack(port, configuration.observer()::posted);
        this.power = new StackPower(() -> devices, supervisor);
        this.lock = scheduler.newLock("state of " + configuration.name());
    }

    /**
     * Calls each driver's OnDeviceAdd, lowest driver first. Blocks.
     *
     * @return a stack that is not started yet
     * @throws DeviceAddException if a driver failed; what the others had added is torn down (PNP-4)
     */
    public static DeviceStack add(StackConfiguration configuration) throws DeviceAddException {
        DeviceStack stack = new DeviceStack(configuration);
        AtomicReference<@Nullable DeviceAddException> failure = new AtomicReference<>();
        HResult status = stack.operations.perform("the adding", () -> stack.addDrivers(failure));
        DeviceAddException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        Optional<Violation> violation = stack.supervisor.firstViolation();
        if (violation.isPresent()) {
            throw new DeviceAddException(
                    configuration.name(),
                    violation.get().driver(),
                    status,
                    new IllegalStateException(
                            violation.get().describe(), violation.get().where().orElse(null)));
        }
        return stack;
    }

    private HResult addDrivers(AtomicReference<@Nullable DeviceAddException> failure) {
        Optional<LowerDevice> lower = openBottom(failure);
        if (failure.get() != null) {
            become(StackState.GONE);
            return HResult.S_OK;
        }
        for (StackDriver driver : configuration.drivers()) {
            DeviceContext context = new DeviceContext(
                    configuration.name(),
                    scheduler,
                    lower,
                    configuration.settings(),
                    configuration.hardware(),
                    supervisor,
                    configuration.verifier(),
                    configuration.services());
            Optional<StackDevice> device = Optional.empty();
            supervisor.addBegins(driver.name());
            try {
                device = driver.addDevice(context);
            } catch (WdfException refused) {
                failure.set(new DeviceAddException(configuration.name(), driver.name(), refused.status(), refused));
            } finally {
                supervisor.addEnded();
            }
            if (failure.get() != null) {
                removeDrivers();
                become(StackState.GONE);
                return HResult.S_OK;
            }
            if (device.isEmpty()) {
                supervisor.violation(noDevice(driver));
                return HResult.STATUS_DRIVER_PROCESS_TERMINATED;
            }
            added(device.get());
            lower = Optional.of(device.get());
        }
        agreeOnIoTypes(failure);
        return HResult.S_OK;
    }

    /** MEM-9. */
    private void agreeOnIoTypes(AtomicReference<@Nullable DeviceAddException> failure) {
        Map<String, IoTypes> wishes = new LinkedHashMap<>();
        for (DeviceMachines machines : devices) {
            if (machines.device() instanceof StackDevice device) {
                wishes.put(device.driverName(), device.ioTypes());
            }
        }
        Optional<IoTypes> agreed = IoTypes.agreed(wishes.values());
        agreed.ifPresent(supervisor::setIoTypes);
        if (agreed.isEmpty()) {
            var why = new WdfException(
                    HResult.ERROR_BAD_CONFIGURATION,
                    "one driver takes only buffered, another only direct I/O (SetIoTypePreference): " + wishes);
            String highest = configuration.drivers().getLast().name();
            failure.set(new DeviceAddException(configuration.name(), highest, why.status(), why));
            removeDrivers();
            become(StackState.GONE);
        }
    }

    /** What the lowest driver stands on, if anything. */
    private Optional<LowerDevice> openBottom(AtomicReference<@Nullable DeviceAddException> failure) {
        if (configuration.services().bottom().isEmpty()) {
            return Optional.empty();
        }
        String path = configuration.services().bottom().get();
        try {
            LowerFile opened = configuration.services().surroundings().openFile(path, true);
            bottom.set(opened);
            return Optional.of(new BottomFile(opened, configuration.services().impersonator()));
        } catch (WdfException refused) {
            failure.set(new DeviceAddException(configuration.name(), "the file " + path, refused.status(), refused));
            return Optional.empty();
        }
    }

    private void closeBottom() {
        LowerFile opened = bottom.getAndSet(null);
        if (opened != null) {
            opened.close();
        }
    }

    private Violation noDevice(StackDriver driver) {
        return new Violation(
                "PNP-3",
                configuration.name(),
                driver.name(),
                "OnDeviceAdd",
                "OnDeviceAdd returned success without a device",
                "call CreateDevice, or throw a WdfException",
                "OnDeviceAdd has no request",
                Optional.empty());
    }

    /** A device that comes after the stack was terminated is terminated at once. */
    private void added(StackDevice device) {
        List<DeviceMachines> more = new ArrayList<>(devices);
        more.add(new DeviceMachines(device, supervisor, scheduler));
        Optional<Violation> violation;
        lock.lock();
        try {
            violation = terminatedBy;
            devices = List.copyOf(more);
        } finally {
            lock.unlock();
        }
        violation.ifPresent(device::terminate);
    }

    /** The device as programs reach it. Available from a successful {@link #start} on. */
    public DevicePort port() {
        return port;
    }

    /** The device's names in its system, and its events. */
    public StackInterfaces interfaces() {
        return interfaces;
    }

    /** Where the stack stands now. */
    public StackState state() {
        scheduler.access(this, /* write= */ false);
        return state;
    }

    /** A snapshot. Any thread; does not wait for operations. */
    public StackStatus status() {
        return new StackStatus(
                configuration.name(),
                state,
                port.isAvailable(),
                port.openFiles(),
                supervisor.firstViolation(),
                highestFirst().stream().map(DeviceStack::status).toList());
    }

    /** The requests that drivers own, the highest driver's first, and what waits for them. Any thread. */
    public List<HeldRequest> heldRequests() {
        return highestFirst().stream()
                .map(DeviceMachines::device)
                .filter(StackDevice.class::isInstance)
                .flatMap(device -> ((StackDevice) device).heldRequests().stream())
                .toList();
    }

    /** The queue callbacks that are running now, the highest driver's first. Any thread. */
    public List<String> runningCallbacks() {
        return highestFirst().stream()
                .map(DeviceMachines::device)
                .filter(StackDevice.class::isInstance)
                .flatMap(device -> ((StackDevice) device).runningCallbacks().stream())
                .toList();
    }

    private static StackStatus.DriverStatus status(DeviceMachines machines) {
        boolean known = machines.device() instanceof StackDevice;
        List<StackDevice.QueueStatus> queues = known ? ((StackDevice) machines.device()).queues() : List.of();
        PnpSettings pnpSettings = known ? ((StackDevice) machines.device()).pnpSettings() : PnpSettings.NONE;
        RequestTally tally = known ? ((StackDevice) machines.device()).tally() : RequestTally.NONE;
        return new StackStatus.DriverStatus(
                machines.device().driverName(),
                machines.pnpState(),
                machines.powerState(),
                pnpSettings,
                machines.selfManagedIoState(),
                machines.history(),
                queues,
                tally);
    }

    /**
     * Starts the drivers, lowest first, then enables the device for programs (section 4).
     *
     * @return the failing driver's status (section 12); the drivers above it are not started, the stack is {@link
     *     StackState#FAILED} and waits for {@link #remove} (FAIL-8)
     */
    public HResult start() {
        return operation("the start", EnumSet.of(StackState.ADDED), this::startDrivers);
    }

    /**
     * Starts the drivers again, lowest first: after {@link #stop} (PNP-21), or as a second start, which stops each driver
     * before it starts it (PNP-13). Answers as {@link #start}.
     */
    public HResult restart() {
        return operation("the restart", EnumSet.of(StackState.STOPPED, StackState.STARTED), this::startDrivers);
    }

    private HResult startDrivers() {
        // A second start stops a driver in D0 only (PNP-13).
        HResult awake = power.ensureAwake();
        if (awake.failed()) {
            return failed(awake);
        }
        for (DeviceMachines machines : devices) {
            HResult status = machines.start();
            if (status.failed()) {
                return failed(status);
            }
        }
        become(StackState.STARTED);
        power.started();
        enableInterfaces();
        return HResult.S_OK;
    }

    /**
     * The system goes to sleep: every driver leaves D0, highest first. A failing driver does not keep the ones below it
     * awake; the stack is {@link StackState#FAILED} afterwards.
     *
     * @param action SLEEP or HIBERNATE, what GetSystemPowerAction answers until the resume has ended (PWR-9)
     * @return also E_INVALIDARG for another action
     */
    public HResult suspend(POWER_ACTION action) {
        if (action != POWER_ACTION.SLEEP && action != POWER_ACTION.HIBERNATE) {
            return HResult.E_INVALIDARG;
        }
        return operation(
                "the suspend",
                WORKING,
                () -> power.maySleep() ? settled(power.sleep(action)) : HResult.STATUS_INVALID_DEVICE_STATE);
    }

    /**
     * The system is back: every driver returns to D0, lowest first, unless the device was idle and stays so (PWR-27). One
     * that fails keeps the ones above it down.
     */
    public HResult resume() {
        return operation("the resume", WORKING, this::wakeDrivers);
    }

    /**
     * The hardware signals that it wants attention: an armed idle device returns to D0, the system of an armed sleeping one
     * resumes (PWR-25). Does not wait for that. Any thread, driver callbacks included.
     *
     * @return STATUS_INVALID_DEVICE_STATE if the device is not armed: nobody heard it
     */
    public HResult signalWake() {
        return switch (power.signalWake()) {
            case NOBODY -> HResult.STATUS_INVALID_DEVICE_STATE;
            case DEVICE -> HResult.S_OK;
            case SYSTEM -> {
                operations.start("the resume the device asked for", this::wakeDrivers);
                yield HResult.S_OK;
            }
        };
    }

    /**
     * The user turns a device's idling on or off (PWR-22). Any thread.
     *
     * @return STATUS_INVALID_DEVICE_REQUEST if no driver owns the device's power policy, or the owner does not let the user
     *     decide
     */
    public HResult setIdle(boolean on) {
        boolean allowed = power.policy().filter(policy -> policy.userIdle(on)).isPresent();
        return allowed ? HResult.S_OK : HResult.STATUS_INVALID_DEVICE_REQUEST;
    }

    /** The user turns a device's waking of the system on or off; answers as {@link #setIdle}. */
    public HResult setWake(boolean on) {
        boolean allowed = power.policy().filter(policy -> policy.userWake(on)).isPresent();
        return allowed ? HResult.S_OK : HResult.STATUS_INVALID_DEVICE_REQUEST;
    }

    private HResult wakeDrivers() {
        return power.mayWake() ? settled(power.wake()) : HResult.STATUS_INVALID_DEVICE_STATE;
    }

    private HResult settled(HResult status) {
        return status.failed() ? failed(status) : status;
    }

    /** The power policy owner has been idle for long enough. Does not block. */
    void idlePowerDownWanted() {
        operations.start("the idle power-down", () -> settled(power.idleDown()));
    }

    /** The idle power policy owner has something to do. Does not block. */
    void powerUpWanted() {
        operations.start("the return from idle", () -> settled(power.idleUp()));
    }

    /**
     * The system shuts down: every driver leaves D0 for good, highest first, and nothing follows (PWR-7). Programs lose
     * the device.
     */
    public HResult shutdown() {
        Set<StackState> allowed = EnumSet.copyOf(WORKING);
        allowed.add(StackState.STOPPED);
        return operation("the shutdown", allowed, () -> {
            HResult status = settled(power.shutDown());
            if (status.succeeded()) {
                disableInterfaces("the system shuts down");
                become(StackState.SHUT_DOWN);
            }
            return status;
        });
    }

    /**
     * Asks every driver, highest first, whether the device may be removed. After a veto those asked before are told
     * nothing and go on (PNP-18).
     *
     * @return the veto; ERROR_BUSY if another stack's driver that has the device open refuses (TGT-8);
     *     STATUS_INVALID_DEVICE_STATE, with no driver asked, if one is NotDisableable (DEV-4)
     */
    public HResult queryRemove() {
        return operation(
                "the query-remove",
                EnumSet.of(StackState.STARTED),
                () -> supervisor.refusesRemoval() ? HResult.STATUS_INVALID_DEVICE_STATE : queryRemoveDrivers());
    }

    /** Those who have the device open from outside its stack are asked before its drivers (TGT-8). */
    private HResult queryRemoveDrivers() {
        if (!port.queryRemove()) {
            return HResult.ERROR_BUSY;
        }
        HResult status = query(DeviceMachines::queryRemove, DeviceMachines::cancelRemove, StackState.REMOVE_PENDING);
        if (status.failed()) {
            port.removeCanceled();
        }
        return status;
    }

    /** Withdraws an accepted query-remove. No driver is told (PNP-18). */
    public HResult cancelRemove() {
        return operation("the cancel-remove", EnumSet.of(StackState.REMOVE_PENDING), () -> {
            HResult status = cancel(DeviceMachines::cancelRemove);
            port.removeCanceled();
            return status;
        });
    }

    /** Asks every driver, highest first, whether the device may be rebalanced. Answers as {@link #queryRemove}. */
    public HResult queryStop() {
        return operation("the query-stop", EnumSet.of(StackState.STARTED), this::queryStopDrivers);
    }

    private HResult queryStopDrivers() {
        return query(DeviceMachines::queryStop, DeviceMachines::cancelStop, StackState.STOP_PENDING);
    }

    /** Withdraws an accepted query-stop. No driver is told (PNP-18). */
    public HResult cancelStop() {
        return operation(
                "the cancel-stop", EnumSet.of(StackState.STOP_PENDING), () -> cancel(DeviceMachines::cancelStop));
    }

    private HResult query(Function<DeviceMachines, HResult> ask, Consumer<DeviceMachines> cancel, StackState pending) {
        List<DeviceMachines> agreed = new ArrayList<>();
        for (DeviceMachines machines : highestFirst()) {
            HResult status = ask.apply(machines);
            if (status.failed()) {
                agreed.forEach(cancel);
                return status;
            }
            agreed.add(machines);
        }
        HResult awake = power.keepAwake();
        if (awake.failed()) {
            return failed(awake);
        }
        become(pending);
        return HResult.S_OK;
    }

    private HResult cancel(Consumer<DeviceMachines> cancel) {
        highestFirst().forEach(cancel);
        power.allowIdle();
        become(StackState.STARTED);
        return HResult.S_OK;
    }

    /** Rebalance, after {@link #queryStop}: every driver powers down and releases its hardware, highest first (PNP-19). */
    public HResult stop() {
        return operation("the stop", EnumSet.of(StackState.STOP_PENDING), this::stopDrivers);
    }

    private HResult stopDrivers() {
        for (DeviceMachines machines : highestFirst()) {
            HResult status = machines.stop();
            if (status.failed()) {
                return failed(status);
            }
        }
        power.allowIdle();
        become(StackState.STOPPED);
        return HResult.S_OK;
    }

    /**
     * The device is gone: every driver is torn down as section 8 says, highest first. Waits for the operation under way.
     * {@link #remove} must follow. Success also if there was nothing left to tear down.
     */
    public HResult surpriseRemove() {
        Set<StackState> allowed = EnumSet.allOf(StackState.class);
        return operation("the surprise removal", allowed, () -> {
            if (!REMOVED.contains(state())) {
                highestFirst().forEach(DeviceMachines::surpriseRemove);
                become(StackState.SURPRISE_REMOVED);
            }
            return HResult.S_OK;
        });
    }

    /**
     * Removes the device from whatever state it is in, asked or not: every driver is torn down as section 7 says, highest
     * first. If files are open, the drivers' objects stay for their OnCleanupFile and OnCloseFile and go with the last
     * of them (PNP-29): the stack is {@link StackState#REMOVED} until then, else {@link StackState#GONE}.
     *
     * @return success; only if the stack is terminated <em>during</em> the removal STATUS_DRIVER_PROCESS_TERMINATED, and
     *     the caller removes it again
     */
    public HResult remove() {
        if (isTerminated()) {
            if (!REMOVED.contains(state()) && !filesKeep()) {
                retire(StackState.GONE);
            }
            return HResult.S_OK;
        }
        return operation("the removal", EnumSet.allOf(StackState.class), () -> {
            if (REMOVED.contains(state())) {
                return HResult.S_OK;
            }
            removeDrivers();
            return filesKeep() ? HResult.S_OK : disposeDrivers();
        });
    }

    /** Each driver's whole part before the next one's, but for the disposal while files are open. */
    private void removeDrivers() {
        power.ensureAwake(); // PNP-24; a failure does not stop a removal
        boolean filesOpen = false;
        for (DeviceMachines machines : highestFirst()) {
            machines.remove();
            filesOpen = filesOpen || port.openFiles() > 0;
            if (!filesOpen) {
                machines.dispose();
            }
        }
    }

    private HResult disposeDrivers() {
        highestFirst().stream()
                .filter(machines -> machines.pnpState() == PnpState.AWAITING_CLOSE)
                .forEach(DeviceMachines::dispose);
        become(StackState.GONE);
        return HResult.S_OK;
    }

    /**
     * Whether open files keep the removed stack; the last of them ends it then. The state comes first, because that may
     * happen at any moment.
     */
    private boolean filesKeep() {
        disableInterfaces("the device was removed");
        if (port.openFiles() > 0) {
            retire(StackState.REMOVED);
        }
        return port.whenAllClosed(() -> {
            if (isTerminated()) {
                retire(StackState.GONE);
            } else {
                operations.start("the disposal", this::disposeDrivers);
            }
        });
    }

    private boolean isTerminated() {
        lock.lock();
        try {
            return terminatedBy.isPresent();
        } finally {
            lock.unlock();
        }
    }

    /** A machine's step 6 of a removal. */
    void disableInterfaces(String reason) {
        port.disable(reason);
        interfaces.end();
    }

    private void enableInterfaces() {
        // At least one driver is configured, so there is a highest one.
        if (devices.getLast().device() instanceof StackDevice top) {
            port.enable(top);
            interfaces.enable();
        }
    }

    /** DEV-2: the driver has set its device to failed or removed. Does not block. */
    void deviceFailed(StackDevice device) {
        operations.start("the teardown its driver asked for", () -> {
            if (!REMOVED.contains(state())) {
                for (DeviceMachines machines : highestFirst()) {
                    if (machines.device() == device) {
                        machines.failAsDriverSaid();
                    } else {
                        machines.surpriseRemove();
                    }
                }
                become(StackState.FAILED);
            }
            return HResult.S_OK;
        });
    }

    /** DEV-4: a driver's resources have changed. A veto leaves everything as it is. Does not block. */
    void rebalance() {
        operations.start("the rebalance its driver asked for", () -> {
            if (state != StackState.STARTED) {
                return HResult.STATUS_INVALID_DEVICE_STATE;
            }
            HResult status = queryStopDrivers();
            status = status.failed() ? status : stopDrivers();
            return status.failed() ? status : startDrivers();
        });
    }

    /** PWR-14: a power-managed queue that nobody knows of got a request. */
    void requestStranded(StackDevice device, String queue) {
        power.requestStranded(device, queue);
    }

    /** HOST-3: no driver runs any more, every IRP ends, every operation returns. Once, any thread, no lock held. */
    void terminate(Violation violation) {
        List<DeviceMachines> terminated;
        boolean removed;
        lock.lock();
        try {
            terminatedBy = Optional.of(violation);
            terminated = devices;
            removed = REMOVED.contains(state());
        } finally {
            lock.unlock();
        }
        interfaces.postHostProblem(); // while those who would hear it still have the device open
        port.terminate("driver '" + violation.driver() + "' broke rule " + violation.rule());
        interfaces.end();
        // Highest first: an upper driver must have ended before the end of a lower request could reach it.
        for (DeviceMachines machines : terminated.reversed()) {
            machines.policy().ifPresent(PowerPolicy::terminate);
            if (machines.device() instanceof StackDevice device) {
                device.terminate(violation);
            }
        }
        if (!removed) {
            retire(StackState.FAILED);
        } else if (port.openFiles() == 0) {
            retire(StackState.GONE);
        }
        operations.terminate(HResult.STATUS_DRIVER_PROCESS_TERMINATED);
    }

    /** The last transitions of one device, a line each. */
    String historyOf(StackDevice device) {
        return devices.stream()
                .filter(machines -> machines.device() == device)
                .map(machines -> String.join("\n", machines.history()))
                .findFirst()
                .orElse("none");
    }

    private List<DeviceMachines> highestFirst() {
        return devices.reversed();
    }

    private HResult operation(String name, Set<StackState> allowed, Supplier<HResult> body) {
        return operations.perform(
                name, () -> allowed.contains(state()) ? body.get() : HResult.STATUS_INVALID_DEVICE_STATE);
    }

    private HResult failed(HResult status) {
        supervisor.setSystemPowerAction(POWER_ACTION.NONE);
        power.stopped();
        become(StackState.FAILED);
        return status;
    }

    /** An operation's new state. What still runs of an operation after a termination no longer decides. */
    private void become(StackState newState) {
        lock.lock();
        try {
            if (terminatedBy.isPresent()) {
                return;
            }
            scheduler.access(this, /* write= */ true);
            state = newState;
        } finally {
            lock.unlock();
        }
        if (newState == StackState.GONE) {
            interfaces.end();
            closeBottom();
        }
        configuration.observer().stackChanged(newState);
    }

    /** A new state that a termination does not forbid; nothing if it is the old one, and GONE stays GONE. */
    private void retire(StackState newState) {
        lock.lock();
        try {
            if (state == newState || state == StackState.GONE) {
                return;
            }
            scheduler.access(this, /* write= */ true);
            state = newState;
        } finally {
            lock.unlock();
        }
        if (newState == StackState.GONE) {
            interfaces.end();
            closeBottom();
        }
        configuration.observer().stackChanged(newState);
    }
}
