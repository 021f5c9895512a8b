package org.umdf4j.host.cli;

import java.util.List;
import java.util.Map;
import org.umdf4j.host.DeviceReport;
import org.umdf4j.host.HostException;
import org.umdf4j.host.control.ControlClient;
import org.umdf4j.host.control.ControlClient.HostedReport;
import org.umdf4j.host.control.ControlClient.Listing;
import org.umdf4j.host.control.Json;
import org.umdf4j.host.control.ReportJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code umdf4j devices}. */
@Command(name = "devices", description = "Shows the devices of every running host of yours: stack, state, queues.")
final class DevicesCommand extends HostCommand {
    @Option(
            names = "--json",
            description = "One JSON object on one line: {\"devices\":[...]}, the fields as in docs/cli.md.")
    private boolean json;

    DevicesCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws HostException {
        Listing listing = new ControlClient(runtimeDirectory()).devices();
        List<DeviceReport> reports =
                listing.devices().stream().map(HostedReport::report).toList();
        if (json) {
            List<Map<String, Object>> devices =
                    reports.stream().map(ReportJson::write).toList();
            out().println(Json.write(Map.of("devices", devices)));
        } else if (reports.isEmpty()) {
            out().println("no device: start one with  umdf4j run disk");
        } else {
            out().print(DeviceTable.format(reports));
        }
        out().flush();
        listing.troubles().forEach(trouble -> err().println("umdf4j: " + trouble));
        return listing.troubles().isEmpty() ? ExitCode.OK : ExitCode.OPERATION_FAILED;
    }
}
