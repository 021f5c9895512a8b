package org.umdf4j.framework.inf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads [Version], [Manufacturer] and the models sections. */
final class PackageReader {
    private static final Set<String> SIGNATURES = Set.of("$windows nt$", "$chicago$", "$windows 95$");

    private static final Set<String> VERSION_ENTRIES = Set.of(
            "signature",
            "class",
            "classguid",
            "provider",
            "driverver",
            "catalogfile",
            "pnplockdown",
            "layoutfile",
            "driverpackagetype",
            "driverpackagedisplayname");

    private static final Pattern GUID = Pattern.compile("\\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}");
    private static final Pattern DRIVER_VERSION =
            Pattern.compile("\\d{1,2}[/-]\\d{1,2}[/-]\\d{4}(,\\d{1,5}(\\.\\d{1,5}){0,3})?");
    private static final Pattern DECORATION =
            Pattern.compile("NT(x86|ia64|amd64|arm|arm64)?(\\.[0-9A-F]*){0,6}", Pattern.CASE_INSENSITIVE);
    private static final Pattern ID = Pattern.compile("[!-+\\--~]{1," + DriverModel.LONGEST_ID + "}");

    private final InfFile inf;
    private final InfProblems problems;
    private final InstallReader installs;
    private final List<DriverModel> models = new ArrayList<>();

    /** The section that installs each id, by id in lower case. */
    private final Map<String, String> installedBy = new HashMap<>();

    PackageReader(InfFile inf, Set<String> systemServices) {
        this.inf = inf;
        this.problems = inf.problems();
        this.installs = new InstallReader(inf, systemServices);
    }

    /** Reads all of it; the answer is of use only if no error was found. */
    DriverPackage read(String file) {
        Optional<InfSection> version = inf.section("Version");
        if (version.isEmpty()) {
            problems.error(
                    inf.start(),
                    "there is no section [Version]",
                    "begin with [Version] and Signature=\"$Windows NT$\"");
        }
        version.ifPresent(this::checkVersion);
        Optional<InfSection> manufacturer = inf.section("Manufacturer");
        if (manufacturer.isEmpty()) {
            problems.error(
                    inf.start(), "there is no section [Manufacturer]", "add [Manufacturer] with '%Name% = Models'");
        }
        manufacturer.ifPresent(section -> section.entries().forEach(this::manufacturer));
        if (models.isEmpty() && !problems.hasErrors()) {
            problems.error(
                    inf.start(),
                    "the package installs no device",
                    "add 'Description = InstallSection, HardwareId' to a models section");
        }
        inf.warnOfUnused();
        return new DriverPackage(
                file,
                versionValue(version, "Provider"),
                versionValue(version, "Class"),
                versionValue(version, "DriverVer"),
                models,
                problems.inOrder());
    }

    private static String versionValue(Optional<InfSection> version, String name) {
        return version.flatMap(section -> section.entries().stream()
                        .filter(entry -> entry.name().equalsIgnoreCase(name))
                        .findFirst())
                .map(PackageReader::joined)
                .orElse("");
    }

    private static String joined(InfEntry entry) {
        return String.join(",", entry.values().stream().map(InfField::text).toList());
    }

    private void checkVersion(InfSection version) {
        Map<String, InfEntry> seen = new HashMap<>();
        for (InfEntry entry : version.entries()) {
            String name = entry.name().toLowerCase(Locale.ROOT);
            if (seen.put(name, entry) != null) {
                problems.error(entry.at(), "[Version] has '" + entry.name() + "' twice", "remove one");
            } else if (!VERSION_ENTRIES.contains(name) && !name.startsWith("catalogfile.")) {
                problems.warning(
                        entry.at(), "unknown entry '" + entry.name() + "' in [Version]", "correct or remove it");
            }
        }
        InfEntry signature = seen.get("signature");
        if (signature == null) {
            problems.error(version.at(), "[Version] has no Signature", "add Signature=\"$Windows NT$\"");
        } else if (!SIGNATURES.contains(joined(signature).toLowerCase(Locale.ROOT))) {
            problems.error(
                    signature.at(),
                    "the signature '" + joined(signature) + "' is none",
                    "write Signature=\"$Windows NT$\"");
        }
        if (versionValue(Optional.of(version), "Provider").isEmpty()) {
            problems.error(version.at(), "[Version] has no Provider", "add Provider=%Name% and define it in [Strings]");
        }
        check(seen.get("classguid"), GUID, "a GUID in braces, as {5099944A-F6B9-4057-A056-8C550228544C}");
        check(seen.get("driverver"), DRIVER_VERSION, "a date and a version, as 11/22/2026,1.0.0.0");
    }

    private void check(@Nullable InfEntry entry, Pattern pattern, String expected) {
        if (entry != null && !pattern.matcher(joined(entry)).matches()) {
            problems.error(entry.at(), "%s is '%s'".formatted(entry.name(), joined(entry)), "write " + expected);
        }
    }

    private void manufacturer(InfEntry entry) {
        InfField first = entry.values().getFirst();
        String name = entry.key() == null ? first.text() : entry.name();
        if (first.text().isEmpty()) {
            problems.error(first.at(), "manufacturer '" + name + "' names no models section", "name one after '='");
            return;
        }
        Optional<InfSection> plain = inf.section(first.text());
        plain.ifPresent(section -> section.entries().forEach(model -> model(name, model, "")));
        if (plain.isEmpty() && entry.values().size() == 1) {
            missing(first, first.text());
        }
        for (InfField decoration : entry.values().subList(1, entry.values().size())) {
            decorated(name, first.text(), decoration);
        }
    }

    private void decorated(String manufacturer, String models, InfField decoration) {
        if (!DECORATION.matcher(decoration.text()).matches()) {
            problems.error(
                    decoration.at(),
                    "'" + decoration.text() + "' is no platform",
                    "write NT, or NTamd64 and its kin, or leave it out: a jar runs on every platform");
            return;
        }
        String section = models + "." + decoration.text();
        inf.section(section)
                .ifPresentOrElse(
                        found -> found.entries().forEach(model -> model(manufacturer, model, decoration.text())),
                        () -> missing(decoration, section));
    }

    private void missing(InfField by, String section) {
        problems.error(by.at(), "there is no section [" + section + "]", "add it; there are " + inf.names());
    }

    private void model(String manufacturer, InfEntry entry, String decoration) {
        if (entry.key() == null) {
            problems.error(
                    entry.at(),
                    "a line of a models section has no '='",
                    "write 'Description = InstallSection, HardwareId'");
            return;
        }
        List<String> ids = new ArrayList<>();
        for (InfField id : entry.values().subList(1, entry.values().size())) {
            if (ID.matcher(id.text()).matches()) {
                ids.add(id.text());
            } else {
                problems.error(
                        id.at(),
                        "'" + id.text() + "' is no hardware id",
                        "write up to " + DriverModel.LONGEST_ID
                                + " printing ASCII characters without blanks, as ACME\\Meter");
            }
        }
        Optional<InfField> install = entry.value(0);
        if (install.isEmpty() || entry.values().size() < 2) {
            problems.error(
                    entry.at(),
                    "model '" + entry.name() + "' has no " + (install.isEmpty() ? "install section" : "hardware id"),
                    "write 'Description = InstallSection, HardwareId'");
            return;
        }
        Optional<DriverInstall> read = installs.read(install.get(), decoration);
        if (read.isPresent()
                && !ids.isEmpty()
                && isNew(entry, ids.getFirst(), read.get().section())) {
            models.add(new DriverModel(manufacturer, entry.name(), ids, read.get()));
        }
    }

    /** The same model for several platforms is one; two different ones would leave open which is meant. */
    private boolean isNew(InfEntry entry, String id, String section) {
        String other = installedBy.putIfAbsent(id.toLowerCase(Locale.ROOT), section);
        if (other != null && !other.equalsIgnoreCase(section)) {
            problems.error(
                    entry.at(),
                    "hardware id '%s' is installed by [%s] and by [%s]".formatted(id, other, section),
                    "keep one: a jar runs on every platform");
        }
        return other == null;
    }
}
