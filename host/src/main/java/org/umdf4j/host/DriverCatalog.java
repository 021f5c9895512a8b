package org.umdf4j.host;

import java.io.Closeable;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.host.HostException.Kind;

/**
 * Finds drivers: those that came with this program by name, others in a jar. A driver is an {@link IDriverEntry} service;
 * its name is its simple class name without "Driver", in lower case. Stateless; any thread.
 */
final class DriverCatalog {
    private DriverCatalog() {}

    /**
     * A driver found, not yet initialized.
     *
     * @param name its name
     * @param entry a new instance of its entry class
     * @param code closes its jar; the driver's classes are of no more use then
     */
    record FoundDriver(String name, IDriverEntry entry, Closeable code) {}

    /** The names of the drivers that came with this program, sorted. */
    static List<String> builtIn() {
        return builtInProviders().stream().map(DriverCatalog::nameOf).sorted().toList();
    }

    /**
     * Finds a driver.
     *
     * @param specification a built-in driver's name, the path of a jar, or {@code path.jar#name} for one of several
     * @throws HostException of kind USAGE if there is no such driver, SETUP if its jar is broken
     */
    static FoundDriver find(String specification) throws HostException {
        int hash = specification.lastIndexOf('#');
        String path = hash < 0 ? specification : specification.substring(0, hash);
        if (path.toLowerCase(Locale.ROOT).endsWith(".jar") || path.contains("/")) {
            return findInJar(Path.of(path), hash < 0 ? "" : specification.substring(hash + 1));
        }
        for (ServiceLoader.Provider<IDriverEntry> provider : builtInProviders()) {
            if (nameOf(provider).equals(specification)) {
                return instantiate(provider, "this program", () -> {});
            }
        }
        throw new HostException(
                Kind.USAGE,
                "no driver is called '%s'; there are %s, or give the path of a jar"
                        .formatted(DeviceName.printable(specification), String.join(", ", builtIn())));
    }

    /**
     * Finds a driver of a package.
     *
     * @param jar the package
     * @param service the driver's name in it, which is its name from then on
     * @param entryClass the name of its entry class, one of the services of the jar
     * @throws HostException of kind USAGE if the jar provides no such service, SETUP if it is broken
     */
    static FoundDriver findService(Path jar, String service, String entryClass) throws HostException {
        FoundDriver found = findInJar(jar, entryClass);
        return new FoundDriver(service, found.entry(), found.code());
    }

    /** The entry classes that a jar provides as services, sorted. */
    static Set<String> entryClasses(Path jar) throws HostException {
        Code code = open(jar);
        try {
            Set<String> classes = code.providers().stream()
                    .map(provider -> provider.type().getName())
                    .collect(Collectors.toCollection(TreeSet::new));
            code.closer().close();
            return classes;
        } catch (ServiceConfigurationError | LinkageError | IOException failure) {
            closeOnto(failure, code.closer());
            throw new HostException(Kind.SETUP, jar + ": the drivers do not load: " + failure.getMessage(), failure);
        }
    }

    private static List<ServiceLoader.Provider<IDriverEntry>> builtInProviders() {
        return ServiceLoader.load(IDriverEntry.class, DriverCatalog.class.getClassLoader()).stream()
                .toList();
    }

    private static FoundDriver findInJar(Path jar, String wanted) throws HostException {
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            throw new HostException(Kind.USAGE, jar + ": no such jar, or not readable");
        }
        Code code = open(jar);
        try {
            List<ServiceLoader.Provider<IDriverEntry>> drivers = code.providers();
            if (!wanted.isEmpty()) {
                drivers = drivers.stream()
                        .filter(driver -> isCalled(driver, wanted))
                        .toList();
            }
            if (drivers.size() != 1) {
                throw notOne(jar, wanted, code.providers());
            }
            return instantiate(drivers.getFirst(), jar.toString(), code.closer());
        } catch (HostException | ServiceConfigurationError | LinkageError failure) {
            closeOnto(failure, code.closer());
            throw failure instanceof HostException said
                    ? said
                    : new HostException(
                            Kind.SETUP, jar + ": the driver does not load: " + failure.getMessage(), failure);
        }
    }

    private static HostException notOne(Path jar, String wanted, List<ServiceLoader.Provider<IDriverEntry>> all) {
        String names = all.stream().map(DriverCatalog::nameOf).sorted().collect(Collectors.joining(", "));
        if (all.isEmpty()) {
            return new HostException(
                    Kind.USAGE,
                    jar + ": holds no driver: its module-info or META-INF/services must provide "
                            + IDriverEntry.class.getName());
        }
        if (wanted.isEmpty()) {
            return new HostException(
                    Kind.USAGE, "%s: holds several drivers (%s): say which, as %s#NAME".formatted(jar, names, jar));
        }
        return new HostException(Kind.USAGE, "%s: holds no driver '%s', only %s".formatted(jar, wanted, names));
    }

    private static FoundDriver instantiate(ServiceLoader.Provider<IDriverEntry> provider, String from, Closeable code)
            throws HostException {
        try {
            return new FoundDriver(nameOf(provider), provider.get(), code);
        } catch (ServiceConfigurationError | LinkageError failure) {
            String why = failure.getCause() == null
                    ? failure.toString()
                    : failure.getCause().toString();
            throw new HostException(
                    Kind.SETUP,
                    "%s: driver '%s' cannot be created: %s".formatted(from, nameOf(provider), why),
                    failure);
        }
    }

    private static String nameOf(ServiceLoader.Provider<IDriverEntry> provider) {
        String simple = provider.type().getSimpleName();
        String bare = simple.endsWith("Driver") ? simple.substring(0, simple.length() - "Driver".length()) : simple;
        return (bare.isEmpty() ? simple : bare).toLowerCase(Locale.ROOT);
    }

    private static boolean isCalled(ServiceLoader.Provider<IDriverEntry> provider, String wanted) {
        return nameOf(provider).equals(wanted.toLowerCase(Locale.ROOT))
                || provider.type().getSimpleName().equals(wanted)
                || provider.type().getName().equals(wanted);
    }

    /** A jar's classes behind a loader of their own, so that two packages may carry the same class. */
    private record Code(ServiceLoader<IDriverEntry> services, ClassLoader loader, Closeable closer) {
        /** The drivers of this jar, not those its parent loader knows. */
        List<ServiceLoader.Provider<IDriverEntry>> providers() {
            return services.stream()
                    .filter(provider -> loader.equals(provider.type().getClassLoader()))
                    .toList();
        }
    }

    private static Code open(Path jar) throws HostException {
        try {
            return isModular(jar) ? openModule(ModuleFinder.of(jar)) : openPlain(jar);
        } catch (FindException | ResolutionException | LayerInstantiationException | IOException broken) {
            throw new HostException(Kind.SETUP, jar + ": not a usable jar: " + broken.getMessage(), broken);
        }
    }

    /** Asked of the jar itself: ModuleFinder makes a module of a plain jar too, and fails where that cannot be one. */
    private static boolean isModular(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            return file.getEntry("module-info.class") != null;
        }
    }

    private static Code openPlain(Path jar) throws IOException {
        URLClassLoader loader = new URLClassLoader(
                "driver " + jar.getFileName(), new URL[] {jar.toUri().toURL()}, IDriverEntry.class.getClassLoader());
        return new Code(ServiceLoader.load(IDriverEntry.class, loader), loader, loader);
    }

    private static Code openModule(ModuleFinder finder) {
        String module =
                finder.findAll().stream().findFirst().orElseThrow().descriptor().name();
        ModuleLayer parent = IDriverEntry.class.getModule().getLayer();
        ModuleLayer above = parent == null ? ModuleLayer.boot() : parent;
        ModuleLayer layer = above.defineModulesWithOneLoader(
                above.configuration().resolve(finder, ModuleFinder.of(), Set.of(module)),
                IDriverEntry.class.getClassLoader());
        // The layer's loader has no close; its jar stays open until the loader is collected.
        return new Code(ServiceLoader.load(layer, IDriverEntry.class), layer.findLoader(module), () -> {});
    }

    private static void closeOnto(Throwable failure, Closeable code) {
        try {
            code.close();
        } catch (IOException closing) {
            failure.addSuppressed(closing);
        }
    }
}
