package org.umdf4j.host.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.extension.ExtendWith;
import org.umdf4j.framework.stack.StackStatus;
import org.umdf4j.host.HostedDevice;

/** Many programs at once, and many opens and closes, while the device sleeps and wakes. */
@ExtendWith(RigExtension.class)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class CrowdTest {
    private static final int CLIENTS = 10;
    private static final int OPENS = 500;
    private static final int LEAST_SUSPENDS = 10;

    /** Opens, writes, reads back and closes, in a MiB of its own. */
    private static final String CLIENT = """
            import os, sys
            path, client, turns = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
            for turn in range(turns):
                place = client * 1048576 + turn % 128 * 8192
                said = (b'client %d turn %d ' % (client, turn) * 300)[:4096]
                device = os.open(path, os.O_RDWR)
                assert os.pwrite(device, said, place) == 4096
                assert os.pread(device, 4096, place) == said, turn
                os.close(device)
            print('all is well')
            """;

    @Test
    void tenProgramsOpenAndCloseTheFileThousandsOfTimes(Rig rig) throws Exception {
        Program python = Program.named("python3");
        HostedDevice disk = disk(rig);
        Path script = Files.writeString(rig.directory().resolve("client.py"), CLIENT);
        try (Suspender suspender = rig.suspending(disk)) {
            List<Running> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(rig.start(
                        python,
                        script.toString(),
                        Rig.file(disk).toString(),
                        Integer.toString(client),
                        Integer.toString(OPENS)));
            }
            for (Running client : clients) {
                assertThat(client.succeed()).contains("all is well");
            }
            suspender.await(LEAST_SUSPENDS);
        }
        awaitAllClosed(disk);
        rig.did(CLIENTS + " clients with " + OPENS + " opens each, " + Suspender.tally(disk));
    }

    @Test
    void tenNbdClientsEachFindWhatTheyWrote(Rig rig) throws Exception {
        Program qemu = Program.named("qemu-io");
        HostedDevice disk = disk(rig);
        try (Suspender suspender = rig.suspending(disk)) {
            List<Running> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(rig.start(qemu, commands(client, Rig.uri(disk))));
            }
            for (Running client : clients) {
                assertThat(client.succeed()).doesNotContain("failed");
            }
            suspender.await(LEAST_SUSPENDS);
        }
        awaitAllClosed(disk);
        rig.did(CLIENTS + " qemu-io at once");
    }

    /** Writes and reads back a pattern in a MiB of its own, in pieces of several sizes. */
    private static String[] commands(int client, String uri) {
        List<String> commands = new ArrayList<>(List.of("-f", "raw"));
        for (int turn = 1; turn <= 20; turn++) {
            String piece = "-P %d %dM %dk".formatted(client * 20 + turn, client, 1 << (turn % 10));
            commands.addAll(List.of("-c", "write -q " + piece, "-c", "read -q " + piece));
        }
        commands.addAll(List.of("-c", "flush", uri));
        return commands.toArray(String[]::new);
    }

    private static HostedDevice disk(Rig rig) throws Exception {
        return rig.disk("disk", List.of(), Map.of("size", "16M"), Rig.Way.FUSE, Rig.Way.NBD);
    }

    private static void awaitAllClosed(HostedDevice disk) {
        Eventually.is(
                () -> "every file is closed: " + disk.status(),
                () -> disk.status().map(StackStatus::openFiles).orElse(-1) == 0);
    }
}
