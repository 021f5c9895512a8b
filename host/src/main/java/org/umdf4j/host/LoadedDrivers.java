package org.umdf4j.host;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.driver.WdfDriver;
import org.umdf4j.framework.scheduler.Scheduler;
import org.umdf4j.framework.stack.StackDriver;
import org.umdf4j.host.DriverCatalog.FoundDriver;
import org.umdf4j.host.HostException.Kind;

/**
 * The drivers of one stack, loaded for it alone, as in a host that pools no devices (PNP-2): what one stack does to its
 * drivers no other stack sees. Used by one thread at a time.
 */
final class LoadedDrivers {
    private static final System.Logger LOG = System.getLogger(LoadedDrivers.class.getName());

    private final List<WdfDriver> drivers = new ArrayList<>();
    private final List<Closeable> code = new ArrayList<>();

    private LoadedDrivers() {}

    /**
     * Loads the drivers of a device, lowest first: calls each one's OnInitialize.
     *
     * @throws HostException if one is not found, cannot be created or does not initialize; the others are unloaded then
     */
    static LoadedDrivers load(DriverPlan plan, Scheduler scheduler) throws HostException {
        LoadedDrivers loaded = new LoadedDrivers();
        try {
            for (DriverPlan.Finder driver : plan.drivers()) {
                loaded.add(driver.find(), scheduler);
            }
            return loaded;
        } catch (HostException failure) {
            loaded.unload();
            throw failure;
        }
    }

    private void add(FoundDriver found, Scheduler scheduler) throws HostException {
        code.add(found.code());
        try {
            drivers.add(WdfDriver.load(found.name(), found.entry(), scheduler));
        } catch (WdfException failure) {
            throw new HostException(
                    Kind.SETUP,
                    "driver '%s' refused to load: OnInitialize answered %s".formatted(found.name(), failure.status()),
                    failure);
        }
    }

    /** Lowest first. */
    List<StackDriver> stack() {
        return List.copyOf(drivers);
    }

    /** Calls each driver's OnDeinitialize, highest first, and closes the jars. No device of theirs is left. */
    void unload() {
        drivers.reversed().forEach(WdfDriver::unload);
        drivers.clear();
        for (Closeable jar : code) {
            try {
                jar.close();
            } catch (IOException failure) {
                LOG.log(System.Logger.Level.WARNING, "closing a driver's jar failed", failure);
            }
        }
        code.clear();
    }
}
