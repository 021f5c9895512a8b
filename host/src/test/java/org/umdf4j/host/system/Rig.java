package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.umdf4j.framework.stack.StackStatus;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.DeviceDefinition;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.Exposure;
import org.umdf4j.host.HardwareSource;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostObserver;
import org.umdf4j.host.HostedDevice;
import org.umdf4j.reflector.fuse.FuseTransport;
import org.umdf4j.reflector.nbd.NbdAddress;

/** One test's host, its directory and the programs it has started. Made and taken down by {@link RigExtension}. */
final class Rig {
    /** Short enough to wait for, long enough for a driver that is only slow on a loaded machine. */
    static final Duration CRITICAL_TIMEOUT = Duration.ofSeconds(5);

    /** How programs reach a device. */
    enum Way {
        /** As a FUSE file; {@code -Dumdf4j.fuse=uring} makes it {@link #URING}. */
        FUSE,
        /** As a FUSE file whose requests come over io_uring. */
        URING,
        NBD
    }

    private static final Path ENABLE_URING = Path.of("/sys/module/fuse/parameters/enable_uring");

    private final String test;
    private final Path directory;
    private final DriverHost host;
    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final List<Running> programs = new CopyOnWriteArrayList<>();
    private final List<Suspender> suspenders = new CopyOnWriteArrayList<>();
    private final List<String> broken = new CopyOnWriteArrayList<>();
    private volatile String summary = "";
    private volatile String uringBefore = "";

    Rig(String test, Duration criticalTimeout) throws IOException {
        this.test = test;
        this.directory = Files.createTempDirectory("umdf4j-system").toRealPath();
        this.host = new DriverHost(new Ears(), criticalTimeout);
    }

    Path directory() {
        return directory;
    }

    DriverHost host() {
        return host;
    }

    /** The broken contracts reported so far. */
    List<Violation> violations() {
        return violations;
    }

    /** The other failures reported so far, "device: why". */
    List<String> failures() {
        return failures;
    }

    /** Plugs in a disk; skips the test if FUSE is asked for and not there. */
    HostedDevice disk(String name, List<String> filters, Map<String, String> settings, Way... ways)
            throws HostException {
        return plug(name, "disk", filters, settings, ways);
    }

    /** Plugs in a device without filters. */
    HostedDevice plug(String name, String driver, Map<String, String> settings, Way... ways) throws HostException {
        return plug(name, driver, List.of(), settings, ways);
    }

    /** Plugs in a model of a driver package. */
    HostedDevice plugModel(String name, Path jar, String hardwareId, Map<String, String> settings, Way... ways)
            throws HostException {
        return host.add(new DeviceDefinition(
                DeviceName.parse(name),
                jar.toString(),
                List.of(),
                hardwareId,
                settings,
                HardwareSource.NONE,
                exposures(name, ways),
                Optional.empty()));
    }

    private HostedDevice plug(
            String name, String driver, List<String> filters, Map<String, String> settings, Way... ways)
            throws HostException {
        return host.add(new DeviceDefinition(DeviceName.parse(name), driver, filters, settings, exposures(name, ways)));
    }

    private List<Exposure> exposures(String name, Way... ways) {
        return Stream.of(ways).map(way -> exposure(name, way)).toList();
    }

    private Exposure exposure(String name, Way way) {
        boolean alwaysUring =
                way == Way.FUSE && System.getProperty("umdf4j.fuse", "").equals("uring");
        return switch (alwaysUring ? Way.URING : way) {
            case FUSE -> file(name, FuseTransport.CLASSIC);
            case URING -> {
                switchUringOn();
                yield file(name, FuseTransport.URING);
            }
            case NBD -> new Exposure.Nbd(NbdAddress.parse("unix:" + directory.resolve(name + ".sock")));
        };
    }

    private Exposure file(String name, FuseTransport transport) {
        Program.skipUnless(Files.exists(Path.of("/dev/fuse")), "there is no /dev/fuse");
        return new Exposure.Fuse(directory.resolve(name + ".d"), transport);
    }

    /** The kernel's switch for FUSE over io_uring, which {@link #putUringBack} leaves as it was. */
    private void switchUringOn() {
        Program.skipUnless(Files.exists(ENABLE_URING), "this kernel has no FUSE over io_uring");
        Program.skipUnless(Files.isWritable(ENABLE_URING), "only root may switch on FUSE over io_uring");
        try {
            uringBefore = Files.readString(ENABLE_URING);
            Files.writeString(ENABLE_URING, "Y");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Leaves the kernel's switch as it was. */
    void putUringBack() throws IOException {
        if (!uringBefore.isEmpty()) {
            Files.writeString(ENABLE_URING, uringBefore);
        }
    }

    /** The device's file. */
    static Path file(HostedDevice device) {
        return Path.of(location(device, "/"));
    }

    /** The device's NBD URI. */
    static String uri(HostedDevice device) {
        return location(device, "nbd");
    }

    private static String location(HostedDevice device, String prefix) {
        return device.locations().stream()
                .filter(location -> location.startsWith(prefix))
                .findFirst()
                .orElseThrow();
    }

    /** Starts a program in this test's directory. */
    Running start(Program program, String... arguments) throws IOException {
        Running running = Running.start(directory, program, List.of(arguments));
        programs.add(running);
        return running;
    }

    /** Runs a program to its end, which must be an exit with 0, and answers what it printed. */
    String run(Program program, String... arguments) throws IOException, InterruptedException {
        return start(program, arguments).succeed();
    }

    /** Begins to suspend and resume a device. */
    Suspender suspending(HostedDevice device) {
        Suspender suspender = new Suspender(device);
        suspenders.add(suspender);
        return suspender;
    }

    /** Says that a device breaks on purpose: that it still serves is not asked of it. */
    void expectBroken(String device) {
        broken.add(device);
    }

    /** What the test did, for its line in the log. */
    void did(String what) {
        summary = what;
    }

    /** One line: the test, what it did, how often its devices slept. */
    String summary(long nanos) {
        int cycles = suspenders.stream().mapToInt(Suspender::cycles).sum();
        return "[system] %s: %s; %d suspends, %.1f s".formatted(test, summary, cycles, nanos / 1e9);
    }

    /** Every program has ended; one that has not is killed and fails the test. */
    void checkPrograms() throws InterruptedException {
        List<String> alive = new ArrayList<>();
        for (Running program : programs) {
            if (program.process().isAlive()) {
                alive.add(program.command());
                program.kill();
            }
        }
        assertThat(alive).as("programs that have not ended").isEmpty();
    }

    /** Each request has been completed once, and each device still serves. */
    void checkDevices() throws Exception {
        List<String> expected = violations.stream()
                .map(Violation::device)
                .filter(device -> !broken.contains(device))
                .toList();
        assertThat(expected)
                .as("devices that broke the contract: " + violations)
                .isEmpty();
        for (HostedDevice device : host.devices()) {
            if (!broken.contains(device.name()) && device.status().isPresent()) {
                checkCompletedOnce(device);
                Service.check(device, host.scheduler());
                checkCompletedOnce(device);
            }
        }
    }

    /**
     * What was delivered has been completed or gone back to its queue, from where it was delivered again or cancelled;
     * nothing waits. The drivers use no other way out of their queues.
     */
    private static void checkCompletedOnce(HostedDevice device) {
        Eventually.is(
                () -> "each request of '%s' completed once: %s".formatted(device.name(), device.status()),
                () -> device.status().stream()
                        .peek(status -> assertThat(status.violation()).isEmpty())
                        .flatMap(status -> status.drivers().stream())
                        .map(StackStatus.DriverStatus::tally)
                        .allMatch(tally -> tally.stored() == 0
                                && tally.owned() == 0
                                && tally.delivered() == tally.completed() + tally.requeued()));
    }

    private final class Ears implements HostObserver {
        @Override
        public void violated(Violation violation) {
            violations.add(violation);
        }

        @Override
        public void failed(String device, String why) {
            failures.add(device + ": " + why);
        }
    }
}
