package org.umdf4j.framework.inf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umdf4j.framework.inf.WdfDirectives.DirectHardwareAccess;
import org.umdf4j.framework.inf.WdfDirectives.Dispatcher;
import org.umdf4j.framework.inf.WdfDirectives.FileObjectPolicy;
import org.umdf4j.framework.inf.WdfDirectives.FsContextUsePolicy;
import org.umdf4j.framework.inf.WdfDirectives.HostProcessSharing;
import org.umdf4j.framework.inf.WdfDirectives.ImpersonationLevel;
import org.umdf4j.framework.inf.WdfDirectives.KernelModeClientPolicy;
import org.umdf4j.framework.inf.WdfDirectives.MethodNeitherAction;
import org.umdf4j.framework.inf.WdfDirectives.RegisterAccessMode;

/** Reads a section [DDInstall.Wdf]: its drivers, their order, and the directives about the device. */
final class WdfReader {
    private static final Set<String> ONCE = Set.of(
            "umdfserviceorder",
            "umdfhostprocesssharing",
            "umdfdirecthardwareaccess",
            "umdfregisteraccessmode",
            "umdfimpersonationlevel",
            "umdfmethodneitheraction",
            "umdfdispatcher",
            "umdfkernelmodeclientpolicy",
            "umdffileobjectpolicy",
            "umdffscontextusepolicy");

    /** Directives of other frameworks, which a package for this one must not need. */
    private static final Map<String, String> FOREIGN =
            Map.of("kmdfservice", "is for kernel-mode drivers", "umdfhostpriority", "is for UMDF 2 drivers");

    /** Values that came after UMDF 1. */
    private static final Map<String, String> LATER = Map.of(
            "nativeusb", "is for USB drivers of UMDF 2.15 and later",
            "allowdirecthardwareaccessanddma", "is for UMDF 2 drivers");

    private final InfFile inf;
    private final InfProblems problems;
    private final Set<String> systemServices;
    private final Map<String, InfEntry> once = new HashMap<>();

    WdfReader(InfFile inf, Set<String> systemServices) {
        this.inf = inf;
        this.problems = inf.problems();
        this.systemServices = systemServices.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a section says.
     *
     * @param stack the drivers, lowest first
     * @param directives the rest
     */
    record Wdf(List<DriverService> stack, WdfDirectives directives) {}

    Wdf read(InfSection section) {
        Map<String, DriverService> services = new LinkedHashMap<>();
        Map<String, InfEntry> defined = new LinkedHashMap<>();
        for (InfEntry entry : section.entries()) {
            String directive = entry.name().toLowerCase(Locale.ROOT);
            if (directive.equals("umdfservice")) {
                service(entry, services, defined);
            } else if (ONCE.contains(directive)) {
                if (once.putIfAbsent(directive, entry) != null) {
                    problems.error(
                            entry.at(),
                            "[%s] has %s twice".formatted(section.name(), entry.name()),
                            "keep one of the two");
                }
            } else if (FOREIGN.containsKey(directive)) {
                problems.error(entry.at(), entry.name() + " " + FOREIGN.get(directive), "remove it");
            } else if (!directive.equals("include") && !directive.equals("needs")) {
                problems.warning(
                        entry.at(),
                        "unknown directive '%s' in [%s]".formatted(entry.name(), section.name()),
                        "correct or remove it");
            }
        }
        return new Wdf(stack(section, services, defined), directives());
    }

    private void service(InfEntry entry, Map<String, DriverService> services, Map<String, InfEntry> defined) {
        Optional<InfField> name = entry.value(0);
        Optional<InfField> section = entry.value(1);
        if (name.isEmpty() || section.isEmpty() || entry.values().size() > 2) {
            problems.error(
                    entry.at(),
                    "UmdfService takes a service's name and its section",
                    "write 'UmdfService = Name, Section'");
            return;
        }
        String service = name.get().text();
        if (service.length() > DriverService.LONGEST_NAME) {
            problems.error(
                    name.get().at(),
                    "the service's name '%s' has %d characters".formatted(service, service.length()),
                    "it may have " + DriverService.LONGEST_NAME);
        }
        if (defined.put(service.toLowerCase(Locale.ROOT), entry) != null) {
            problems.error(entry.at(), "service '" + service + "' is defined twice", "keep one of the two");
        }
        new ServiceReader(inf)
                .read(section.get())
                .ifPresent(binary -> services.put(
                        service.toLowerCase(Locale.ROOT), new DriverService(service, Optional.of(binary))));
    }

    private List<DriverService> stack(
            InfSection section, Map<String, DriverService> services, Map<String, InfEntry> defined) {
        InfEntry order = once.get("umdfserviceorder");
        if (order == null) {
            problems.error(
                    section.at(),
                    "[" + section.name() + "] has no UmdfServiceOrder",
                    "add 'UmdfServiceOrder = Lowest, …, Highest'");
            return List.of();
        }
        List<DriverService> stack = new ArrayList<>();
        Set<String> ordered = new HashSet<>();
        for (InfField name : order.values()) {
            String key = name.text().toLowerCase(Locale.ROOT);
            if (!ordered.add(key)) {
                problems.error(name.at(), "service '" + name.text() + "' is twice in the order", "keep one of the two");
            } else if (services.containsKey(key)) {
                stack.add(services.get(key));
            } else if (!defined.containsKey(key) && systemServices.contains(key)) {
                stack.add(new DriverService(key, Optional.empty()));
            } else if (!defined.containsKey(key)) {
                problems.error(
                        name.at(),
                        "the order names service '" + name.text() + "', which has no UmdfService",
                        "add 'UmdfService = %s, Section'%s".formatted(name.text(), systemDrivers()));
            }
        }
        defined.forEach((key, entry) -> {
            if (!ordered.contains(key)) {
                problems.warning(
                        entry.at(),
                        "service '" + entry.values().getFirst().text()
                                + "' is not in UmdfServiceOrder and never loaded",
                        "add it to the order or remove it");
            }
        });
        return stack;
    }

    private String systemDrivers() {
        return systemServices.isEmpty()
                ? ""
                : "; without one there are " + systemServices.stream().sorted().collect(Collectors.joining(", "));
    }

    private WdfDirectives directives() {
        WdfDirectives defaults = WdfDirectives.DEFAULT;
        return new WdfDirectives(
                value("UmdfHostProcessSharing", HostProcessSharing.class, defaults.hostProcessSharing()),
                value("UmdfDirectHardwareAccess", DirectHardwareAccess.class, defaults.directHardwareAccess()),
                value("UmdfRegisterAccessMode", RegisterAccessMode.class, defaults.registerAccessMode()),
                value("UmdfImpersonationLevel", ImpersonationLevel.class, defaults.impersonationLevel()),
                value("UmdfMethodNeitherAction", MethodNeitherAction.class, defaults.methodNeitherAction()),
                value("UmdfDispatcher", Dispatcher.class, defaults.dispatcher()),
                value("UmdfKernelModeClientPolicy", KernelModeClientPolicy.class, defaults.kernelModeClientPolicy()),
                value("UmdfFileObjectPolicy", FileObjectPolicy.class, defaults.fileObjectPolicy()),
                value("UmdfFsContextUsePolicy", FsContextUsePolicy.class, defaults.fsContextUsePolicy()));
    }

    private <E extends Enum<E> & DirectiveValue> E value(String directive, Class<E> values, E absent) {
        InfEntry entry = once.get(directive.toLowerCase(Locale.ROOT));
        if (entry == null) {
            return absent;
        }
        List<E> all = Arrays.stream(values.getEnumConstants())
                .filter(value -> !value.word().isEmpty())
                .toList();
        InfField given = entry.values().getFirst();
        Optional<E> found =
                all.stream().filter(value -> given.isCalled(value.word())).findFirst();
        Optional<String> later = Optional.ofNullable(LATER.get(given.text().toLowerCase(Locale.ROOT)));
        if (found.isEmpty() && later.isPresent()) {
            problems.error(
                    given.at(), "%s is '%s', which %s".formatted(directive, given.text(), later.get()), "remove it");
        } else if (found.isEmpty() || entry.values().size() > 1) {
            problems.error(
                    given.at(),
                    "%s is '%s'".formatted(directive, given.text()),
                    "write " + all.stream().map(DirectiveValue::word).collect(Collectors.joining(" or ")));
        }
        return found.orElse(absent);
    }
}
