package org.umdf4j.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.umdf4j.framework.stack.StackDevice.QueueStatus;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.DeviceReport.DriverReport;

/** Device reports as a table: a row a queue, the device and driver named where they change, drivers top to bottom. */
final class DeviceTable {
    private static final List<String> HEADER =
            List.of("DEVICE", "STATE", "DRIVER", "PNP", "POWER", "QUEUE", "QUEUE STATE", "STORED", "OWNED");

    private DeviceTable() {}

    static String format(List<DeviceReport> reports) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        reports.forEach(report -> addRows(report, rows));
        StringBuilder text = new StringBuilder(align(rows));
        for (DeviceReport report : reports) {
            report.exposures().forEach(exposure -> text.append("%s: %s%n".formatted(report.device(), exposure)));
            report.drivers().forEach(driver -> text.append(describe(report.device(), driver)));
            if (!report.problem().isEmpty()) {
                text.append(report.problem()).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static void addRows(DeviceReport report, List<List<String>> rows) {
        String device = report.device();
        String state = report.state();
        if (report.drivers().isEmpty()) {
            rows.add(List.of(device, state, "-", "-", "-", "-", "-", "-", "-"));
        }
        for (DriverReport driver : report.drivers()) {
            List<String> start = List.of(device, state, driver.driver(), driver.pnp(), driver.power());
            device = "";
            state = "";
            if (driver.queues().isEmpty()) {
                rows.add(join(start, List.of("-", "-", "-", "-")));
            }
            for (QueueStatus queue : driver.queues()) {
                rows.add(join(start, describe(queue)));
                start = List.of("", "", "", "", "");
            }
        }
    }

    /** A line for what a driver has told the Plug and Play manager, if it has. */
    private static String describe(String device, DriverReport driver) {
        List<String> said = new ArrayList<>();
        driver.pnpSettings().state().forEach((name, value) -> said.add("state " + name + "=" + value));
        driver.pnpSettings().capabilities().forEach((name, value) -> said.add("capability " + name + "=" + value));
        return said.isEmpty()
                ? ""
                : "%s: driver %s sets %s%n".formatted(device, driver.driver(), String.join(", ", said));
    }

    private static List<String> describe(QueueStatus queue) {
        String kind = "%s (%s%s)".formatted(queue.name(), queue.dispatch(), queue.powerManaged() ? ", power" : "");
        return List.of(kind, queue.state(), Integer.toString(queue.stored()), Integer.toString(queue.owned()));
    }

    private static List<String> join(List<String> left, List<String> right) {
        List<String> row = new ArrayList<>(left);
        row.addAll(right);
        return row;
    }

    private static String align(List<List<String>> rows) {
        int[] widths = IntStream.range(0, HEADER.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream()
                .map(row -> IntStream.range(0, widths.length)
                        .mapToObj(column -> row.get(column)
                                + " ".repeat(widths[column] - row.get(column).length()))
                        .collect(Collectors.joining("  "))
                        .stripTrailing())
                .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
    }
}
