package org.umdf4j.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.umdf4j.framework.interfaces.DeviceInterfaces;
import org.umdf4j.framework.property.PropertyFiles;
import org.umdf4j.framework.property.PropertyStores;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.stack.RestartLimit;
import org.umdf4j.framework.stack.StackSupervision;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.jfr.FlightRecorderBridge;

/**
 * Runs drivers in this process and makes their devices reachable. This is umdf4j as a library:
 *
 * <pre>{@code
 * try (DriverHost host = new DriverHost(HostObserver.NONE)) {
 *     HostedDevice disk = host.add(new DeviceDefinition(
 *             DeviceName.parse("scratch"), "disk", List.of(), Map.of("size", "64M"),
 *             List.of(new Exposure.Fuse(Path.of("/run/scratch")))));
 *     Files.write(Path.of(disk.locations().getFirst()), data);
 * }
 * }</pre>
 *
 * <p>Any thread may use a host. Devices do not wait for each other; a driver that blocks or breaks the contract costs its
 * own device only. {@link #close} removes every device in order and ends the host's threads.
 */
public final class DriverHost implements AutoCloseable {
    /** Devices of one host; each may have dozens of reader threads. */
    public static final int MOST_DEVICES = 64;

    private final HostObserver observer;
    private final Duration criticalTimeout;
    private final ThreadScheduler scheduler = new ThreadScheduler();
    private final Plug.Shared system;
    private final FlightRecorderBridge flightRecorder = new FlightRecorderBridge();
    private final List<HostedDevice> devices = new CopyOnWriteArrayList<>();

    /** A host without devices, with the framework's critical timeout of a minute. */
    public DriverHost(HostObserver observer) {
        this(observer, StackSupervision.DEFAULT_CRITICAL_TIMEOUT);
    }

    /**
     * A host without devices.
     *
     * @param criticalTimeout how long a driver may hold up a Plug and Play or power operation before its device is
     *     terminated (HOST-1); more than zero
     */
    public DriverHost(HostObserver observer, Duration criticalTimeout) {
        this(observer, criticalTimeout, PropertyFiles.NONE);
    }

    /**
     * A host without devices that keeps what their drivers want kept.
     *
     * @param criticalTimeout as above
     * @param files where property stores are kept, such as a {@link StateDirectory}
     */
    public DriverHost(HostObserver observer, Duration criticalTimeout, PropertyFiles files) {
        this.observer = observer;
        this.criticalTimeout = criticalTimeout;
        this.system = new Plug.Shared(
                new PropertyStores(scheduler, files),
                new HostSurroundings(scheduler, name -> device(name).flatMap(HostedDevice::port)),
                new DeviceInterfaces(scheduler),
                new ProcessSharing());
    }

    /** The names of the drivers that come with umdf4j. */
    public static List<String> builtInDrivers() {
        return DriverCatalog.builtIn();
    }

    /**
     * Plugs in a new device and returns when programs can use it.
     *
     * @throws HostException of kind USAGE if there is no such driver or the name is taken, SETUP if the driver does not
     *     load or start, or an exposure's place is taken; nothing is left of it then
     */
    public HostedDevice add(DeviceDefinition definition) throws HostException {
        var lasting = new Plug.Lasting(new RestartLimit(scheduler), new FlightRecord(scheduler::nanoTime), system);
        HostedDevice device = new HostedDevice(definition, scheduler, observer, criticalTimeout, lasting);
        synchronized (devices) {
            if (device(definition.name().text()).isPresent()) {
                throw new HostException(Kind.USAGE, "there is already a device called '" + definition.name() + "'");
            }
            if (devices.size() == MOST_DEVICES) {
                throw new HostException(Kind.OPERATION, "a host has no more than " + MOST_DEVICES + " devices");
            }
            devices.add(device);
        }
        flightRecorder.add(device.name(), device.record());
        try {
            device.plug();
            return device;
        } catch (HostException | RuntimeException failure) {
            flightRecorder.remove(device.record());
            devices.remove(device);
            throw failure;
        }
    }

    /** Its devices, in the order they were added, unplugged ones included. */
    public List<HostedDevice> devices() {
        return List.copyOf(devices);
    }

    /** The device of that name. */
    public Optional<HostedDevice> device(String name) {
        return devices.stream().filter(device -> device.name().equals(name)).findFirst();
    }

    /** The host's threads and clock, for what belongs to it. */
    public ThreadScheduler scheduler() {
        return scheduler;
    }

    /**
     * Removes every device, the last one first, and ends the host's threads. A driver that blocks can delay this by the
     * critical timeout.
     */
    @Override
    public void close() {
        List<HostedDevice> last = new ArrayList<>(devices).reversed();
        last.forEach(HostedDevice::end);
        devices.clear();
        flightRecorder.close();
        scheduler.close();
    }

    /** Takes mounts and sockets away without waiting for drivers, for a process that ends right after. */
    public void abandon() {
        devices.forEach(HostedDevice::abandon);
    }
}
