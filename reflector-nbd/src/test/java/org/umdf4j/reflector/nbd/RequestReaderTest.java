package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands cut out of a stream that comes in pieces of any size. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestReaderTest {
    private static final int INPUT = 1 << 16;

    /** A command of a client: WRITE with a payload, or another without. */
    private record Sent(long cookie, int length, boolean refused) {
        byte[] payload() {
            byte[] bytes = new byte[length];
            new Random(cookie).nextBytes(bytes);
            return bytes;
        }
    }

    @Test
    void everyHeaderAndEveryPayloadComesOutHoweverTheStreamIsCut() throws Exception {
        long seed = Long.getLong("nbd.seed", System.nanoTime());
        System.out.println("RequestReaderTest: repeat with -Dnbd.seed=" + seed);
        Random random = new Random(seed);
        for (int run = 0; run < 200; run++) {
            List<Sent> commands = commands(random);
            Pieces stream = new Pieces(bytesOf(commands), random);
            RequestReader reader =
                    new RequestReader(stream, ByteBuffer.allocate(INPUT).flip());
            for (Sent command : commands) {
                take(reader, command);
            }
            assertThat(reader.isAmidRequest()).isFalse();
            assertThat(reader.isEnded()).isFalse();
            while (!reader.isEnded()) {
                assertThat(reader.receive()).isNotPositive();
            }
        }
    }

    @Test
    void aLargePayloadIsNotReadTogetherWithTheNextOne() throws Exception {
        int large = 1 << 18;
        Pieces stream =
                new Pieces(bytesOf(List.of(new Sent(1, large, false), new Sent(2, large, false))), Integer.MAX_VALUE);
        ByteBuffer in = ByteBuffer.allocate(INPUT).flip();
        RequestReader reader = new RequestReader(stream, in);
        assertThat(reader.receive()).isEqualTo(INPUT);
        reader.takeHeader();
        reader.expect(ByteBuffer.allocate(large));
        reader.receive();
        assertThat(reader.isAmidPayload()).isFalse();
        assertThat(in.remaining()).isEqualTo(Wire.REQUEST_SIZE);
    }

    @Test
    void smallCommandsComeManyToAReceive() throws Exception {
        List<Sent> commands = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            commands.add(new Sent(i, 4096, false));
        }
        RequestReader reader = new RequestReader(
                new Pieces(bytesOf(commands), Integer.MAX_VALUE),
                ByteBuffer.allocate(INPUT).flip());
        reader.receive();
        for (int i = 0; i < commands.size(); i++) {
            assertThat(reader.takeHeader().cookie()).isEqualTo(i);
            reader.expect(ByteBuffer.allocate(4096));
            assertThat(reader.isAmidPayload()).isFalse();
        }
    }

    private static void take(RequestReader reader, Sent command) throws Exception {
        while (!reader.hasHeader()) {
            assertThat(reader.hasRoom()).isTrue();
            reader.receive();
        }
        RequestHeader header = reader.takeHeader();
        assertThat(header.cookie()).isEqualTo(command.cookie());
        assertThat(header.payloadLength()).isEqualTo(command.length());
        ByteBuffer target = ByteBuffer.allocate(command.length());
        if (command.refused()) {
            reader.skip(header.payloadLength());
        } else if (target.hasRemaining()) {
            reader.expect(target);
        }
        while (reader.isAmidPayload()) {
            assertThat(reader.hasRoom()).isTrue();
            reader.receive();
        }
        if (!command.refused()) {
            assertThat(target.array()).isEqualTo(command.payload());
        }
    }

    private static List<Sent> commands(Random random) {
        List<Sent> commands = new ArrayList<>();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            int length =
                    switch (random.nextInt(3)) {
                        case 0 -> 0;
                        case 1 -> random.nextInt(5000);
                        default -> random.nextInt(300_000);
                    };
            commands.add(new Sent(random.nextLong(), length, random.nextInt(4) == 0));
        }
        return commands;
    }

    private static ByteBuffer bytesOf(List<Sent> commands) {
        int size = commands.stream()
                .mapToInt(each -> Wire.REQUEST_SIZE + each.length())
                .sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        for (Sent each : commands) {
            int type = each.length() > 0 ? Wire.CMD_WRITE : Wire.CMD_FLUSH;
            bytes.putInt(Wire.REQUEST_MAGIC).putShort((short) 0).putShort((short) type);
            bytes.putLong(each.cookie()).putLong(0).putInt(each.length());
            bytes.put(each.payload());
        }
        return bytes.flip();
    }

    /** A socket that gives its bytes in pieces, and sometimes none. */
    private static final class Pieces implements ScatteringByteChannel {
        private final ByteBuffer left;
        private final Random random;
        private final int largest;

        Pieces(ByteBuffer bytes, Random random) {
            this.left = bytes;
            this.random = random;
            this.largest = 1 << (1 + random.nextInt(20));
        }

        Pieces(ByteBuffer bytes, int largest) {
            this.left = bytes;
            this.random = new Random(0);
            this.largest = -largest;
        }

        private int piece() {
            return largest < 0 ? -largest : random.nextInt(largest);
        }

        @Override
        public long read(ByteBuffer[] targets) {
            if (!left.hasRemaining()) {
                return -1;
            }
            int piece = Math.min(piece(), left.remaining());
            long before = left.position();
            for (ByteBuffer target : targets) {
                int now = Math.min(piece, target.remaining());
                target.put(target.position(), left, left.position(), now);
                target.position(target.position() + now);
                left.position(left.position() + now);
                piece -= now;
            }
            return left.position() - before;
        }

        @Override
        public int read(ByteBuffer target) {
            return (int) read(new ByteBuffer[] {target});
        }

        @Override
        public long read(ByteBuffer[] targets, int offset, int length) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }
}
