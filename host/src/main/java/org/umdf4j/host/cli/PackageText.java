package org.umdf4j.host.cli;

import org.umdf4j.framework.inf.DriverInstall;
import org.umdf4j.framework.inf.DriverModel;
import org.umdf4j.framework.inf.DriverPackage;
import org.umdf4j.framework.inf.DriverService;
import org.umdf4j.framework.inf.RegistryValue;
import org.umdf4j.framework.inf.WdfDirectives;

/** A driver package for people. Control characters of the INF are shown as question marks. */
final class PackageText {
    private final StringBuilder text = new StringBuilder();

    private PackageText() {}

    static String format(DriverPackage contents) {
        PackageText page = new PackageText();
        page.line(
                0,
                "%s: provider %s, class %s, version %s"
                        .formatted(
                                contents.file(),
                                contents.provider(),
                                orNone(contents.deviceClass()),
                                orNone(contents.driverVersion())));
        contents.models().forEach(page::model);
        return page.text.toString();
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "(none)" : text;
    }

    private void model(DriverModel model) {
        line(0, "");
        line(0, "%s: %s (%s)".formatted(String.join(", ", model.ids()), model.description(), model.manufacturer()));
        DriverInstall install = model.install();
        if (install.filter()) {
            line(1, "a filter of another device");
        }
        line(1, "stack, top to bottom:");
        install.stack().reversed().forEach(this::service);
        directives(install.directives());
        for (RegistryValue value : install.registry()) {
            String path = value.subkey().isEmpty() ? value.name() : value.subkey() + "\\" + value.name();
            line(1, "%s = %s".formatted(path, value.value().text()));
        }
    }

    private void service(DriverService service) {
        line(
                2,
                service.binary()
                        .map(binary -> "%s: class %s, UMDF %d.%d.%d"
                                .formatted(
                                        service.name(),
                                        binary.entryClass(),
                                        binary.libraryVersion().majorNumber(),
                                        binary.libraryVersion().minorNumber(),
                                        binary.libraryVersion().serviceNumber()))
                        .orElse(service.name() + ": comes with umdf4j"));
    }

    /** Those that differ from the defaults. */
    private void directives(WdfDirectives directives) {
        directives.changed().forEach((name, value) -> line(1, name + " = " + value));
    }

    private void line(int depth, String content) {
        text.append("  ".repeat(depth))
                .append(content.replaceAll("\\p{Cntrl}", "?"))
                .append(System.lineSeparator());
    }
}
