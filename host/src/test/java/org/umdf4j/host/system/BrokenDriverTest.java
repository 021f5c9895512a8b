package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostedDevice;
import org.umdf4j.host.system.broken.BrokenDriver;
import org.umdf4j.host.system.broken.Fault;
import org.umdf4j.host.system.broken.ThrowingDriver;
import org.umdf4j.testkit.Rule;

/**
 * Drivers that break the contract, in a host with a healthy disk: the report names driver, callback and rule, the programs
 * at the broken device get errors and none hangs, and the disk works on.
 */
@ExtendWith(RigExtension.class)
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class BrokenDriverTest {
    private static final String PACKAGE = BrokenDriver.class.getPackageName() + ".";
    private static final List<String> OTHERS =
            List.of("BrokenDevice", "BrokenQueue", "Breaking", "Fault", "Fault$When");

    /** Does one thing with a device; exits with 1 if the system says no. */
    private static final String CLIENT = """
            import errno, fcntl, os, sys
            what, path = sys.argv[1:]
            try:
                device = os.open(path, os.O_RDWR)
                print('opened', flush=True)
                if what == 'read':
                    os.read(device, 512)
                if what == 'write':
                    os.write(device, bytes(512))
                if what == 'control':
                    fcntl.ioctl(device, 0x80044501, bytes(4))
                os.close(device)
            except OSError as error:
                print('refused:', errno.errorcode[error.errno])
                sys.exit(1)
            """;

    @ParameterizedTest(name = "{0}")
    @EnumSource(Fault.class)
    @Rule("HOST-11")
    void aBrokenDriverCostsItsOwnDeviceOnly(Fault fault, Rig rig) throws Exception {
        Program python = Program.named("python3");
        rig.disk("healthy", List.of(), Map.of("size", "1M"), Rig.Way.FUSE);
        rig.expectBroken("broken");
        Path client = Files.writeString(rig.directory().resolve("client.py"), CLIENT);
        try {
            Optional<HostedDevice> broken = plug(rig, fault);
            if (broken.isPresent()) {
                Path file = Rig.file(broken.get());
                provoke(fault, broken.get(), () -> rig.start(python, client.toString(), doing(fault), file.toString()));
                Violation violation = violation(rig);
                assertThat(rig.start(python, client.toString(), "read", file.toString())
                                .exit())
                        .as("a program that comes later")
                        .isEqualTo(1);
                rig.did(violation.describe().lines().findFirst().orElse(""));
            }
            check(fault, violation(rig));
        } finally {
            release();
        }
    }

    @Test
    void aDriverThatThrowsAsItLoadsIsRefused(Rig rig) throws Exception {
        rig.disk("healthy", List.of(), Map.of("size", "1M"), Rig.Way.FUSE);
        rig.expectBroken("broken");
        String driver = jar(rig) + "#throwing";
        assertThatThrownBy(() -> rig.plug("broken", driver, Map.of(), Rig.Way.FUSE))
                .isInstanceOf(HostException.class)
                .hasMessageContaining("throwing")
                .hasMessageContaining("OnInitialize");
        assertThat(rig.host().device("broken")).isEmpty();
        rig.did("OnInitialize throws");
    }

    /** A program that does something at the broken device. */
    private interface Client {
        Running start() throws Exception;
    }

    /** Empty, with the reason checked, if the fault keeps it from being plugged in. */
    private static Optional<HostedDevice> plug(Rig rig, Fault fault) throws Exception {
        try {
            HostedDevice broken = rig.plug("broken", jar(rig) + "#broken", Map.of("fault", fault.name()), Rig.Way.FUSE);
            assertThat(fault.when()).as("plugged in although " + fault).isNotEqualTo(Fault.When.PLUG);
            return Optional.of(broken);
        } catch (HostException refused) {
            assertThat(fault.when()).as("refused: " + refused).isIn(Fault.When.PLUG, Fault.When.FIRST_CLOSE);
            assertThat(refused).hasMessageContaining("broken");
            if (fault == Fault.ON_PREPARE_HARDWARE || fault == Fault.ON_D0_ENTRY) {
                assertThat(refused).hasMessageContaining("driver 'broken' broke rule HOST-11 in " + fault.place());
            }
            assertThat(rig.host().device("broken")).isEmpty();
            rig.did("refused: " + refused.getMessage().lines().findFirst().orElse(""));
            return Optional.empty();
        }
    }

    private static void provoke(Fault fault, HostedDevice broken, Client client) throws Exception {
        switch (fault.when()) {
            case PLUG, FIRST_CLOSE -> assertThat(fault.when()).isEqualTo(Fault.When.FIRST_CLOSE);
            // The one that completes twice has been answered before.
            case READ, WRITE, CONTROL ->
                assertThat(client.start().exit()).isEqualTo(fault == Fault.COMPLETES_TWICE ? 0 : 1);
            case KILL -> {
                Running reader = waiting(broken, client);
                reader.kill();
            }
            case SLEEP -> {
                Optional<Running> reader = fault.keepsReads() ? Optional.of(waiting(broken, client)) : Optional.empty();
                assertThatThrownBy(broken::suspend).isInstanceOf(HostException.class);
                failed(reader);
            }
            case WAKE -> {
                Running reader = waiting(broken, client);
                broken.suspend();
                assertThatThrownBy(broken::resume).isInstanceOf(HostException.class);
                failed(Optional.of(reader));
            }
            case UNPLUG -> broken.unplug();
            case SURPRISE -> assertThatThrownBy(broken::unplugBySurprise).isInstanceOf(HostException.class);
        }
    }

    /** A program whose read the driver has. */
    private static Running waiting(HostedDevice broken, Client client) throws Exception {
        Running reader = client.start();
        // Not the create request, which is the driver's for a moment.
        reader.awaitPrinted("opened");
        Eventually.is(
                () -> "the driver has the read: " + broken.status() + reader.printed(),
                () -> Suspender.tally(broken).owned() == 1);
        return reader;
    }

    private static void failed(Optional<Running> reader) throws Exception {
        if (reader.isPresent()) {
            assertThat(reader.get().exit()).as(reader.get().printed()).isEqualTo(1);
        }
    }

    private static Violation violation(Rig rig) {
        Eventually.is(() -> "a violation is reported; failures: " + rig.failures(), () -> !rig.violations()
                .isEmpty());
        return rig.violations().getFirst();
    }

    private static void check(Fault fault, Violation violation) {
        assertThat(violation.driver()).isEqualTo("broken");
        assertThat(violation.device()).isEqualTo("broken");
        assertThat(violation.rule()).isEqualTo(fault.rule());
        assertThat(violation.describe()).containsPattern(fault.place());
        assertThat(violation.history()).isNotBlank();
    }

    private static String doing(Fault fault) {
        return switch (fault.when()) {
            case WRITE -> "write";
            case CONTROL -> "control";
            default -> "read";
        };
    }

    private static Path jar(Rig rig) throws Exception {
        List<Class<?>> others = new ArrayList<>();
        for (String other : OTHERS) {
            others.add(Class.forName(PACKAGE + other));
        }
        return DriverJar.write(
                rig.directory().resolve("broken.jar"), List.of(BrokenDriver.class, ThrowingDriver.class), others);
    }

    /** Ends the threads the drivers block. */
    private static void release() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            if (Arrays.stream(stack).anyMatch(frame -> frame.getMethodName().equals("blockForEver"))) {
                thread.interrupt();
            }
        });
    }
}
