package org.umdf4j.host;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.POWER_ACTION;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.StackStatus;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.DeviceReport.DriverReport;
import org.umdf4j.host.HostException.Kind;

/**
 * A device of a {@link DriverHost}, plugged in or not. Any thread may call any method; those that change something wait
 * until it is done, and the stack does them one after the other. Plugging and unplugging while that is already under way
 * is refused rather than queued.
 */
public final class HostedDevice {
    /** The setting that says whether the device idles, where its drivers leave that to the user. */
    private static final String IDLES = "WdfDefaultIdleInWorkingState";

    private volatile DeviceDefinition definition;
    private final Scheduler scheduler;
    private final HostObserver observer;
    private final Duration criticalTimeout;
    private final Plug.Lasting lasting;

    /** Held while the device is plugged or unplugged; reading needs no lock. */
    private final ReentrantLock plugging = new ReentrantLock();

    private volatile @Nullable Plug plug;
    private volatile String problem = "";

    /** What the user has last said about idling; stands when the device is plugged in again. */
    private volatile Optional<Boolean> idleChoice = Optional.empty();

    HostedDevice(
            DeviceDefinition definition,
            Scheduler scheduler,
            HostObserver observer,
            Duration criticalTimeout,
            Plug.Lasting lasting) {
        this.definition = definition;
        this.scheduler = scheduler;
        this.observer = observer;
        this.criticalTimeout = criticalTimeout;
        this.lasting = lasting;
    }

    /** What it was made from. */
    public DeviceDefinition definition() {
        return definition;
    }

    /** Its name. */
    public String name() {
        return definition.name().text();
    }

    /** The device as programs reach it; empty while it is unplugged. */
    public Optional<DevicePort> port() {
        return current().map(plugged -> plugged.stack().port());
    }

    /** Its stack now; empty while it is unplugged. Does not wait for drivers. */
    public Optional<StackStatus> status() {
        return current().map(plugged -> plugged.stack().status());
    }

    /** How programs reach it, a path or an NBD URI for each exposure; empty while it is unplugged. */
    public List<String> locations() {
        return current().map(Plug::locations).orElse(List.of());
    }

    /** The violation or failure that stopped it since it was last plugged in; empty if none did. */
    public String problem() {
        return problem;
    }

    /** Its last events; they outlive unplugging and whatever ended it. */
    public FlightRecord record() {
        return lasting.record();
    }

    /** Everything about it, for people and scripts. Does not wait for drivers. */
    public DeviceReport report() {
        Optional<Plug> plugged = current();
        if (plugged.isEmpty()) {
            return new DeviceReport(name(), "unplugged", List.of(), List.of(), 0, problem);
        }
        StackStatus status = plugged.get().stack().status();
        List<DriverReport> drivers = status.drivers().stream()
                .map(driver -> new DriverReport(
                        driver.driver(),
                        driver.pnp().toString(),
                        driver.power().toString(),
                        driver.pnpSettings(),
                        driver.queues()))
                .toList();
        return new DeviceReport(
                name(), status.state().toString(), drivers, plugged.get().locations(), status.openFiles(), problem);
    }

    /**
     * Puts the device to sleep as system sleep does.
     *
     * @throws HostException of kind OPERATION if it is unplugged, asleep or failed, or fails at this
     */
    public void suspend() throws HostException {
        check("suspend", stack().suspend(POWER_ACTION.SLEEP));
    }

    /** Wakes the device; otherwise like {@link #suspend}. */
    public void resume() throws HostException {
        check("resume", stack().resume());
    }

    /**
     * Its hardware signals: an armed idle device returns to D0, an armed sleeping one wakes the system. Does not wait for
     * that.
     *
     * @throws HostException of kind OPERATION if it is unplugged or not armed
     */
    public void signalWake() throws HostException {
        if (stack().signalWake().failed()) {
            throw new HostException(
                    Kind.OPERATION, "device '%s' is not armed to wake: it is %s".formatted(name(), power()));
        }
    }

    /**
     * Turns idle power-down on or off. A device that is idle when it is turned off returns to D0.
     *
     * @throws HostException of kind OPERATION if it is unplugged, or its drivers do not leave that to the user
     */
    public void setIdle(boolean on) throws HostException {
        if (stack().setIdle(on).failed()) {
            throw new HostException(
                    Kind.OPERATION, "the drivers of device '%s' do not let the user decide".formatted(name()));
        }
        idleChoice = Optional.of(on);
    }

    /**
     * Asks the drivers and, if none refuses, removes the device and everything programs reach it by.
     *
     * @throws HostException of kind OPERATION if a driver refuses, with the device as it was, or it is unplugged already
     */
    public void unplug() throws HostException {
        changePlug(() -> {
            Plug plugged = plugged();
            // A failed stack is past being asked; removing it is all that is left.
            if (plugged.stack().port().isAvailable()) {
                HResult answer = plugged.stack().queryRemove();
                if (answer.failed() && plugged.stack().port().isAvailable()) {
                    throw new HostException(
                            Kind.OPERATION,
                            "device '%s' stays: a driver refused its removal (%s)".formatted(name(), answer));
                }
            }
            plugged.takeAway();
            plug = null;
        });
    }

    /** The device is gone, as when somebody pulls it out: removes it without asking. */
    public void unplugBySurprise() throws HostException {
        changePlug(() -> {
            Plug plugged = plugged();
            HResult status = plugged.stack().surpriseRemove();
            plugged.takeAway();
            plug = null;
            if (status.failed()) {
                throw new HostException(
                        Kind.OPERATION, "device '%s' is gone, but not in good order: %s".formatted(name(), status));
            }
        });
    }

    /**
     * Plugs the device in, with its definition: loads its drivers, starts them, exposes it.
     *
     * @throws HostException of kind OPERATION if it is plugged in, otherwise why it could not be
     */
    public void plug() throws HostException {
        changePlug(() -> {
            if (plug != null) {
                throw new HostException(Kind.OPERATION, "device '" + name() + "' is plugged in already");
            }
            problem = "";
            plug = plugIn();
        });
    }

    /**
     * Plugs the device in with other drivers, which it keeps if that succeeds: name, settings and exposures stay.
     *
     * @param driver a driver package or driver, as in {@link DeviceDefinition}
     * @param hardwareId which model of the package; empty for its only one
     * @throws HostException of kind OPERATION if it is plugged in, otherwise why it could not be
     */
    public void plug(String driver, String hardwareId) throws HostException {
        changePlug(() -> {
            DeviceDefinition before = definition;
            if (plug != null) {
                throw new HostException(Kind.OPERATION, "device '" + name() + "' is plugged in already");
            }
            problem = "";
            definition = before.with(driver, hardwareId);
            try {
                plug = plugIn();
            } catch (HostException | RuntimeException failure) {
                definition = before;
                throw failure;
            }
        });
    }

    private Plug plugIn() throws HostException {
        DeviceDefinition chosen = idleChoice
                .map(on -> definition.withSetting(IDLES, on ? "1" : "0"))
                .orElse(definition);
        return Plug.in(chosen, scheduler, criticalTimeout, lasting, new Troubles());
    }

    /** Removes whatever is there, asked or not; for the end of the host. Waits for a plug or unplug under way. */
    void end() {
        plugging.lock();
        try {
            Plug plugged = plug;
            if (plugged != null) {
                plugged.takeAway();
                plug = null;
            }
        } finally {
            plugging.unlock();
        }
    }

    /** Makes the device unreachable without waiting for its drivers; for a host that must end at once. */
    void abandon() {
        current().ifPresent(Plug::closeExposures);
    }

    private interface PlugChange {
        void run() throws HostException;
    }

    private void changePlug(PlugChange change) throws HostException {
        if (!plugging.tryLock()) {
            throw new HostException(Kind.OPERATION, "device '" + name() + "' is being plugged or unplugged right now");
        }
        try {
            change.run();
        } finally {
            plugging.unlock();
        }
    }

    private Optional<Plug> current() {
        return Optional.ofNullable(plug);
    }

    private Plug plugged() throws HostException {
        Plug plugged = plug;
        if (plugged == null) {
            throw new HostException(Kind.OPERATION, "device '" + name() + "' is unplugged");
        }
        return plugged;
    }

    private DeviceStack stack() throws HostException {
        return plugged().stack();
    }

    private void check(String operation, HResult status) throws HostException {
        if (status.equals(HResult.STATUS_INVALID_DEVICE_STATE)) {
            throw new HostException(
                    Kind.OPERATION, "cannot %s device '%s' now: it is %s".formatted(operation, name(), power()));
        }
        if (status.failed()) {
            String why = problem.isEmpty() ? status.toString() : problem;
            throw new HostException(Kind.OPERATION, "%s of device '%s' failed: %s".formatted(operation, name(), why));
        }
    }

    private String power() {
        return status().map(status -> status.drivers().isEmpty()
                        ? status.state().toString()
                        : "%s, %s"
                                .formatted(
                                        status.state(),
                                        status.drivers().getFirst().power()))
                .orElse("unplugged");
    }

    private final class Troubles implements Plug.Troubles {
        @Override
        public void violated(Violation violation) {
            if (violation.stops()) {
                problem = violation.describe();
            }
            observer.violated(violation);
        }

        @Override
        public void restartRequested(String why, boolean allowed) {
            problem = why;
            observer.failed(
                    name(), why + (allowed ? "; it is being restarted" : "; it failed too often and stays down"));
            if (allowed) {
                scheduler.execute("restart of " + name(), this::restart);
            }
        }

        @Override
        public void hardwareGone() {
            observer.failed(name(), "its hardware is gone");
            plugging.lock();
            try {
                Plug plugged = plug;
                if (plugged != null) {
                    problem = "its hardware is gone";
                    HResult status = plugged.stack().surpriseRemove();
                    if (status.failed()) {
                        observer.failed(name(), "the removal was not in good order: " + status);
                    }
                    plugged.takeAway();
                    plug = null;
                }
            } finally {
                plugging.unlock();
            }
        }

        private void restart() {
            plugging.lock();
            try {
                Plug failed = plug;
                if (failed != null) {
                    failed.takeAway();
                    plug = null;
                    plug = plugIn();
                    problem = "";
                }
            } catch (HostException again) {
                problem = again.getMessage();
                observer.failed(name(), "the restart failed: " + again.getMessage());
            } finally {
                plugging.unlock();
            }
        }
    }
}
