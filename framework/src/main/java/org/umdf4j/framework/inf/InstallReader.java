package org.umdf4j.framework.inf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads a DDInstall section and those that belong to it: .HW, .Services, .CoInstallers and .Wdf. */
final class InstallReader {
    /** SPSVCINST_ASSOCSERVICE and the reflector's other flags: as function driver, or as filter. */
    private static final long FUNCTION_DRIVER = 0x1FA;

    private static final long FILTER = 0x1F8;

    /** What the section may say about files and restarts; there is nothing to copy and nothing to restart. */
    private static final Set<String> NOT_READ = Set.of(
            "copyfiles",
            "delfiles",
            "renfiles",
            "delreg",
            "include",
            "needs",
            "driverver",
            "reboot",
            "featurescore",
            "bitreg",
            "delservice",
            "addinterface",
            "addproperty",
            "copyinf",
            "addfilter",
            "addsoftware",
            "addcomponent");

    /** Platforms, in the order in which a section is looked for; all run the same jar. */
    private static final List<String> DECORATIONS = List.of("NT", "", "NTamd64", "NTarm64", "NTx86", "NTarm", "NTia64");

    private final InfFile inf;
    private final InfProblems problems;
    private final Set<String> systemServices;
    private final Map<String, Optional<DriverInstall>> read = new HashMap<>();

    InstallReader(InfFile inf, Set<String> systemServices) {
        this.inf = inf;
        this.problems = inf.problems();
        this.systemServices = systemServices;
    }

    /**
     * What installing {@code name} means; empty if it cannot be said, which is among the problems then.
     *
     * @param decoration the platform of the models section, empty if it has none
     */
    Optional<DriverInstall> read(InfField name, String decoration) {
        String key = (name.text() + "\0" + decoration).toLowerCase(Locale.ROOT);
        Optional<DriverInstall> known = read.get(key);
        if (known == null) {
            known = readNew(name, decoration);
            read.put(key, known);
        }
        return known;
    }

    private Optional<DriverInstall> readNew(InfField name, String decoration) {
        Optional<InfSection> install = section(name.text(), "", decoration);
        if (install.isEmpty()) {
            problems.error(name.at(), "there is no section [" + name.text() + "]", "add it; there are " + inf.names());
            return Optional.empty();
        }
        List<RegistryValue> registry = new ArrayList<>();
        RegistryReader reader = new RegistryReader(inf);
        install.get().entries().forEach(entry -> installEntry(install.get(), entry, reader, registry));
        section(name.text(), ".HW", decoration).ifPresent(hardware -> hardware.entries()
                .forEach(entry -> installEntry(hardware, entry, reader, registry)));
        section(name.text(), ".CoInstallers", decoration)
                .ifPresent(section -> section.entries().forEach(this::markReferences));
        for (String unread : List.of(".Interfaces", ".Events", ".Components", ".Software", ".Filters", ".Power")) {
            section(name.text(), unread, decoration)
                    .ifPresent(section -> problems.warning(
                            section.at(),
                            "section [" + section.name() + "] has no effect",
                            "nothing is installed from it; remove it or leave it for Windows"));
        }
        boolean filter = role(name, decoration, install.get());
        Optional<InfSection> wdf = section(name.text(), ".Wdf", decoration);
        if (wdf.isEmpty()) {
            problems.error(
                    install.get().at(),
                    "there is no section [" + name.text() + ".Wdf]",
                    "add it with UmdfService and UmdfServiceOrder");
            return Optional.empty();
        }
        WdfReader.Wdf drivers = new WdfReader(inf, systemServices).read(wdf.get());
        return Optional.of(
                new DriverInstall(install.get().name(), filter, drivers.stack(), drivers.directives(), registry));
    }

    /** The section {@code name[.platform]suffix}, of the models section's platform first. */
    private Optional<InfSection> section(String name, String suffix, String decoration) {
        Set<String> platforms = new LinkedHashSet<>();
        if (!decoration.isEmpty()) {
            platforms.add(decoration);
            int dot = decoration.indexOf('.');
            platforms.add(dot < 0 ? decoration : decoration.substring(0, dot));
        }
        platforms.addAll(DECORATIONS);
        Optional<InfSection> first = Optional.empty();
        for (String platform : platforms) {
            // Every one is asked for, so that those for other platforms do not count as forgotten.
            Optional<InfSection> found =
                    inf.section(platform.isEmpty() ? name + suffix : name + "." + platform + suffix);
            first = first.or(() -> found);
        }
        return first;
    }

    private void installEntry(InfSection section, InfEntry entry, RegistryReader reader, List<RegistryValue> registry) {
        String directive = entry.name().toLowerCase(Locale.ROOT);
        if (directive.equals("addreg")) {
            entry.values().forEach(name -> registry.addAll(reader.read(name)));
        } else if (NOT_READ.contains(directive)) {
            markReferences(entry);
        } else {
            unknown(section, entry);
        }
    }

    private void unknown(InfSection section, InfEntry entry) {
        problems.warning(
                entry.at(),
                "unknown directive '%s' in [%s]".formatted(entry.name(), section.name()),
                "correct or remove it");
    }

    /** Sections with lists of files and co-installers are referred to, though nobody reads them. */
    private void markReferences(InfEntry entry) {
        entry.values().stream().filter(value -> !value.text().isEmpty()).forEach(value -> inf.section(value.text()));
    }

    /** Whether the reflector is a filter (wdf/adding-the-reflector). */
    private boolean role(InfField name, String decoration, InfSection install) {
        Optional<InfSection> services = section(name.text(), ".Services", decoration);
        if (services.isEmpty()) {
            problems.error(
                    install.at(),
                    "there is no section [" + name.text() + ".Services]",
                    "add it with 'Include=wudfrd.inf' and 'Needs=WUDFRD.NT.Services', or AddService=WUDFRd,0x1fa,…");
            return false;
        }
        boolean added = false;
        boolean filter = false;
        for (InfEntry entry : services.get().entries()) {
            switch (entry.name().toLowerCase(Locale.ROOT)) {
                case "addservice" -> {
                    filter = addService(entry);
                    added = true;
                }
                case "needs" ->
                    added |= entry.values().stream()
                            .anyMatch(value ->
                                    value.text().toLowerCase(Locale.ROOT).startsWith("wudfrd"));
                case "include", "delservice" -> {
                    // Nothing of other files is needed.
                }
                default -> unknown(services.get(), entry);
            }
        }
        if (!added) {
            problems.error(
                    services.get().at(),
                    "[" + services.get().name() + "] does not add the reflector",
                    "add 'Include=wudfrd.inf' and 'Needs=WUDFRD.NT.Services', or AddService=WUDFRd,0x1fa,…");
        }
        return filter;
    }

    private boolean addService(InfEntry entry) {
        InfField service = entry.values().getFirst();
        if (!service.isCalled("WUDFRd")) {
            problems.error(
                    service.at(),
                    "AddService names the kernel driver '" + service.text() + "'",
                    "only the reflector WUDFRd has a meaning here: remove the line");
        }
        entry.value(2).ifPresent(section -> {
            if (inf.section(section.text()).isEmpty()) {
                problems.error(
                        section.at(),
                        "there is no section [" + section.text() + "]",
                        "add it; there are " + inf.names());
            }
        });
        OptionalLong flags =
                entry.value(1).map(field -> RegistryReader.number(field.text())).orElse(OptionalLong.of(0));
        if (flags.isEmpty() || (flags.getAsLong() != FUNCTION_DRIVER && flags.getAsLong() != FILTER)) {
            problems.error(
                    entry.at(),
                    "AddService has other flags than the reflector's",
                    "write 0x1fa for a function driver, 0x1f8 for a filter");
        }
        return flags.isPresent() && flags.getAsLong() == FILTER;
    }
}
