package org.umdf4j.host;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.host.file.SystemFile;

/**
 * What drivers of a host reach outside their stack: its files and its other devices. Any thread.
 *
 * @param devices the port of a plugged device, by its name
 */
record HostSurroundings(Scheduler scheduler, Function<String, Optional<DevicePort>> devices) implements Surroundings {
    @Override
    public LowerFile openFile(String path, boolean write) {
        return SystemFile.open(Path.of(path), write, scheduler);
    }

    @Override
    public Optional<DevicePort> device(String name) {
        return devices.apply(name);
    }
}
