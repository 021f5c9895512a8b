package org.umdf4j.framework.stack;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.umdf4j.framework.hardware.Hardware;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.framework.verifier.VerifierSettings;

/**
 * What a device stack is made of. Immutable but for the restart limit; used again to add the same device anew.
 *
 * @param name the device's name, see {@link org.umdf4j.framework.irp.DevicePort#name}
 * @param drivers the drivers, lowest first; at least one
 * @param settings the device's settings, as the user gave them
 * @param hardware what the device is made of
 * @param scheduler locks, threads and time
 * @param criticalTimeout how long a Plug and Play or power operation may go without progress (HOST-1)
 * @param observer hears what happens
 * @param restarts counts the device's restarts
 * @param verifier how the device is watched; its record outlives the stack
 * @param surroundings what the drivers can reach outside the stack
 * @param bottom the file the stack stands on, which the surroundings open; none if the lowest driver has nothing below
 * @param services what else the drivers can use
 */
public record StackConfiguration(
        String name,
        List<StackDriver> drivers,
        Map<String, String> settings,
        Hardware hardware,
        Scheduler scheduler,
        Duration criticalTimeout,
        StackObserver observer,
        RestartLimit restarts,
        VerifierSettings verifier,
        Surroundings surroundings,
        Optional<String> bottom,
        StackServices services) {
    /** The critical-request timeout where nothing else is said (section 1 of the contract). */
    public static final Duration DEFAULT_CRITICAL_TIMEOUT = Duration.ofSeconds(60);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** @throws IllegalArgumentException if the name is malformed, there is no driver, or the timeout is not positive */
    public StackConfiguration {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "device name '" + name + "': 1 to 64 letters, digits, '-', '_' or '.' are allowed");
        }
        if (drivers.isEmpty()) {
            throw new IllegalArgumentException("device '" + name + "' has no driver");
        }
        if (!criticalTimeout.isPositive()) {
            throw new IllegalArgumentException("critical timeout " + criticalTimeout + " is not positive");
        }
        drivers = List.copyOf(drivers);
        settings = Map.copyOf(settings);
    }

    /** A configuration without hardware, with a record of its own, whose verifier stops the device. */
    public StackConfiguration(
            String name,
            List<StackDriver> drivers,
            Map<String, String> settings,
            Scheduler scheduler,
            Duration criticalTimeout,
            StackObserver observer,
            RestartLimit restarts) {
        this(
                name,
                drivers,
                settings,
                Hardware.NONE,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                new VerifierSettings(new FlightRecord(scheduler::nanoTime), Policy.STOP),
                Surroundings.NONE,
                Optional.empty(),
                StackServices.of(scheduler));
    }

    /** A configuration without settings and observer, with the default timeout. */
    public static StackConfiguration of(String name, List<StackDriver> drivers, Scheduler scheduler) {
        return new StackConfiguration(
                name,
                drivers,
                Map.of(),
                scheduler,
                DEFAULT_CRITICAL_TIMEOUT,
                StackObserver.NONE,
                new RestartLimit(scheduler));
    }

    /** The same with other settings. */
    public StackConfiguration withSettings(Map<String, String> newSettings) {
        return new StackConfiguration(
                name,
                drivers,
                newSettings,
                hardware,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                verifier,
                surroundings,
                bottom,
                services);
    }

    /** The same with other hardware. */
    public StackConfiguration withHardware(Hardware newHardware) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                newHardware,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                verifier,
                surroundings,
                bottom,
                services);
    }

    /** The same with another timeout. */
    public StackConfiguration withCriticalTimeout(Duration newTimeout) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                hardware,
                scheduler,
                newTimeout,
                observer,
                restarts,
                verifier,
                surroundings,
                bottom,
                services);
    }

    /** The same with another observer. */
    public StackConfiguration withObserver(StackObserver newObserver) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                hardware,
                scheduler,
                criticalTimeout,
                newObserver,
                restarts,
                verifier,
                surroundings,
                bottom,
                services);
    }

    /** The same watched in another way. */
    public StackConfiguration withVerifier(VerifierSettings newVerifier) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                hardware,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                newVerifier,
                surroundings,
                bottom,
                services);
    }

    /** The same in other surroundings. */
    public StackConfiguration withSurroundings(Surroundings newSurroundings) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                hardware,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                verifier,
                newSurroundings,
                bottom,
                services);
    }

    /** The same on a file, which each adding of the stack opens for reading and writing. */
    public StackConfiguration withBottom(String path) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                hardware,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                verifier,
                surroundings,
                Optional.of(path),
                services);
    }

    /** The same with other services. */
    public StackConfiguration withServices(StackServices newServices) {
        return new StackConfiguration(
                name,
                drivers,
                settings,
                hardware,
                scheduler,
                criticalTimeout,
                observer,
                restarts,
                verifier,
                surroundings,
                bottom,
                newServices);
    }
}
