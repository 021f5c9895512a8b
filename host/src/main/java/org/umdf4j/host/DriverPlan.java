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
import org.umdf4j.framework.verifier.Policy;
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
 * @param verifier what a violation of the contract does: what the user says, else the package, else to stop
 */
record DriverPlan(
        List<Finder> drivers,
        Map<String, String> settings,
        StackPolicy policy,
        boolean mayReachHardware,
        boolean sharesProcess,
        Policy verifier) {
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
        Optional<DriverInstall> installed = Optional.empty();
        Optional<PackageFile> file = PackageFile.find(definition.driver());
        if (file.isPresent()) {
            DriverInstall install = install(file.get(), definition.hardwareId());
            install.stack().forEach(service -> drivers.add(finder(file.get().path(), service)));
            settings.putAll(install.settings());
            settings.putAll(install.powerDefaults());
            installed = Optional.of(install);
        } else if (!definition.hardwareId().isEmpty()) {
            throw new HostException(
                    Kind.USAGE, definition.driver() + ": no driver package, so it has no hardware ids to choose from");
        } else {
            drivers.add(() -> DriverCatalog.find(definition.driver()));
        }
        for (String filter : definition.filters()) {
            addFilter(filter, definition.hardwareId(), drivers, settings);
        }
        settings.putAll(definition.settings());
        Optional<WdfDirectives> directives = installed.map(DriverInstall::directives);
        Optional<Policy> verifierOf = installed.map(DriverInstall::verifier);
        return new DriverPlan(
                drivers,
                settings,
                directives.map(StackPolicy::of).orElse(UNPACKAGED),
                directives.isEmpty() || directives.get().directHardwareAccess() == DirectHardwareAccess.ALLOW,
                directives.isEmpty() || directives.get().hostProcessSharing() == HostProcessSharing.ENABLED,
                definition.policy().or(() -> verifierOf).orElse(Policy.STOP));
    }

    /**
     * Adds a filter to what is below it: a driver, or all of a package's model. The model is the one for the device's
     * hardware id, or the only one; its parameters give way to the device's own.
     */
    private static void addFilter(String filter, String hardwareId, List<Finder> drivers, Map<String, String> settings)
            throws HostException {
        Optional<PackageFile> file = PackageFile.find(filter);
        if (file.isEmpty()) {
            drivers.add(() -> DriverCatalog.find(filter));
            return;
        }
        DriverInstall install = file.get().filterModel(hardwareId).install();
        install.stack().forEach(service -> drivers.add(finder(file.get().path(), service)));
        install.settings().forEach(settings::putIfAbsent);
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
                    "%s: '%s' is installed as a filter of another device: name the package by --filter"
                            .formatted(file.path(), model.hardwareId()));
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
