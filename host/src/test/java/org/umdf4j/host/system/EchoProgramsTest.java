package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.client.DeviceFile;
import org.umdf4j.host.HostedDevice;

/** Programs that wait at an echo device and are interrupted or killed, and programs that use its {@code ioctl}s. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class EchoProgramsTest {
    private static final int INTERRUPTED = 128 + 2;
    private static final int KILLED = 128 + 9;
    private static final int ECHO_DISCARD = 0x4004_4502;
    private static final int LEAST_SUSPENDS = 20;

    /** A program that says something, asks how much, discards some, and reads the rest, over and over. */
    private static final String PYTHON = """
        import errno, fcntl, os, struct, sys
        GET_SIZE, DISCARD, UNKNOWN = 0x80044501, 0x40044502, 0x80044509
        def refused(code, argument):
            try:
                fcntl.ioctl(device, code, argument)
            except OSError as error:
                return error.errno
            return 0
        device = os.open(sys.argv[1], os.O_RDWR)
        for turn in range(int(sys.argv[2])):
            assert os.write(device, b'0123456789') == 10
            size, = struct.unpack('i', fcntl.ioctl(device, GET_SIZE, b'....'))
            assert size == 10, size
            fcntl.ioctl(device, DISCARD, struct.pack('i', 4))
            rest = os.read(device, 100)
            assert rest == b'456789', rest
            assert refused(DISCARD, struct.pack('i', -1)) == errno.EINVAL
            assert refused(UNKNOWN, b'....') == errno.ENOTTY
        print('all is well')
        """;

    /** The same in C. */
    private static final String C = """
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/ioctl.h>
        #include <unistd.h>
        #define ECHO_GET_SIZE _IOR('E', 1, int)
        #define ECHO_DISCARD _IOW('E', 2, int)
        #define EXPECT(what) if (!(what)) { printf("turn %d: not %s, errno %d\\n", turn, #what, errno); return 1; }
        int main(int count, char **arguments) {
            int turns = count > 2 ? atoi(arguments[2]) : 0;
            int device = open(arguments[1], O_RDWR);
            for (int turn = 0; turn < turns; turn++) {
                int size = 0, four = 4, negative = -1;
                char rest[100];
                EXPECT(write(device, "0123456789", 10) == 10)
                EXPECT(ioctl(device, ECHO_GET_SIZE, &size) == 0)
                EXPECT(size == 10)
                EXPECT(ioctl(device, ECHO_DISCARD, &four) == 0)
                EXPECT(read(device, rest, sizeof rest) == 6)
                EXPECT(memcmp(rest, "456789", 6) == 0)
                EXPECT(ioctl(device, ECHO_DISCARD, &negative) == -1 && errno == EINVAL)
                EXPECT(ioctl(device, _IOR('E', 9, int), &size) == -1 && errno == ENOTTY)
            }
            puts("all is well");
            return 0;
        }
        """;

    /** A program that does not wait for what is not there, and gets what is. */
    private static final String IMPATIENT = """
        import os, sys
        device = os.open(sys.argv[1], os.O_RDWR | os.O_NONBLOCK)
        for turn in range(100):
            try:
                os.read(device, 100)
                sys.exit('read something from an empty device')
            except BlockingIOError:
                pass
            assert os.write(device, b'something') == 9
            assert os.read(device, 100) == b'something'
        print('all is well')
        """;

    @Test
    void aProgramThatDoesNotWantToWaitIsToldThatThereIsNothing(Rig rig) throws Exception {
        HostedDevice echo = echo(rig);
        Path program = Files.writeString(rig.directory().resolve("impatient.py"), IMPATIENT);
        assertThat(rig.run(
                        Program.named("python3"),
                        program.toString(),
                        Rig.file(echo).toString()))
                .contains("all is well");
        awaitNobodyWaits(echo);
        rig.did("100 reads that do not wait");
    }

    @Test
    void aWaitingCatIsInterrupted(Rig rig) throws Exception {
        HostedDevice echo = echo(rig);
        interrupt(rig, waitingCat(rig, echo));
        awaitNobodyWaits(echo);
        assertThat(Suspender.tally(echo).canceled()).isEqualTo(1);
        rig.did("cat, SIGINT");
    }

    @Test
    void aWaitingCatIsInterruptedWhileTheDeviceSleeps(Rig rig) throws Exception {
        HostedDevice echo = echo(rig);
        Running cat = waitingCat(rig, echo);
        echo.suspend();
        interrupt(rig, cat);
        echo.resume();
        awaitNobodyWaits(echo);
        rig.did("cat, SIGINT between suspend and resume");
    }

    @Test
    void oneOfThreeReadersIsKilledAndTheOthersAreServed(Rig rig) throws Exception {
        HostedDevice echo = echo(rig);
        Program head = Program.named("head");
        Running killed = rig.start(head, "--bytes=6", Rig.file(echo).toString());
        awaitWaiting(echo, 1);
        Running second = rig.start(head, "--bytes=6", Rig.file(echo).toString());
        awaitWaiting(echo, 2);
        Running third = rig.start(head, "--bytes=6", Rig.file(echo).toString());
        awaitWaiting(echo, 3);
        killed.kill();
        assertThat(killed.exit()).isEqualTo(KILLED);
        awaitWaiting(echo, 2);
        echo.suspend();
        echo.resume();
        Files.writeString(Rig.file(echo), "first.second");
        assertThat(second.succeed() + third.succeed())
                .hasSize(12)
                .contains("first.")
                .contains("second");
        rig.did("3 head, 1 SIGKILL");
    }

    @Test
    void aWriterIsKilledThatWaitsForRoom(Rig rig) throws Exception {
        HostedDevice echo = echo(rig);
        Running writer =
                rig.start(Program.named("dd"), "if=/dev/zero", "of=" + Rig.file(echo), "bs=4k", "conv=notrunc");
        awaitWaiting(echo, 1);
        writer.kill();
        awaitNobodyWaits(echo);
        empty(rig, echo);
        rig.did("dd into a full device, SIGKILL");
    }

    @Test
    void pythonUsesIoctl(Rig rig) throws Exception {
        Program python = Program.named("python3");
        HostedDevice echo = echo(rig);
        Path script = Files.writeString(rig.directory().resolve("control.py"), PYTHON);
        try (Suspender suspender = rig.suspending(echo)) {
            assertThat(rig.run(python, script.toString(), Rig.file(echo).toString(), "300"))
                    .contains("all is well");
            suspender.await(LEAST_SUSPENDS);
        }
        rig.did("300 turns in Python");
    }

    @Test
    void aProgramInCUsesIoctl(Rig rig) throws Exception {
        Program gcc = Program.named("gcc");
        HostedDevice echo = echo(rig);
        Path source = Files.writeString(rig.directory().resolve("control.c"), C);
        Path program = rig.directory().resolve("control");
        rig.run(gcc, "-Wall", "-Werror", "-o", program.toString(), source.toString());
        try (Suspender suspender = rig.suspending(echo)) {
            assertThat(rig.run(new Program(program.toString()), Rig.file(echo).toString(), "300"))
                    .contains("all is well");
            suspender.await(LEAST_SUSPENDS);
        }
        rig.did("300 turns in C");
    }

    private static HostedDevice echo(Rig rig) throws Exception {
        return rig.plug("echo", "echo", Map.of(), Rig.Way.FUSE);
    }

    /** A {@code cat} whose read waits in the driver, and that SIGINT ends even if this test was started to ignore it. */
    private static Running waitingCat(Rig rig, HostedDevice echo) throws Exception {
        Program env = Program.named("env");
        Running cat =
                rig.start(env, "--default-signal=INT", "cat", Rig.file(echo).toString());
        awaitWaiting(echo, 1);
        return cat;
    }

    private static void interrupt(Rig rig, Running program) throws Exception {
        rig.run(Program.named("kill"), "-INT", Long.toString(program.process().pid()));
        assertThat(program.exit()).isEqualTo(INTERRUPTED);
    }

    private static void awaitWaiting(HostedDevice device, long count) {
        Eventually.is(
                () -> count + " requests wait: " + device.status(),
                () -> Suspender.tally(device).stored() + Suspender.tally(device).owned() == count);
    }

    private static void awaitNobodyWaits(HostedDevice device) {
        awaitWaiting(device, 0);
    }

    private static void empty(Rig rig, HostedDevice echo) {
        try (DeviceFile file =
                        DeviceFile.open(echo.port().orElseThrow(), rig.host().scheduler());
                Arena arena = Arena.ofShared()) {
            MemorySegment all = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.MAX_VALUE);
            assertThat(file.control(ECHO_DISCARD, all, null).status()).isEqualTo(HResult.S_OK);
        }
    }
}
