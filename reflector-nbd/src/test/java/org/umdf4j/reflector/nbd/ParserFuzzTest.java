package org.umdf4j.reflector.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The parsers take any bytes in any pieces: progress or an orderly end, bounded output, no other exception. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ParserFuzzTest {
    private static final ExportFacts FACTS = new ExportFacts("disk", "umdf4j device disk", 1 << 20, false, true);

    private static final Negotiation.Directory DIRECTORY = new Negotiation.Directory() {
        @Override
        public List<ExportFacts> list() {
            return List.of(FACTS);
        }

        @Override
        public Optional<ExportFacts> find(String name) {
            return name.isEmpty() || name.equals("disk") ? Optional.of(FACTS) : Optional.empty();
        }
    };

    @Test
    void mutatedConversations() {
        long seed = Long.getLong("nbd.seed", System.nanoTime());
        System.out.println("ParserFuzzTest.mutatedConversations: repeat with -Dnbd.seed=" + seed);
        Random random = new Random(seed);
        byte[] good = conversation();
        assertThat(feed(good, good.length))
                .as("commands taken from the good one")
                .isEqualTo(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                int at = random.nextInt(bad.length);
                switch (random.nextInt(4)) {
                    case 0 -> bad[at] ^= (byte) (1 << random.nextInt(8));
                    case 1 -> bad[at] = (byte) random.nextInt();
                    case 2 -> bad[at] = (byte) 0xFF;
                    default -> bad = java.util.Arrays.copyOf(bad, Math.max(1, at));
                }
            }
            feed(bad, random.nextInt(1, 64));
        }
    }

    /** @return how many command headers were taken */
    private static int feed(byte[] input, int piece) {
        ByteBuffer in = ByteBuffer.allocate(1 << 16).flip();
        ByteBuffer out = ByteBuffer.allocate(Negotiation.MAX_OUTPUT);
        Negotiation negotiation = new Negotiation(DIRECTORY);
        negotiation.greet(out);
        boolean transmission = false;
        int commands = 0;
        try {
            for (int sent = 0; sent < input.length; sent += piece) {
                in.compact();
                in.put(input, sent, Math.min(piece, input.length - sent)).flip();
                Negotiation.Next next = transmission ? Negotiation.Next.READ : Negotiation.Next.AGAIN;
                while (next == Negotiation.Next.AGAIN) {
                    out.clear();
                    int before = in.remaining();
                    next = negotiation.advance(in, out);
                    if (next == Negotiation.Next.OPEN) {
                        negotiation.accept(negotiation.chosen(), out);
                        transmission = true;
                    } else if (next == Negotiation.Next.AGAIN && in.remaining() == before) {
                        throw new AssertionError("again without progress");
                    }
                }
                if (next == Negotiation.Next.CLOSE) {
                    return commands;
                }
                while (transmission && in.remaining() >= Wire.REQUEST_SIZE) {
                    commands++;
                    check(RequestHeader.take(in), negotiation.structured());
                }
            }
        } catch (ProtocolException orderlyEnd) {
            assertThat(orderlyEnd.fault()).isNotNull();
        }
        return commands;
    }

    /** What passes the check must be safe to hand to the device. */
    private static void check(RequestHeader header, boolean structured) {
        if (header.check(FACTS, structured) != NbdError.NONE || header.type() == Wire.CMD_FLUSH) {
            return;
        }
        assertThat(header.offset()).isBetween(0L, FACTS.size());
        assertThat(header.offset() + header.length()).isBetween(0L, FACTS.size());
        assertThat(Command.bufferSize(header)).isBetween(0, Wire.MAX_PAYLOAD);
    }

    private static byte[] conversation() {
        ByteBuffer all = ByteBuffer.allocate(512);
        all.putInt(Wire.FIXED_NEWSTYLE | Wire.NO_ZEROES);
        option(all, Wire.OPT_LIST, new byte[0]);
        option(all, Wire.OPT_STRUCTURED_REPLY, new byte[0]);
        option(all, Wire.OPT_SET_META_CONTEXT, new byte[20]);
        option(all, Wire.OPT_INFO, RawClient.infoRequest("disk", Wire.INFO_NAME, Wire.INFO_DESCRIPTION));
        option(all, Wire.OPT_GO, RawClient.infoRequest("", Wire.INFO_BLOCK_SIZE));
        for (int type : new int[] {Wire.CMD_READ, Wire.CMD_TRIM, Wire.CMD_WRITE_ZEROES}) {
            all.putInt(Wire.REQUEST_MAGIC).putShort((short) 0).putShort((short) type);
            all.putLong(1).putLong(4096).putInt(512);
        }
        return java.util.Arrays.copyOf(all.array(), all.position());
    }

    private static void option(ByteBuffer all, int option, byte[] data) {
        all.putLong(Wire.OPTION_MAGIC).putInt(option).putInt(data.length).put(data);
    }
}
