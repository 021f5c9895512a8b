package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.framework.stack.RequestTally;
import org.umdf4j.framework.stack.StackStatus;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.DeviceDefinition;
import org.umdf4j.host.DeviceName;
import org.umdf4j.host.DriverHost;
import org.umdf4j.host.Exposure;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostObserver;
import org.umdf4j.host.HostedDevice;
import org.umdf4j.reflector.nbd.NbdAddress;

/** fio writes and verifies a disk, in mixed sizes and depths, while the disk sleeps and wakes at least fifty times. */
@Timeout(180)
class FioUnderPowerCyclesTest {
    private static final int LEAST_CYCLES = 50;
    private static final int JOBS = 4;

    @TempDir
    Path directory;

    private final List<Violation> violations = new ArrayList<>();
    private final DriverHost host = new DriverHost(new HostObserver() {
        @Override
        public void violated(Violation violation) {
            synchronized (violations) {
                violations.add(violation);
            }
        }
    });

    @AfterEach
    void nothingIsLeft() throws IOException {
        host.close();
        assertThat(violations).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(directory.toString());
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(descriptors.filter(FioUnderPowerCyclesTest::isFuse)).isEmpty();
        }
        assertThat(directory.resolve("disk.nbd")).doesNotExist();
    }

    @Test
    void throughTheFuseFile() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/fuse")), "no /dev/fuse");
        HostedDevice disk = add(new Exposure.Fuse(directory.resolve("mount")));
        runUnderCycles(disk, "--ioengine=libaio", "--iodepth=8", "--filename=" + location(disk));
    }

    @Test
    void throughNbd() throws Exception {
        assumeTrue(hasNbdEngine(), "this fio has no nbd engine");
        HostedDevice disk = add(new Exposure.Nbd(new NbdAddress.Unix(directory.resolve("disk.nbd"))));
        runUnderCycles(disk, "--ioengine=nbd", "--iodepth=8", "--uri=" + location(disk));
    }

    private HostedDevice add(Exposure exposure) throws HostException {
        assumeTrue(isInstalled("fio"), "fio is not installed");
        return host.add(new DeviceDefinition(
                DeviceName.parse("disk"), "disk", List.of(), Map.of("size", "32M"), List.of(exposure)));
    }

    private static String location(HostedDevice disk) {
        return disk.locations().getFirst();
    }

    private void runUnderCycles(HostedDevice disk, String... way) throws Exception {
        Process fio = startFio(way);
        int cycles = 0;
        while (!fio.waitFor(20, TimeUnit.MILLISECONDS) || cycles == 0) {
            disk.suspend();
            disk.resume();
            cycles++;
        }
        assertThat(fio.exitValue()).as(this::output).isZero();
        assertThat(cycles).isGreaterThanOrEqualTo(LEAST_CYCLES);

        StackStatus status = disk.status().orElseThrow();
        RequestTally tally = status.drivers().getFirst().tally();
        assertThat(tally.stored() + tally.owned()).as("requests left").isZero();
        assertThat(status.openFiles()).isLessThanOrEqualTo(1);
    }

    private Process startFio(String... way) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "fio",
                "--name=verify",
                "--rw=randrw",
                "--bsrange=4k-256k",
                "--direct=1",
                "--thread",
                "--numjobs=" + JOBS,
                "--offset_increment=8M",
                "--size=8M",
                "--verify=crc32c",
                "--verify_fatal=1",
                "--time_based",
                "--runtime=10"));
        command.addAll(Arrays.asList(way));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("fio.log").toFile())
                .start();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("fio.log"));
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    private static boolean hasNbdEngine() throws Exception {
        if (!isInstalled("fio")) {
            return false;
        }
        Process engines =
                new ProcessBuilder("fio", "--enghelp").redirectErrorStream(true).start();
        return new String(engines.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .anyMatch(line -> line.strip().equals("nbd"));
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private static boolean isFuse(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals("/dev/fuse");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
