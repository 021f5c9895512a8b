package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands of the transmission phase, byte by byte. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandsTest {
    private static final int SIZE = 64 << 20;

    @TempDir
    Path directory;

    private final Leftovers leftovers = new Leftovers();
    private MemoryPort port;
    private NbdServer server;

    @BeforeEach
    void listen() throws Exception {
        leftovers.note();
        port = new MemoryPort("disk", SIZE);
        server = NbdServer.listen(NbdAddress.parse("unix:" + directory.resolve("s")));
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        port.close();
        leftovers.check();
    }

    private RawClient serve(boolean structured, MemoryPort.Lacks... lacks) throws Exception {
        server.export(port.without(lacks));
        return new RawClient(server.address()).go("disk", structured);
    }

    @Test
    void readReturnsWhatWriteSent() throws Exception {
        try (RawClient client = serve(false)) {
            byte[] data = pattern(70_000);
            client.write(0, 7, 12_345, data);
            assertThat(client.simpleReply(0))
                    .extracting(RawClient.Reply::error, RawClient.Reply::cookie)
                    .containsExactly(0, 7L);
            client.command(0, Wire.CMD_READ, -8, 12_345, data.length);
            RawClient.Reply reply = client.simpleReply(data.length);
            assertThat(reply.cookie()).isEqualTo(-8);
            assertThat(reply.data()).isEqualTo(data);
        }
    }

    @Test
    void structuredReadsCarryTheirOffsetAndErrorsTheirCode() throws Exception {
        try (RawClient client = serve(true)) {
            client.write(0, 1, 4096, pattern(512));
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(Wire.CMD_FLAG_DF, Wire.CMD_READ, 2, 4096, 512);
            RawClient.Reply data = client.chunk();
            assertThat(data.chunkType()).isEqualTo(Wire.REPLY_OFFSET_DATA);
            assertThat(data.offset()).isEqualTo(4096);
            assertThat(data.data()).isEqualTo(pattern(512));
            client.command(0, Wire.CMD_READ, 3, SIZE - 1, 2);
            assertThat(client.chunk())
                    .extracting(RawClient.Reply::chunkType, RawClient.Reply::error)
                    .containsExactly(Wire.REPLY_ERROR, NbdError.EINVAL.code());
            client.command(Wire.CMD_FLAG_DF, Wire.CMD_READ, 4, 0, Wire.MAX_PAYLOAD + 1);
            assertThat(client.chunk().error()).isEqualTo(NbdError.EOVERFLOW.code());
            client.command(0, Wire.CMD_READ, 5, 0, 0);
            assertThat(client.chunk().chunkType()).isEqualTo(Wire.REPLY_NONE);
        }
    }

    @Test
    void theLargestTransferGoesThroughInOnePieceAndALongerOneIsRefused() throws Exception {
        try (RawClient client = serve(false)) {
            byte[] data = pattern(Wire.MAX_PAYLOAD);
            client.write(0, 1, 0, data);
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(0, Wire.CMD_READ, 2, 0, data.length);
            assertThat(Arrays.equals(client.simpleReply(data.length).data(), data))
                    .isTrue();
            client.write(0, 3, 0, new byte[Wire.MAX_PAYLOAD + 1]);
            assertThat(client.simpleReply(0).error()).isEqualTo(NbdError.EINVAL.code());
            client.command(0, Wire.CMD_READ, 4, 0, 0xFFFF_FFFFL);
            assertThat(client.simpleReply(0).error()).isEqualTo(NbdError.EINVAL.code());
        }
    }

    @Test
    void whatCannotBeCarriedOutNeverReachesTheDriverAndTheConnectionGoesOn() throws Exception {
        try (RawClient client = serve(false)) {
            long before = port.requests.get();
            int[][] wrong = {
                {0, Wire.CMD_READ, NbdError.EINVAL.code()},
                {0, Wire.CMD_WRITE_ZEROES, NbdError.ENOSPC.code()},
                {0, Wire.CMD_TRIM, NbdError.EINVAL.code()},
                {Wire.CMD_FLAG_DF, Wire.CMD_READ, NbdError.EINVAL.code()},
                {1 << 14, Wire.CMD_READ, NbdError.EINVAL.code()},
                {0, Wire.CMD_FLUSH, NbdError.EINVAL.code()},
                {0, 5, NbdError.EINVAL.code()},
                {0, 0xFFFF, NbdError.EINVAL.code()},
            };
            for (int[] one : wrong) {
                client.command(one[0], one[1], 9, SIZE, 1);
                assertThat(client.simpleReply(0).error())
                        .as(Arrays.toString(one))
                        .isEqualTo(one[2]);
            }
            client.command(0, Wire.CMD_READ, 9, -1, 1);
            assertThat(client.simpleReply(0).error()).isEqualTo(NbdError.EINVAL.code());
            client.write(0, 9, SIZE - 10, new byte[11]);
            assertThat(client.simpleReply(0).error()).isEqualTo(NbdError.ENOSPC.code());
            assertThat(port.requests).hasValue(before);
            client.command(0, Wire.CMD_READ, 10, SIZE - 1, 1);
            assertThat(client.simpleReply(1).error()).isZero();
        }
    }

    @Test
    void forceUnitAccessWritesThenFlushes() throws Exception {
        try (RawClient client = serve(false)) {
            long before = port.flushes.get();
            client.write(Wire.CMD_FLAG_FUA, 1, 0, pattern(10));
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(Wire.CMD_FLAG_FUA, Wire.CMD_WRITE_ZEROES, 2, 0, 10);
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(0, Wire.CMD_FLUSH, 3, 0, 0);
            assertThat(client.simpleReply(0).error()).isZero();
            assertThat(port.flushes).hasValue(before + 3);
        }
    }

    @Test
    void aDriverThatCannotTrimOrZeroIsServedAllTheSame() throws Exception {
        try (RawClient client = serve(false, MemoryPort.Lacks.TRIM, MemoryPort.Lacks.ZERO)) {
            int length = 3 * Command.ZERO_PIECE + 17;
            client.write(0, 1, 5, pattern(length));
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(0, Wire.CMD_TRIM, 2, 0, 4096);
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(0, Wire.CMD_WRITE_ZEROES, 3, 5, length - 1);
            assertThat(client.simpleReply(0).error()).isZero();
            assertThat(port.writes).hasValue(1 + 4);
            client.command(0, Wire.CMD_READ, 4, 5, length);
            byte[] expected = new byte[length];
            expected[length - 1] = pattern(length)[length - 1];
            assertThat(Arrays.equals(client.simpleReply(length).data(), expected))
                    .isTrue();
        }
    }

    @Test
    void zeroesWithoutHolesAreWritten() throws Exception {
        try (RawClient client = serve(false)) {
            client.command(Wire.CMD_FLAG_NO_HOLE, Wire.CMD_WRITE_ZEROES, 1, 0, 4096);
            assertThat(client.simpleReply(0).error()).isZero();
            assertThat(port.zeroings).hasValue(0);
            assertThat(port.writes).hasValue(1);
            client.command(0, Wire.CMD_WRITE_ZEROES, 2, 0, 4096);
            assertThat(client.simpleReply(0).error()).isZero();
            assertThat(port.zeroings).hasValue(1);
        }
    }

    @Test
    void aWriteProtectedDeviceIsExportedReadOnly() throws Exception {
        try (RawClient client = serve(false, MemoryPort.Lacks.WRITING)) {
            client.write(0, 1, 0, pattern(10));
            assertThat(client.simpleReply(0).error()).isEqualTo(NbdError.EPERM.code());
            client.command(0, Wire.CMD_READ, 2, 0, 10);
            assertThat(client.simpleReply(10).error()).isZero();
        }
    }

    @Test
    void manyCommandsInOnePieceAllGetTheirReplies() throws Exception {
        try (RawClient client = serve(false)) {
            int count = 3000;
            Thread sender = Thread.ofPlatform().start(() -> {
                ByteBuffer all = ByteBuffer.allocate(count * Wire.REQUEST_SIZE);
                for (int i = 0; i < count; i++) {
                    all.putInt(Wire.REQUEST_MAGIC).putShort((short) 0).putShort((short) Wire.CMD_READ);
                    all.putLong(i).putLong(i * 512L).putInt(4096);
                }
                try {
                    client.channel.write(all.flip());
                } catch (java.io.IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            Set<Long> cookies = new HashSet<>();
            for (int i = 0; i < count; i++) {
                RawClient.Reply reply = client.simpleReply(4096);
                assertThat(reply.error()).isZero();
                cookies.add(reply.cookie());
            }
            sender.join();
            assertThat(cookies).hasSize(count);
        }
    }

    @Test
    void aClientThatNeverReadsStopsBeingReadAndHurtsNobody() throws Exception {
        try (RawClient silent = serve(false);
                RawClient other = new RawClient(server.address()).go("", true)) {
            silent.channel.configureBlocking(false);
            ByteBuffer flood = ByteBuffer.allocate(1 << 16);
            while (flood.remaining() >= Wire.REQUEST_SIZE) {
                flood.putInt(Wire.REQUEST_MAGIC)
                        .putInt(Wire.CMD_READ)
                        .putLong(1)
                        .putLong(0)
                        .putInt(1 << 20);
            }
            flood.flip();
            long sent = 0;
            long quietSince = System.nanoTime();
            // Until the server has stopped reading for a while.
            while (System.nanoTime() - quietSince < 500_000_000L) {
                int now = silent.channel.write(flood);
                sent += now;
                if (now > 0) {
                    quietSince = System.nanoTime();
                }
                if (!flood.hasRemaining()) {
                    flood.rewind();
                }
                Thread.onSpinWait();
                assertThat(sent).isLessThan(64L << 20);
            }
            long requests = port.requests.get();
            assertThat(requests).isLessThan(2L * Transmission.MAX_COMMANDS);
            for (int i = 0; i < 100; i++) {
                other.command(0, Wire.CMD_READ, i, 0, 4096);
                assertThat(other.chunk().cookie()).isEqualTo(i);
            }
        }
    }

    @Test
    void aClientMaySendAllItsCommandsBeforeItReadsAReply() throws Exception {
        int reads = 40;
        int length = 1 << 19;
        try (RawClient client = serve(false)) {
            for (int i = 0; i < reads; i++) {
                client.command(0, Wire.CMD_READ, i, 0, length);
            }
            // More than the sockets hold, and with the reads less than a connection may have in memory.
            client.write(0, reads, 0, pattern(8 << 20));
            for (int i = 0; i < reads; i++) {
                assertThat(client.simpleReply(length).cookie()).isEqualTo(i);
            }
            assertThat(client.simpleReply(0).cookie()).isEqualTo(reads);
        }
    }

    @Test
    void disconnectWaitsForTheRepliesInFlight() throws Exception {
        try (RawClient client = serve(false)) {
            port.hold();
            client.command(0, Wire.CMD_READ, 1, 0, 512);
            client.command(0, Wire.CMD_DISC, 2, 0, 0);
            Eventually.is("the read is in the device", () -> port.held.size() == 1);
            port.release();
            assertThat(client.simpleReply(512).cookie()).isEqualTo(1);
            assertThat(client.isAtEnd()).isTrue();
            assertThat(port.canceled).hasValue(0);
        }
    }

    @Test
    void aVanishedClientsRequestsAreCancelled() throws Exception {
        try (RawClient client = serve(false)) {
            port.hold();
            for (int i = 0; i < 20; i++) {
                client.command(0, Wire.CMD_READ, i, 0, 512);
            }
            Eventually.is("the reads are in the device", () -> port.held.size() == 20);
        }
        Eventually.is("the open is closed", () -> port.open.isEmpty());
        assertThat(port.canceled).hasValue(20);
    }

    @Test
    void aRemovedDeviceEndsItsRequestsThenItsConnectionsThenTheListener() throws Exception {
        try (RawClient client = serve(false);
                RawClient idle = new RawClient(server.address()).go("disk", false)) {
            port.hold();
            client.command(0, Wire.CMD_READ, 1, 0, 512);
            Eventually.is("the read is in the device", () -> port.held.size() == 1);
            port.remove();
            assertThat(client.simpleReply(0).error()).isEqualTo(NbdError.ESHUTDOWN.code());
            assertThat(client.isAtEnd()).isTrue();
            assertThat(idle.isAtEnd()).isTrue();
            assertThat(directory.resolve("s")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTerminatedDriverCannotReachAnotherCommandsData(boolean structured) throws Exception {
        try (RawClient client = serve(structured)) {
            port.hold();
            client.command(0, Wire.CMD_READ, 1, 0, 4096);
            Eventually.is("the read is in the device", () -> port.held.size() == 1);
            MemorySegment ofTerminated =
                    Objects.requireNonNull(port.terminate().getFirst().output());
            RawClient.Reply refused = structured ? client.chunk() : client.simpleReply(0);
            assertThat(refused.error()).isEqualTo(NbdError.ESHUTDOWN.code());
            assertThat(refused.cookie()).isEqualTo(1);
            assertThatThrownBy(() -> ofTerminated.fill((byte) 0x66)).isInstanceOf(IllegalStateException.class);
            byte[] data = pattern(4096);
            client.write(0, 2, 0, data);
            assertThat(client.simpleReply(0).error()).isZero();
            client.command(0, Wire.CMD_READ, 3, 0, 4096);
            RawClient.Reply read = structured ? client.chunk() : client.simpleReply(4096);
            assertThat(read.data()).isEqualTo(data);
        }
    }

    @Test
    void aDriverThatKeepsItsThreadDoesNotKeepTheOtherCommands() throws Exception {
        try (RawClient client = serve(false)) {
            CountDownLatch letGo = new CountDownLatch(1);
            var first = new java.util.concurrent.atomic.AtomicBoolean(true);
            port.on(work -> {
                if (first.getAndSet(false)) {
                    awaitQuietly(letGo);
                }
                work.run();
            });
            client.command(0, Wire.CMD_READ, 1, 0, 512);
            client.command(0, Wire.CMD_READ, 2, 0, 512);
            assertThat(client.simpleReply(512).cookie()).isEqualTo(2);
            letGo.countDown();
            assertThat(client.simpleReply(512).cookie()).isEqualTo(1);
            client.command(0, Wire.CMD_READ, 3, 0, 512);
            assertThat(client.simpleReply(512).cookie()).isEqualTo(3);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] pattern(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 31 + (i >> 9));
        }
        return data;
    }
}
