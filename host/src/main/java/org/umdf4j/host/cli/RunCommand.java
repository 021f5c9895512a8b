package org.umdf4j.host.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.stack.StackSupervision;
import org.umdf4j.framework.verifier.Policy;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.DeviceDefinition;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.Exposure;
import org.umdf4j.host.HardwareSource;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.HostObserver;
import org.umdf4j.host.HostedDevice;
import org.umdf4j.host.PackageFile;
import org.umdf4j.host.RuntimeDirectory;
import org.umdf4j.host.control.ControlServer;
import org.umdf4j.host.control.HostControl;
import org.umdf4j.reflector.fuse.FuseOptions;
import org.umdf4j.reflector.fuse.FuseTransport;
import org.umdf4j.reflector.nbd.NbdAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code umdf4j run DRIVER}: hosts one device until it is told to stop. */
@Command(
        name = "run",
        description = {
            "Hosts a device. Prints one line for each way to reach it, then runs until Ctrl-C or SIGTERM, which removes"
                    + " the device in order. A second Ctrl-C does not wait for the driver.",
            "",
            "Examples:",
            "  umdf4j run echo",
            "  umdf4j run disk --set image=disk.img --set size=1G --filter trace",
            "  umdf4j run build/mydriver.jar --name sensor0 --set port=3 --fuse /mnt/devices",
            "  umdf4j run meters.jar --hardware-id 'ACME\\Meter7'"
        })
final class RunCommand extends HostCommand {
    private static final System.Logger LOG = System.getLogger(RunCommand.class.getName());

    @Parameters(
            paramLabel = "DRIVER",
            description = "A driver that comes with umdf4j (echo, disk, null), a driver package (a jar with an INF), or"
                    + " a jar with an IDriverEntry service; JAR#NAME for one of several, whatever its INF says.")
    private String driver = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "The device's name, up to 64 letters, digits and - _ . (default: the driver's, or what follows"
                            + " the backslash in a package's hardware id)")
    private String name = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the device; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--filter",
            paramLabel = "DRIVER",
            description = "A filter driver above the device's (such as trace); may be repeated, the lowest first.")
    private List<String> filters = new ArrayList<>();

    @Option(
            names = "--hardware-id",
            paramLabel = "ID",
            description = "Which model of a driver package; needed if it has several.")
    private String hardwareId = "";

    @Option(
            names = "--fuse",
            paramLabel = "DIR",
            description = "Mount the device as a file in DIR, an empty or new directory. Default if there is no --nbd:"
                    + " a private directory of yours, which is printed.")
    private List<Path> directories = new ArrayList<>();

    @Option(
            names = "--fuse-transport",
            paramLabel = "classic|uring|auto",
            description =
                    "How requests for the files come from the kernel: by /dev/fuse, over io_uring, or over io_uring if"
                            + " the kernel offers it (default).")
    private FuseTransport transport = FuseOptions.defaults().transport();

    @Option(
            names = "--nbd",
            paramLabel = "unix:PATH|tcp:HOST:PORT",
            description = "Export the device to NBD clients; it must have a size, as disks do.")
    private List<String> addresses = new ArrayList<>();

    @Option(
            names = "--verifier",
            paramLabel = "stop|report",
            description =
                    "What a driver's violation of the contract does: stop the device, or only report it (default: what"
                            + " the package says, or else stop).")
    private @Nullable Policy policy;

    @Option(
            names = "--uio",
            paramLabel = "DEVICE",
            description = "The hardware that the driver is for: a UIO device such as /dev/uio0.")
    private @Nullable Path uio;

    RunCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws HostException {
        RuntimeDirectory directory = runtimeDirectory();
        DeviceDefinition definition = definition(directory);
        NameClaim claim = NameClaim.take(directory, definition.name());
        try (claim;
                DriverHost host =
                        new DriverHost(new Troubles(), StackSupervision.DEFAULT_CRITICAL_TIMEOUT, stateDirectory())) {
            Signals signals = Signals.install(() -> endNow(host, directory));
            HostedDevice device = host.add(definition);
            ControlServer control =
                    ControlServer.listen(directory.ownControlSocket(), new HostControl(host), host.scheduler());
            try (control) {
                device.locations().forEach(location -> out().println(device.name() + ": " + location));
                out().flush();
                signals.await();
                // A driver may take its time; whoever waits should know what for.
                err().println("umdf4j: removing device '" + device.name() + "'; a second signal does not wait");
                err().flush();
            }
            return ExitCode.OK;
        } catch (IOException failure) {
            throw new HostException(Kind.OPERATION, "ending the control socket: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HostException(Kind.OPERATION, "interrupted", interrupted);
        }
    }

    private HardwareSource hardware() {
        return uio == null ? HardwareSource.NONE : HardwareSource.uio(uio.toAbsolutePath());
    }

    private DeviceDefinition definition(RuntimeDirectory directory) throws HostException {
        DeviceName device = DeviceName.parse(name.isEmpty() ? defaultName() : name);
        List<Exposure> exposures = new ArrayList<>();
        directories.forEach(path -> exposures.add(new Exposure.Fuse(path.toAbsolutePath(), transport)));
        for (String address : addresses) {
            exposures.add(new Exposure.Nbd(parseAddress(address)));
        }
        if (exposures.isEmpty()) {
            exposures.add(new Exposure.Fuse(directory.mountPoint(device), transport));
        }
        return new DeviceDefinition(
                device, driver, filters, hardwareId, settings, hardware(), exposures, Optional.ofNullable(policy));
    }

    /**
     * "disk" for the driver disk, "mydriver" for build/mydriver.jar, "echo" for some.jar#echo, "meter7" for a package's
     * model ACME\Meter7.
     */
    private String defaultName() throws HostException {
        Optional<PackageFile> named = PackageFile.find(driver);
        if (named.isPresent()) {
            String id = named.get().model(hardwareId).hardwareId();
            return id.substring(id.lastIndexOf('\\') + 1).toLowerCase(Locale.ROOT);
        }
        String plain = driver.substring(driver.lastIndexOf('#') + 1);
        String file = plain.substring(plain.lastIndexOf('/') + 1);
        return file.endsWith(".jar") ? file.substring(0, file.length() - ".jar".length()) : file;
    }

    private static NbdAddress parseAddress(String text) throws HostException {
        try {
            return NbdAddress.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new HostException(Kind.USAGE, "--nbd: " + wrong.getMessage(), wrong);
        }
    }

    private void endNow(DriverHost host, RuntimeDirectory directory) {
        err().println("umdf4j: ending at once; requests in flight fail");
        host.abandon();
        try {
            Files.deleteIfExists(directory.ownControlSocket());
        } catch (IOException failure) {
            err().println("umdf4j: the control socket stays: " + failure.getMessage());
        }
        err().flush();
        Runtime.getRuntime().halt(ExitCode.OPERATION_FAILED);
    }

    private final class Troubles implements HostObserver {
        @Override
        public void violated(Violation violation) {
            err().println(violation.report());
            // Debug output comes with stacks, this one with the driver's.
            violation.where().ifPresent(stack -> LOG.log(System.Logger.Level.DEBUG, "it happened here", stack));
            err().println("  device '" + violation.device() + "' "
                    + (violation.stops()
                            ? "is stopped; 'umdf4j unplug' and 'plug' start it anew"
                            : "goes on; this is reported once"));
            err().flush();
        }

        @Override
        public void failed(String device, String why) {
            err().println("umdf4j: device '" + device + "' failed: " + why);
            err().flush();
        }
    }
}
