package org.umdf4j.host.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.PackageFile;
import org.umdf4j.host.control.ControlClient;
import org.umdf4j.host.control.ControlledHost;
import org.umdf4j.host.control.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that do something with one device of a running host. */
final class DeviceCommands {
    private DeviceCommands() {}

    /** Takes a device's name, asks its host, prints the answer. */
    abstract static class OneDevice extends HostCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "The device, as 'umdf4j devices' lists it.")
        private String name = "";

        @Option(
                names = "--json",
                description = "Print {\"ok\":true,\"message\":...} on one line instead of a sentence.")
        private boolean json;

        OneDevice(Map<String, String> environment) {
            super(environment);
        }

        abstract ControlledHost.Command command();

        /** Has the command carried out; answers the host's sentence. */
        String perform(ControlClient client, String device) throws HostException {
            return client.perform(command(), device);
        }

        @Override
        public Integer call() throws HostException {
            try {
                String device = DeviceName.parse(name).text();
                report(true, perform(new ControlClient(runtimeDirectory()), device));
                return ExitCode.OK;
            } catch (HostException failure) {
                if (!json) {
                    throw failure;
                }
                report(false, String.valueOf(failure.getMessage()));
                return ExitCode.of(failure.kind());
            }
        }

        private void report(boolean ok, String message) {
            if (json) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("ok", ok);
                answer.put("message", message);
                out().println(Json.write(answer));
            } else {
                out().println(message);
            }
            out().flush();
        }
    }

    /** {@code umdf4j suspend NAME}. */
    @Command(
            name = "suspend",
            description = "Puts a device to sleep as system sleep does: requests in flight are stopped, new ones wait.")
    static final class Suspend extends OneDevice {
        Suspend(Map<String, String> environment) {
            super(environment);
        }

        @Override
        ControlledHost.Command command() {
            return ControlledHost.Command.SUSPEND;
        }
    }

    /** {@code umdf4j resume NAME}. */
    @Command(name = "resume", description = "Wakes a suspended device; what waited goes on.")
    static final class Resume extends OneDevice {
        Resume(Map<String, String> environment) {
            super(environment);
        }

        @Override
        ControlledHost.Command command() {
            return ControlledHost.Command.RESUME;
        }
    }

    /** {@code umdf4j wake NAME}. */
    @Command(
            name = "wake",
            description =
                    "Has the device's hardware signal: an idle device returns to work, a suspended one resumes, if"
                            + " it is armed (exit code 1 if not).")
    static final class Wake extends OneDevice {
        Wake(Map<String, String> environment) {
            super(environment);
        }

        @Override
        ControlledHost.Command command() {
            return ControlledHost.Command.WAKE;
        }
    }

    /** {@code umdf4j idle NAME on|off}. */
    @Command(
            name = "idle",
            description =
                    "Lets a device power down while nobody uses it, or keeps it powered, if its driver leaves that"
                            + " to the user (exit code 1 if not).")
    static final class Idle extends OneDevice {
        /** What the user chooses. */
        enum Choice {
            on,
            off
        }

        @Parameters(index = "1", paramLabel = "on|off", description = "Whether it may.")
        private Choice choice = Choice.on;

        Idle(Map<String, String> environment) {
            super(environment);
        }

        @Override
        ControlledHost.Command command() {
            return choice == Choice.on ? ControlledHost.Command.IDLE_ON : ControlledHost.Command.IDLE_OFF;
        }
    }

    /** {@code umdf4j unplug NAME [--surprise]}. */
    @Command(
            name = "unplug",
            description = "Removes a device if its drivers agree (exit code 1 if one refuses). Its host keeps running;"
                    + " 'plug' brings it back.")
    static final class Unplug extends OneDevice {
        @Option(names = "--surprise", description = "Do not ask: the device is gone, as when somebody pulls it out.")
        private boolean surprise;

        Unplug(Map<String, String> environment) {
            super(environment);
        }

        @Override
        ControlledHost.Command command() {
            return surprise ? ControlledHost.Command.UNPLUG_SURPRISE : ControlledHost.Command.UNPLUG;
        }
    }

    /** {@code umdf4j plug NAME}. */
    @Command(
            name = "plug",
            description =
                    "Adds an unplugged device again, with the same settings and in the same places. A driver package"
                            + " replaced meanwhile takes effect.")
    static final class Plug extends OneDevice {
        @Option(
                names = "--package",
                paramLabel = "JAR",
                description = "Take the drivers from this driver package, now and from then on.")
        private @Nullable Path driverPackage;

        @Option(
                names = "--hardware-id",
                paramLabel = "ID",
                description = "With --package: which of its models; needed if it has several.")
        private String hardwareId = "";

        Plug(Map<String, String> environment) {
            super(environment);
        }

        @Override
        ControlledHost.Command command() {
            return ControlledHost.Command.PLUG;
        }

        @Override
        String perform(ControlClient client, String device) throws HostException {
            if (driverPackage == null) {
                if (!hardwareId.isEmpty()) {
                    throw new HostException(Kind.USAGE, "--hardware-id goes with --package");
                }
                return super.perform(client, device);
            }
            // Read here first: a malformed package is told to who names it, with all that is wrong.
            PackageFile file = PackageFile.read(driverPackage);
            String id = file.model(hardwareId).hardwareId();
            return client.plug(device, driverPackage.toAbsolutePath().toString(), id);
        }
    }
}
