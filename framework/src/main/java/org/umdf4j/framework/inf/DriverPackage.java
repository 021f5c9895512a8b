package org.umdf4j.framework.inf;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A driver package: the devices that one INF installs. Immutable.
 *
 * @param file the INF's name, for people
 * @param provider who made the package
 * @param deviceClass the device setup class; empty if the INF names none
 * @param driverVersion {@code DriverVer} as it was written; empty if the INF has none
 * @param models its devices, in the order of the INF; at least one
 * @param warnings what in the INF has no effect
 */
public record DriverPackage(
        String file,
        String provider,
        String deviceClass,
        String driverVersion,
        List<DriverModel> models,
        List<InfProblem> warnings) {
    /** The longest INF; a large one of a real device has a tenth of it. */
    public static final int MOST_BYTES = 1 << 20;

    public DriverPackage {
        models = List.copyOf(models);
        warnings = List.copyOf(warnings);
    }

    /**
     * Reads an INF. Any bytes will do: the answer is a package that can be installed, or all that is wrong.
     *
     * @param file the INF's name, for messages
     * @param content its bytes: UTF-8, or UTF-16 with a byte order mark
     * @param systemServices the drivers that come with the system, which a service order may name without a UmdfService
     * @throws InfException if the INF is malformed
     */
    public static DriverPackage parse(String file, byte[] content, Set<String> systemServices) throws InfException {
        InfProblems problems = new InfProblems();
        Optional<DriverPackage> read = InfText.decode(file, content, problems)
                .map(text -> InfFile.read(file, text, problems))
                .map(inf -> new PackageReader(inf, systemServices).read(file));
        if (read.isEmpty() || problems.hasErrors()) {
            throw new InfException(problems.inOrder());
        }
        return read.get();
    }

    /** The model with that hardware or compatible id; one whose hardware id it is goes first. */
    public Optional<DriverModel> model(String id) {
        return models.stream()
                .filter(model -> model.hardwareId().equalsIgnoreCase(id))
                .findFirst()
                .or(() -> models.stream().filter(model -> model.hasId(id)).findFirst());
    }
}
