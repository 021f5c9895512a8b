package org.umdf4j.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.interfaces.DeviceInterfaces;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.property.PropertyStores;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.DeviceAddException;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.RestartLimit;
import org.umdf4j.framework.stack.StackConfiguration;
import org.umdf4j.framework.stack.StackObserver;
import org.umdf4j.framework.stack.StackServices;
import org.umdf4j.framework.stack.StackState;
import org.umdf4j.framework.stack.StackSupervision;
import org.umdf4j.framework.verifier.VerifierSettings;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.HardwareSource.OpenHardware;
import org.umdf4j.host.HostException.Kind;

/**
 * One time a device is plugged in: its drivers, its stack and its exposures, from all there to all gone. Built by one
 * thread; afterwards {@link #takeAway} is called once and {@link #stack} may be used by any thread.
 */
final class Plug {
    /** How long the last files may take to close, after their mount is gone, before the drivers are left loaded. */
    private static final long LAST_CLOSE_SECONDS = 10;

    private static final System.Logger LOG = System.getLogger(Plug.class.getName());

    private final DeviceDefinition definition;
    private final LoadedDrivers drivers;
    private final OpenHardware hardware;
    private final DeviceStack stack;
    private final CompletableFuture<Void> gone;
    private final ProcessSharing sharing;
    private final List<OpenExposure> exposures = new ArrayList<>();

    private Plug(
            DeviceDefinition definition,
            LoadedDrivers drivers,
            OpenHardware hardware,
            DeviceStack stack,
            CompletableFuture<Void> gone,
            ProcessSharing sharing) {
        this.sharing = sharing;
        this.definition = definition;
        this.drivers = drivers;
        this.hardware = hardware;
        this.stack = stack;
        this.gone = gone;
    }

    /** Hears of a plugged device's troubles. */
    interface Troubles {
        void violated(Violation violation);

        void restartRequested(String why, boolean allowed);

        /** The hardware has gone away by itself. On a thread of the scheduler. */
        void hardwareGone();
    }

    /**
     * What a device keeps from one plugging to the next.
     *
     * @param restarts counts its restarts
     * @param record its last events
     * @param system what it has in common with the other devices of its host
     */
    record Lasting(RestartLimit restarts, FlightRecord record, Shared system) {}

    /**
     * What the devices of a host have in common.
     *
     * @param properties their property stores
     * @param surroundings what their drivers reach outside their stacks
     * @param interfaces how they find each other
     * @param sharing which of them are plugged in
     */
    record Shared(
            PropertyStores properties,
            Surroundings surroundings,
            DeviceInterfaces interfaces,
            ProcessSharing sharing) {}

    /**
     * Loads the drivers, adds and starts the stack, opens the exposures.
     *
     * @throws HostException if any of that fails; what was done is undone
     */
    static Plug in(
            DeviceDefinition definition,
            Scheduler scheduler,
            Duration criticalTimeout,
            Lasting lasting,
            Troubles troubles)
            throws HostException {
        DriverPlan plan = DriverPlan.of(definition);
        if (definition.hardware() != HardwareSource.NONE && !plan.mayReachHardware()) {
            throw new HostException(
                    Kind.SETUP,
                    definition.driver() + " does not say UmdfDirectHardwareAccess=AllowDirectHardwareAccess, so its"
                            + " drivers may not be given hardware");
        }
        String name = definition.name().text();
        lasting.system().sharing().enter(name, plan.sharesProcess());
        try {
            return in(definition, plan, scheduler, criticalTimeout, new Owner(lasting, troubles));
        } catch (HostException | RuntimeException failure) {
            lasting.system().sharing().leave(name);
            throw failure;
        }
    }

    /** Whose a plug is. */
    private record Owner(Lasting lasting, Troubles troubles) {}

    private static Plug in(
            DeviceDefinition definition, DriverPlan plan, Scheduler scheduler, Duration criticalTimeout, Owner owner)
            throws HostException {
        Lasting lasting = owner.lasting();
        Troubles troubles = owner.troubles();
        var services = new StackServices(
                lasting.system().surroundings(),
                plan.bottom(),
                new ThreadIdentity(),
                lasting.system().properties(),
                lasting.system().interfaces(),
                plan.policy());
        LoadedDrivers drivers = LoadedDrivers.load(plan, scheduler);
        OpenHardware hardware = openHardware(definition, drivers, scheduler, troubles);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        DeviceStack stack;
        try {
            stack = DeviceStack.add(new StackConfiguration(
                    definition.name().text(),
                    drivers.stack(),
                    plan.settings(),
                    hardware.hardware(),
                    scheduler,
                    new StackSupervision(
                            criticalTimeout,
                            new Observer(troubles, gone),
                            lasting.restarts(),
                            new VerifierSettings(lasting.record(), plan.verifier())),
                    services));
        } catch (DeviceAddException failure) {
            hardware.end().run();
            drivers.unload();
            throw new HostException(Kind.SETUP, String.valueOf(failure.getMessage()), failure);
        }
        Plug plug = new Plug(
                definition, drivers, hardware, stack, gone, lasting.system().sharing());
        try {
            plug.start();
            return plug;
        } catch (HostException failure) {
            plug.takeAway();
            throw failure;
        }
    }

    private static OpenHardware openHardware(
            DeviceDefinition definition, LoadedDrivers drivers, Scheduler scheduler, Troubles troubles)
            throws HostException {
        try {
            return definition.hardware().open(scheduler, troubles::hardwareGone);
        } catch (HostException failure) {
            drivers.unload();
            throw failure;
        }
    }

    private void start() throws HostException {
        HResult status = stack.start();
        if (status.failed()) {
            String why = stack.status()
                    .violation()
                    .map(broken -> "driver '%s' broke rule %s in %s: %s"
                            .formatted(broken.driver(), broken.rule(), broken.place(), broken.did()))
                    .orElse(status.toString());
            throw new HostException(Kind.SETUP, "device '%s' did not start: %s".formatted(definition.name(), why));
        }
        for (Exposure exposure : definition.exposures()) {
            exposures.add(OpenExposure.open(exposure, stack.port()));
        }
    }

    DeviceStack stack() {
        return stack;
    }

    /** How programs reach it. */
    List<String> locations() {
        return exposures.stream().map(OpenExposure::location).toList();
    }

    /** Removes the stack without asking its drivers, then the exposures, then unloads the drivers. Blocks; once. */
    void takeAway() {
        HResult status = stack.remove();
        if (status.failed()) {
            // Terminated meanwhile: a terminated stack is removed by asking again.
            status = stack.remove();
        }
        if (status.failed()) {
            LOG.log(System.Logger.Level.WARNING, "removing {0} failed: {1}", definition.name(), status);
        }
        closeExposures();
        unloadWhenGone();
        sharing.leave(definition.name().text());
    }

    /** Makes the device unreachable; what programs hold open ends with errors. */
    void closeExposures() {
        for (OpenExposure exposure : exposures.reversed()) {
            try {
                exposure.end().close();
            } catch (IOException | RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, exposure.location() + " could not be taken away", failure);
            }
        }
    }

    private void unloadWhenGone() {
        try {
            gone.get(LAST_CLOSE_SECONDS, TimeUnit.SECONDS);
            hardware.end().run();
            drivers.unload();
        } catch (TimeoutException _) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "device {0} still has {1} open files; its drivers stay loaded, its hardware open",
                    definition.name(),
                    stack.status().openFiles());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private record Observer(Troubles troubles, CompletableFuture<Void> gone) implements StackObserver {
        @Override
        public void stackChanged(StackState state) {
            if (state == StackState.GONE) {
                gone.complete(null);
            }
        }

        @Override
        public void violated(Violation violation) {
            troubles.violated(violation);
        }

        @Override
        public void restartRequested(String driver, String why, boolean allowed) {
            troubles.restartRequested("driver '%s': %s".formatted(driver, why), allowed);
        }
    }
}
