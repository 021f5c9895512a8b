package org.umdf4j.framework.inf;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.umdf4j.ddi.UMDF_VERSION_DATA;

/** Reads the section that a UmdfService names: which class in which jar, for which framework. */
final class ServiceReader {
    private static final Set<String> DIRECTIVES = Set.of("umdflibraryversion", "servicebinary", "driverclsid");

    private static final Pattern VERSION = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})\\.(\\d{1,5})");

    /** The interface this framework offers is that of UMDF 1.11. */
    private static final int MAJOR = 1;

    private static final int NEWEST_MINOR = 11;

    private static final Pattern CLASS = Pattern.compile(
            "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private final InfFile inf;
    private final InfProblems problems;

    ServiceReader(InfFile inf) {
        this.inf = inf;
        this.problems = inf.problems();
    }

    /** Empty if the section is missing or malformed, which is among the problems then. */
    Optional<DriverService.Binary> read(InfField name) {
        Optional<InfSection> found = inf.section(name.text());
        if (found.isEmpty()) {
            problems.error(name.at(), "there is no section [" + name.text() + "]", "add it; there are " + inf.names());
            return Optional.empty();
        }
        InfSection section = found.get();
        Map<String, InfField> given = new HashMap<>();
        for (InfEntry entry : section.entries()) {
            directive(section, entry, given);
        }
        Optional<UMDF_VERSION_DATA> version =
                required(section, given, "UmdfLibraryVersion", "1.11.0").flatMap(this::version);
        Optional<String> jar = required(section, given, "ServiceBinary", "%12%\\UMDF\\driver.jar")
                .flatMap(this::jar);
        Optional<String> entryClass = required(section, given, "DriverCLSID", "the name of the IDriverEntry class")
                .flatMap(this::entryClass);
        return version.isPresent() && jar.isPresent() && entryClass.isPresent()
                ? Optional.of(new DriverService.Binary(jar.get(), entryClass.get(), version.get()))
                : Optional.empty();
    }

    private void directive(InfSection section, InfEntry entry, Map<String, InfField> given) {
        String directive = entry.name().toLowerCase(Locale.ROOT);
        if (directive.equals("umdfextensions")) {
            problems.error(
                    entry.at(),
                    "class extension '" + entry.values().getFirst().text() + "' is not there",
                    "remove UmdfExtensions");
        } else if (directive.equals("kmdflibraryversion")) {
            problems.error(
                    entry.at(), "KmdfLibraryVersion is for kernel-mode drivers", "write UmdfLibraryVersion = 1.11.0");
        } else if (!DIRECTIVES.contains(directive)) {
            problems.warning(
                    entry.at(),
                    "unknown directive '%s' in [%s]".formatted(entry.name(), section.name()),
                    "correct or remove it");
        } else if (given.putIfAbsent(directive, entry.values().getFirst()) != null) {
            problems.error(
                    entry.at(), "[%s] has %s twice".formatted(section.name(), entry.name()), "keep one of the two");
        }
    }

    private Optional<InfField> required(
            InfSection section, Map<String, InfField> given, String directive, String example) {
        Optional<InfField> value = Optional.ofNullable(given.get(directive.toLowerCase(Locale.ROOT)));
        if (value.isEmpty()) {
            problems.error(
                    section.at(),
                    "[%s] has no %s".formatted(section.name(), directive),
                    "add '%s = %s'".formatted(directive, example));
        }
        return value;
    }

    private Optional<UMDF_VERSION_DATA> version(InfField field) {
        Matcher parts = VERSION.matcher(field.text());
        if (!parts.matches()) {
            boolean unstamped = field.text().startsWith("$UMDFVERSION$");
            problems.error(
                    field.at(),
                    "UmdfLibraryVersion is '" + field.text() + "'",
                    unstamped
                            ? "this is an INX: replace the variable, as by 1.11.0"
                            : "write major.minor.service, as 1.11.0");
            return Optional.empty();
        }
        var version = new UMDF_VERSION_DATA(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        if (version.majorNumber() != MAJOR || version.minorNumber() > NEWEST_MINOR) {
            problems.error(
                    field.at(),
                    "the driver was built for framework " + field.text(),
                    "this one is for UMDF 1.0.0 to 1." + NEWEST_MINOR + ".0");
            return Optional.empty();
        }
        return Optional.of(version);
    }

    private Optional<String> jar(InfField field) {
        String jar = field.text()
                .substring(Math.max(field.text().lastIndexOf('\\'), field.text().lastIndexOf('/')) + 1);
        if (!jar.toLowerCase(Locale.ROOT).endsWith(".jar") || jar.length() == ".jar".length()) {
            problems.error(
                    field.at(),
                    "ServiceBinary is '" + field.text() + "', no jar",
                    "name the package's jar, as %12%\\UMDF\\meter.jar");
            return Optional.empty();
        }
        return Optional.of(jar);
    }

    private Optional<String> entryClass(InfField field) {
        if (!CLASS.matcher(field.text()).matches()) {
            problems.error(
                    field.at(),
                    "DriverCLSID is '" + field.text() + "', no name of a class",
                    "name the driver's IDriverEntry class, as com.example.meter.MeterDriver");
            return Optional.empty();
        }
        return Optional.of(field.text());
    }
}
