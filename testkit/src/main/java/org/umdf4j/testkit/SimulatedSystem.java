package org.umdf4j.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.irp.Surroundings;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * What the drivers of a bench find outside their stack: files, and the bench's other devices. Used by the tasks of one
 * simulation.
 */
public final class SimulatedSystem implements Surroundings {
    private final Scheduler scheduler;
    private final Map<String, SimulatedFile> files = new LinkedHashMap<>();
    private final Map<String, DevicePort> devices = new LinkedHashMap<>();

    SimulatedSystem(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** A new file of that many zero bytes. */
    public SimulatedFile file(String path, int size) {
        var file = new SimulatedFile(scheduler, path, size);
        files.put(path, file);
        return file;
    }

    void add(DevicePort port) {
        devices.put(port.name(), port);
    }

    /** What is open of the files, by path, if anything is. */
    Map<String, Integer> openFiles() {
        var open = new LinkedHashMap<String, Integer>();
        files.forEach((path, file) -> {
            if (file.opens() > 0) {
                open.put(path, file.opens());
            }
        });
        return open;
    }

    @Override
    public LowerFile openFile(String path, boolean write) {
        SimulatedFile file = files.get(path);
        if (file == null) {
            throw new WdfException(HResult.ERROR_FILE_NOT_FOUND, "no such file: " + path);
        }
        return file.open();
    }

    @Override
    public Optional<DevicePort> device(String name) {
        return Optional.ofNullable(devices.get(name));
    }
}
