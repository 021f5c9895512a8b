package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random garbage in the middle of real traffic, and disconnections anywhere, against a live server. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileClientTest {
    private static final int CLIENTS = 300;

    @TempDir
    Path directory;

    @Test
    void garbageAndDisconnectionsAnywhereLeaveTheServerWhole() throws Exception {
        long seed = Long.getLong("nbd.seed", System.nanoTime());
        System.out.println("HostileClientTest: repeat with -Dnbd.seed=" + seed);
        Random random = new Random(seed);
        Leftovers leftovers = new Leftovers();
        leftovers.note();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (MemoryPort port = new MemoryPort("disk", 1 << 20).on(threads);
                NbdServer server = NbdServer.listen(NbdAddress.parse("unix:" + directory.resolve("s")))) {
            server.export(port);
            for (int i = 0; i < CLIENTS; i++) {
                try (RawClient client = new RawClient(server.address())) {
                    // Not in the line above: the server may hang up before it has answered, and the client must be
                    // closed.
                    client.go("disk", random.nextBoolean());
                    misbehave(client, random);
                } catch (IOException ended) {
                    // The server may hang up on such a client at any point.
                    assertThat(ended).isNotNull();
                }
            }
            Eventually.is("every open is closed", () -> port.open.isEmpty());
            assertThat(port.outstanding).isEmpty();
            try (RawClient client = new RawClient(server.address()).go("disk", false)) {
                client.command(0, Wire.CMD_READ, 1, 0, 512);
                assertThat(client.simpleReply(512).error()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        leftovers.check();
    }

    private static void misbehave(RawClient client, Random random) throws IOException {
        for (int i = random.nextInt(20); i > 0; i--) {
            int type = random.nextInt(8);
            long offset = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(1 << 20);
            long length = random.nextInt(5) == 0 ? random.nextLong() & 0xFFFF_FFFFL : random.nextInt(1 << 16);
            client.command(random.nextInt(4) == 0 ? random.nextInt() : 0, type, i, offset, length);
            if (type == Wire.CMD_WRITE && random.nextInt(4) > 0) {
                client.out.write(new byte[(int) Math.min(length, 1 << 17)]);
            }
            if (random.nextInt(10) == 0) {
                byte[] garbage = new byte[random.nextInt(200)];
                random.nextBytes(garbage);
                client.out.write(garbage);
            }
        }
        if (random.nextBoolean()) {
            client.out.flush();
        }
    }
}
