package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The handshake, byte by byte, with clients that keep the rules and clients that do not. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HandshakeTest {
    private static final int SIZE = 1 << 20;
    private static final byte[] NOTHING = {};

    @TempDir
    Path directory;

    private final Leftovers leftovers = new Leftovers();
    private MemoryPort disk;
    private MemoryPort second;
    private NbdServer server;

    @BeforeEach
    void serve() throws Exception {
        leftovers.note();
        disk = new MemoryPort("disk", SIZE);
        second = new MemoryPort("second", 2 * SIZE, MemoryPort.Lacks.WRITING, MemoryPort.Lacks.FLUSH);
        server = NbdServer.listen(
                NbdAddress.parse("unix:" + directory.resolve("s")),
                Thread.ofPlatform().daemon().factory(),
                Duration.ofMillis(700));
        server.export(disk);
        server.export(second);
    }

    @AfterEach
    void nothingIsLeft() {
        server.close();
        disk.close();
        second.close();
        leftovers.check();
    }

    private RawClient client() throws IOException {
        return new RawClient(server.address());
    }

    private RawClient greeted() throws IOException {
        return client().greet(Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES);
    }

    @Test
    void listNamesEveryExport() throws Exception {
        try (RawClient client = greeted()) {
            client.option(Wire.OPT_LIST, NOTHING);
            List<String> names = new ArrayList<>();
            RawClient.OptionReply reply = client.optionReply();
            while (reply.type() == Wire.REP_SERVER) {
                ByteBuffer data = ByteBuffer.wrap(reply.data());
                byte[] name = new byte[data.getInt()];
                data.get(name);
                names.add(new String(name, StandardCharsets.UTF_8));
                reply = client.optionReply();
            }
            assertThat(reply.type()).isEqualTo(Wire.REP_ACK);
            assertThat(names).containsExactly("disk", "second");
        }
    }

    @Test
    void infoTellsSizeFlagsBlockSizesNameAndDescription() throws Exception {
        try (RawClient client = greeted()) {
            client.option(
                    Wire.OPT_INFO,
                    RawClient.infoRequest("second", Wire.INFO_NAME, Wire.INFO_DESCRIPTION, Wire.INFO_NAME, 77));
            ByteBuffer export = ByteBuffer.wrap(client.optionReply().data());
            assertThat(export.getShort()).isEqualTo((short) Wire.INFO_EXPORT);
            assertThat(export.getLong()).isEqualTo(2 * SIZE);
            assertThat(export.getShort())
                    .isEqualTo((short) (Wire.FLAG_HAS_FLAGS | Wire.FLAG_READ_ONLY | Wire.FLAG_CAN_MULTI_CONN));
            ByteBuffer blocks = ByteBuffer.wrap(client.optionReply().data());
            assertThat(blocks.getShort()).isEqualTo((short) Wire.INFO_BLOCK_SIZE);
            assertThat(blocks.getInt()).isEqualTo(1);
            assertThat(blocks.getInt()).isEqualTo(4096);
            assertThat(blocks.getInt()).isEqualTo(Wire.MAX_PAYLOAD);
            assertThat(new String(client.optionReply().data(), StandardCharsets.UTF_8))
                    .endsWith("second");
            assertThat(new String(client.optionReply().data(), StandardCharsets.UTF_8))
                    .endsWith("umdf4j device second");
            assertThat(client.optionReply().type()).isEqualTo(Wire.REP_ACK);
            assertThat(second.opens).hasValue(1);
        }
    }

    @Test
    void exportNameOpensTheDefaultExportForTheEmptyName() throws Exception {
        try (RawClient client = client().greet(Wire.FIXED_NEWSTYLE)) {
            client.option(Wire.OPT_EXPORT_NAME, NOTHING);
            assertThat(client.in.readLong()).isEqualTo(SIZE);
            assertThat(client.in.readUnsignedShort() & Wire.FLAG_SEND_DF).isZero();
            assertThat(client.in.readNBytes(124)).containsOnly(0);
            client.command(0, Wire.CMD_READ, 1, 0, 512);
            assertThat(client.simpleReply(512).error()).isZero();
        }
    }

    @Test
    void optionsThatAreNotServedAreRefusedAndTheHandshakeGoesOn() throws Exception {
        try (RawClient client = greeted()) {
            int[][] refused = {
                {Wire.OPT_STARTTLS, 0, Wire.REP_ERR_UNSUP},
                {Wire.OPT_SET_META_CONTEXT, 12, Wire.REP_ERR_UNSUP},
                {Wire.OPT_LIST_META_CONTEXT, 12, Wire.REP_ERR_UNSUP},
                {4711, 3, Wire.REP_ERR_UNSUP},
                {Wire.OPT_LIST, 1, Wire.REP_ERR_INVALID},
                {Wire.OPT_STRUCTURED_REPLY, 1, Wire.REP_ERR_INVALID},
                {Wire.OPT_GO, 5, Wire.REP_ERR_INVALID},
                {Wire.OPT_GO, 7, Wire.REP_ERR_INVALID},
                {Wire.OPT_GO, Negotiation.MAX_OPTION + 1, Wire.REP_ERR_TOO_BIG},
                {Wire.OPT_GO, Negotiation.MAX_SKIPPED, Wire.REP_ERR_TOO_BIG},
            };
            for (int[] one : refused) {
                client.option(one[0], new byte[one[1]]);
                RawClient.OptionReply reply = client.optionReply();
                assertThat(reply.option()).isEqualTo(one[0]);
                assertThat(reply.type()).isEqualTo(one[2]);
            }
            client.option(Wire.OPT_GO, RawClient.infoRequest("nowhere"));
            assertThat(client.optionReply().type()).isEqualTo(Wire.REP_ERR_UNKNOWN);
            client.option(Wire.OPT_ABORT, NOTHING);
            assertThat(client.optionReply().type()).isEqualTo(Wire.REP_ACK);
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void whoBreaksTheProtocolLosesTheConnectionAndIsCounted() throws Exception {
        try (RawClient client = client().greet(1 << 5)) {
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = greeted()) {
            client.out.write(new byte[16]);
            client.out.flush();
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = greeted()) {
            client.out.writeLong(Wire.OPTION_MAGIC);
            client.out.writeInt(Wire.OPT_LIST);
            client.out.writeInt(-1);
            client.out.flush();
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = client().greet(0)) {
            client.option(Wire.OPT_LIST, NOTHING);
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = greeted()) {
            client.option(Wire.OPT_EXPORT_NAME, "nowhere".getBytes(StandardCharsets.UTF_8));
            assertThat(client.isAtEnd()).isTrue();
        }
        try (RawClient client = new RawClient(server.address()).go("disk", false)) {
            client.out.writeLong(0);
            client.out.write(new byte[20]);
            client.out.flush();
            assertThat(client.isAtEnd()).isTrue();
        }
        assertThat(server.faults())
                .containsKeys(
                        Fault.CLIENT_FLAGS.text(),
                        Fault.OPTION_MAGIC.text(),
                        Fault.OPTION_TOO_BIG.text(),
                        Fault.OPTION_ORDER.text(),
                        Fault.UNKNOWN_EXPORT.text(),
                        Fault.REQUEST_MAGIC.text());
    }

    @Test
    void aFloodOfOptionsEnds() throws Exception {
        try (RawClient client = greeted()) {
            for (int i = 0; i < Negotiation.MAX_OPTIONS; i++) {
                client.option(99, NOTHING);
                assertThat(client.optionReply().type()).isEqualTo(Wire.REP_ERR_UNSUP);
            }
            client.option(99, NOTHING);
            assertThat(client.isAtEnd()).isTrue();
            assertThat(server.faults()).containsKey(Fault.TOO_MANY_OPTIONS.text());
        }
    }

    @Test
    void halfAHandshakeThenSilenceEndsButIdlenessAfterItDoesNot() throws Exception {
        try (RawClient idle = client().go("disk", false);
                RawClient silent = greeted()) {
            silent.out.writeLong(Wire.OPTION_MAGIC);
            silent.out.flush();
            assertThat(silent.isAtEnd()).isTrue();
            assertThat(server.faults()).containsKey(Fault.HANDSHAKE_TIMEOUT.text());
            idle.command(0, Wire.CMD_READ, 1, 0, 1);
            assertThat(idle.simpleReply(1).error()).isZero();
        }
    }

    @Test
    void moreConnectionsThanTheLimitAreTurnedAwayAndTheOthersServed() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < NbdServer.MAX_CONNECTIONS; i++) {
                clients.add(client().go("disk", false));
            }
            try (RawClient one = client()) {
                assertThat(one.isAtEnd()).isTrue();
            }
            clients.getFirst().command(0, Wire.CMD_READ, 1, 0, 1);
            assertThat(clients.getFirst().simpleReply(1).error()).isZero();
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        Eventually.is("the connections have ended", () -> server.connections() == 0);
        try (RawClient again = client().go("disk", false)) {
            assertThat(again.channel.isOpen()).isTrue();
        }
    }

    @Test
    void aDeviceWithoutASizeIsRefused() throws Exception {
        try (MemoryPort stream = new MemoryPort("echo", 16, MemoryPort.Lacks.SIZE)) {
            assertThatThrownBy(() -> server.export(stream))
                    .isInstanceOf(NbdException.class)
                    .hasMessageContaining("device echo cannot be an NBD export: it tells no size");
        }
        try (MemoryPort twin = new MemoryPort("disk", 16)) {
            assertThatThrownBy(() -> server.export(twin)).hasMessageContaining("already an NBD export disk");
        }
    }
}
