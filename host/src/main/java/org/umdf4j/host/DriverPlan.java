package org.umdf4j.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.umdf4j.framework.inf.DriverInstall;
import org.umdf4j.framework.inf.DriverModel;
import org.umdf4j.framework.inf.DriverService;
import org.umdf4j.framework.inf.WdfDirectives;
import org.umdf4j.host.DriverCatalog.FoundDriver;
import org.umdf4j.host.HostException.Kind;

/**
 * What a definition comes to when its device is plugged in: the drivers, what is told to them, and what the package says
 * of the device. Made anew each time, so that a package replaced meanwhile takes effect.
 *
 * @param drivers finds each driver, lowest first
 * @param settings the package's parameters under the user's settings
 * @param directives what the package says; the defaults without one
 * @param mayReachHardware whether the package allows its drivers direct hardware access; true without a package
 */
record DriverPlan(
        List<Finder> drivers, Map<String, String> settings, WdfDirectives directives, boolean mayReachHardware) {
    /** Finds one driver and makes its entry. */
    interface Finder {
        FoundDriver find() throws HostException;
    }

    /** @throws HostException if the definition names a package that cannot be used */
    static DriverPlan of(DeviceDefinition definition) throws HostException {
        List<Finder> drivers = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        WdfDirectives directives = WdfDirectives.DEFAULT;
        Optional<PackageFile> file = PackageFile.find(definition.driver());
        if (file.isPresent()) {
            DriverInstall install = install(file.get(), definition.hardwareId());
            install.stack().forEach(service -> drivers.add(finder(file.get().path(), service)));
            settings.putAll(install.settings());
            directives = install.directives();
        } else if (!definition.hardwareId().isEmpty()) {
            throw new HostException(
                    Kind.USAGE, definition.driver() + ": no driver package, so it has no hardware ids to choose from");
        } else {
            drivers.add(() -> DriverCatalog.find(definition.driver()));
        }
        definition.filters().forEach(filter -> drivers.add(() -> DriverCatalog.find(filter)));
        settings.putAll(definition.settings());
        boolean mayReachHardware =
                file.isEmpty() || directives.directHardwareAccess() != WdfDirectives.DirectHardwareAccess.REJECT;
        return new DriverPlan(drivers, settings, directives, mayReachHardware);
    }

    private static DriverInstall install(PackageFile file, String hardwareId) throws HostException {
        DriverModel model = file.model(hardwareId);
        DriverInstall install = model.install();
        if (install.filter()) {
            throw new HostException(
                    Kind.SETUP,
                    "%s: '%s' is installed as a filter of another device: name its driver by --filter %s#NAME"
                            .formatted(file.path(), model.hardwareId(), file.path()));
        }
        if (install.directives().dispatcher() == WdfDirectives.Dispatcher.WIN_USB) {
            throw new HostException(Kind.SETUP, file.path() + ": UmdfDispatcher=WinUsb: USB devices are not supported");
        }
        return install;
    }

    private static Finder finder(Path jar, DriverService service) {
        return () -> service.binary().isPresent()
                ? DriverCatalog.findService(
                        jar, service.name(), service.binary().get().entryClass())
                : DriverCatalog.find(service.name());
    }
}
