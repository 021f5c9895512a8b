package org.umdf4j.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.umdf4j.framework.inf.DriverModel;
import org.umdf4j.framework.inf.DriverPackage;
import org.umdf4j.framework.inf.DriverService;
import org.umdf4j.framework.inf.InfException;
import org.umdf4j.framework.inf.InfProblem;
import org.umdf4j.host.HostException.Kind;

/**
 * A driver package on disk: a jar with one {@code .inf} at its root. Immutable; any thread. The jar is read anew by each
 * {@link #read} and not kept open.
 *
 * @param path the jar, or a bare INF
 * @param contents what its INF says
 */
public record PackageFile(Path path, DriverPackage contents) {
    /** One byte more than a package's INF may have is enough to know that it has too many. */
    private static final int MOST_BYTES = DriverPackage.MOST_BYTES + 1;

    /**
     * The package that a driver's specification names: the path of a jar with an INF.
     *
     * @return empty if it names a driver by its name, or a jar that is no package
     * @throws HostException as the other {@link #find(Path)}
     */
    public static Optional<PackageFile> find(String specification) throws HostException {
        boolean jar = specification.toLowerCase(Locale.ROOT).endsWith(".jar") && specification.indexOf('#') < 0;
        return jar ? find(Path.of(specification)) : Optional.empty();
    }

    /**
     * The package a jar is.
     *
     * @return empty if the jar has no INF: it holds drivers, but is no package
     * @throws HostException of kind USAGE if there is no such file, SETUP with every error in it if the INF is malformed
     */
    public static Optional<PackageFile> find(Path jar) throws HostException {
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            throw new HostException(Kind.USAGE, jar + ": no such jar, or not readable");
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            List<JarEntry> infs = file.stream().filter(PackageFile::isInf).toList();
            if (infs.isEmpty()) {
                return Optional.empty();
            }
            if (infs.size() > 1) {
                throw new HostException(
                        Kind.SETUP,
                        "%s: holds several INFs (%s); a driver package has one at its root"
                                .formatted(
                                        jar,
                                        infs.stream().map(JarEntry::getName).collect(Collectors.joining(", "))));
            }
            try (InputStream content = file.getInputStream(infs.getFirst())) {
                return Optional.of(
                        new PackageFile(jar, parse(infs.getFirst().getName(), content.readNBytes(MOST_BYTES), jar)));
            }
        } catch (IOException broken) {
            throw new HostException(Kind.SETUP, jar + ": not a usable jar: " + broken.getMessage(), broken);
        }
    }

    /**
     * The package in a jar, or described by a bare INF.
     *
     * @throws HostException as {@link #find}, and of kind USAGE if a jar has no INF
     */
    public static PackageFile read(Path file) throws HostException {
        if (!isBare(file)) {
            return find(file)
                    .orElseThrow(() -> new HostException(
                            Kind.USAGE, file + ": no driver package: put an INF at the root of the jar"));
        }
        try (InputStream content = Files.newInputStream(file)) {
            return new PackageFile(
                    file, parse(String.valueOf(file.getFileName()), content.readNBytes(MOST_BYTES), file));
        } catch (IOException failure) {
            throw new HostException(Kind.USAGE, file + ": no such file, or not readable", failure);
        }
    }

    private static boolean isInf(JarEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return name.endsWith(".inf") && name.indexOf('/') < 0;
    }

    private static DriverPackage parse(String inf, byte[] content, Path file) throws HostException {
        try {
            return DriverPackage.parse(inf, content, Set.copyOf(DriverCatalog.builtIn()));
        } catch (InfException malformed) {
            String all = malformed.problems().stream()
                    .map(InfProblem::describe)
                    .map(DeviceName::withoutControls)
                    .collect(Collectors.joining("\n  "));
            throw new HostException(Kind.SETUP, file + ": malformed driver package:\n  " + all, malformed);
        }
    }

    /**
     * The drivers that the INF names and the jar does not have, a sentence each; none for a bare INF. Loads the classes
     * of the jar's services, but makes no instance.
     *
     * @throws HostException of kind SETUP if the jar cannot be loaded
     */
    public List<String> missingDrivers() throws HostException {
        if (isBare(path)) {
            return List.of();
        }
        Set<String> there = DriverCatalog.entryClasses(path);
        return contents.models().stream()
                .flatMap(model -> model.install().stack().stream())
                .distinct()
                .flatMap(service -> service.binary().stream()
                        .map(DriverService.Binary::entryClass)
                        .filter(entry -> !there.contains(entry))
                        .map(entry ->
                                "%s: error: service '%s' is class %s, which the jar does not provide; its services are %s"
                                        .formatted(path, service.name(), entry, there.isEmpty() ? "none" : there)))
                .map(DeviceName::withoutControls)
                .toList();
    }

    private static boolean isBare(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".inf");
    }

    /**
     * The model to install.
     *
     * @param id a hardware or compatible id; empty for the only model of the package
     * @throws HostException of kind USAGE if there is none, or more than one to choose from
     */
    public DriverModel model(String id) throws HostException {
        List<DriverModel> models = contents.models();
        if (id.isEmpty() && models.size() == 1) {
            return models.getFirst();
        }
        String ids = models.stream().map(DriverModel::hardwareId).collect(Collectors.joining(", "));
        if (id.isEmpty()) {
            throw new HostException(
                    Kind.USAGE, "%s: installs several models: say which, by --hardware-id: %s".formatted(path, ids));
        }
        return contents.model(id)
                .orElseThrow(() -> new HostException(
                        Kind.USAGE,
                        "%s: has no model with id '%s', only %s".formatted(path, DeviceName.printable(id), ids)));
    }

    /**
     * The model of a package that is used as a filter.
     *
     * @param deviceId the device's hardware id; empty for none
     * @return the model for that id, or the only one
     * @throws HostException of kind USAGE if it has several, none of them for the device
     */
    DriverModel filterModel(String deviceId) throws HostException {
        Optional<DriverModel> meant = deviceId.isEmpty() ? Optional.empty() : contents.model(deviceId);
        if (meant.isPresent()) {
            return meant.get();
        }
        if (contents.models().size() == 1) {
            return contents.models().getFirst();
        }
        throw new HostException(
                Kind.USAGE,
                "%s: installs several models, none of them for '%s'; name one of its drivers by --filter %s#NAME"
                        .formatted(path, deviceId.isEmpty() ? "a device without id" : deviceId, path));
    }
}
