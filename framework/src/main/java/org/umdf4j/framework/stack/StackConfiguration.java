package org.umdf4j.framework.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.VerifierSettings;

/**
 * What a device stack is made of. Immutable but for the restart limit; used again to add the same device anew.
 *
 * @param name the device's name, see {@link org.umdf4j.framework.irp.DevicePort#name}
 * @param drivers the drivers, lowest first; at least one
 * @param settings the device's settings, as the user gave them
 * @param hardware what the device is made of
 * @param scheduler locks, threads and time
 * @param supervision how it is watched
 * @param services what else the drivers can use
 */
public record StackConfiguration(
        String name,
        List<StackDriver> drivers,
        Map<String, String> settings,
        Hardware hardware,
        Scheduler scheduler,
        StackSupervision supervision,
        StackServices services) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException if the name is malformed or there is no driver */
    public StackConfiguration {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "device name '" + name + "': 1 to 64 letters, digits, '-', '_' or '.' are allowed");
        }
        if (drivers.isEmpty()) {
            throw new IllegalArgumentException("device '" + name + "' has no driver");
        }
        drivers = List.copyOf(drivers);
        settings = Map.copyOf(settings);
    }

    /** A configuration without settings, hardware and observer, with the default timeout. */
    public static StackConfiguration of(String name, List<StackDriver> drivers, Scheduler scheduler) {
        return new StackConfiguration(
                name,
                drivers,
                Map.of(),
                Hardware.NONE,
                scheduler,
                StackSupervision.of(scheduler),
                StackServices.of(scheduler));
    }

    /** The same with other settings. */
    public StackConfiguration withSettings(Map<String, String> newSettings) {
        return new StackConfiguration(name, drivers, newSettings, hardware, scheduler, supervision, services);
    }

    /** The same with other hardware. */
    public StackConfiguration withHardware(Hardware newHardware) {
        return new StackConfiguration(name, drivers, settings, newHardware, scheduler, supervision, services);
    }

    /** The same watched in another way. */
    public StackConfiguration withSupervision(StackSupervision newSupervision) {
        return new StackConfiguration(name, drivers, settings, hardware, scheduler, newSupervision, services);
    }

    /** The same with other services. */
    public StackConfiguration withServices(StackServices newServices) {
        return new StackConfiguration(name, drivers, settings, hardware, scheduler, supervision, newServices);
    }

    /** The same with another timeout. */
    public StackConfiguration withCriticalTimeout(Duration timeout) {
        return withSupervision(new StackSupervision(timeout, observer(), supervision.restarts(), verifier()));
    }

    /** The same with another observer. */
    public StackConfiguration withObserver(StackObserver observer) {
        return withSupervision(
                new StackSupervision(supervision.criticalTimeout(), observer, supervision.restarts(), verifier()));
    }

    /** Who hears what happens. */
    public StackObserver observer() {
        return supervision.observer();
    }

    /** How the drivers are verified. */
    public VerifierSettings verifier() {
        return supervision.verifier();
    }
}
