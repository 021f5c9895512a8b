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
import org.umdf4j.framework.inf.WdfDirectives.DirectHardwareAccess;
import org.umdf4j.framework.inf.WdfDirectives.HostProcessSharing;
import org.umdf4j.framework.stack.StackPolicy;
import org.umdf4j.host.DriverCatalog.FoundDriver;
import org.umdf4j.host.HostException.Kind;

/**
 * What a definition comes to when its device is plugged in: the drivers, what is told to them, and what the package says
 * of the device. Made anew each time, so that a package replaced meanwhile takes effect.
 *
 * @param drivers finds each driver, lowest first
 * @param settings the package's parameters under the user's settings
 * @param policy what the package lets its drivers do
 * @param mayReachHardware whether the package allows its drivers direct hardware access; true without a package
 * @param sharesProcess whether the package lets other devices be in the same process; true without one
 */
record DriverPlan(
        List<Finder> drivers,
        Map<String, String> settings,
        StackPolicy policy,
        boolean mayReachHardware,
        boolean sharesProcess) {
    /** The setting that names the file a stack stands on. */
    private static final String BOTTOM = "bottom";

    /** Drivers without a package may act as programs as far as one that says nothing. */
    private static final StackPolicy UNPACKAGED = StackPolicy.UNPACKAGED.withImpersonation(
            StackPolicy.of(WdfDirectives.DEFAULT).impersonationLevel());

    /** Finds one driver and makes its entry. */
    interface Finder {
        FoundDriver find() throws HostException;
    }

    /** @throws HostException if the definition names a package that cannot be used */
    static DriverPlan of(DeviceDefinition definition) throws HostException {
        List<Finder> drivers = new ArrayList<>();
        Map<String, String> settings = new LinkedHashMap<>();
        Optional<WdfDirectives> directives = Optional.empty();
        Optional<PackageFile> file = PackageFile.find(definition.driver());
        if (file.isPresent()) {
            DriverInstall install = install(file.get(), definition.hardwareId());
            install.stack().forEach(service -> drivers.add(finder(file.get().path(), service)));
            settings.putAll(install.settings());
            settings.putAll(install.powerDefaults());
            directives = Optional.of(install.directives());
        } else if (!definition.hardwareId().isEmpty()) {
            throw new HostException(
                    Kind.USAGE, definition.driver() + ": no driver package, so it has no hardware ids to choose from");
        } else {
            drivers.add(() -> DriverCatalog.find(definition.driver()));
        }
        definition.filters().forEach(filter -> drivers.add(() -> DriverCatalog.find(filter)));
        settings.putAll(definition.settings());
        return new DriverPlan(
                drivers,
                settings,
                directives.map(StackPolicy::of).orElse(UNPACKAGED),
                directives.isEmpty() || directives.get().directHardwareAccess() == DirectHardwareAccess.ALLOW,
                directives.isEmpty() || directives.get().hostProcessSharing() == HostProcessSharing.ENABLED);
    }

    /**
     * The file the stack stands on; none if nothing lies below it.
     *
     * @throws HostException of kind SETUP if there is one and the package is not made for that
     */
    Optional<String> bottom() throws HostException {
        Optional<String> bottom = Optional.ofNullable(settings.get(BOTTOM));
        if (bottom.isPresent() && !policy.opensFiles()) {
            throw new HostException(
                    Kind.SETUP,
                    "the package does not say UmdfDispatcher=FileHandle, so its drivers cannot stand on the file "
                            + bottom.get());
        }
        return bottom;
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
            throw new HostException(
                    Kind.SETUP,
                    file.path() + ": UmdfDispatcher=WinUsb puts a USB device below the drivers, and there are no USB"
                            + " devices here yet");
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
