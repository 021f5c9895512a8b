package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FrameTest {
    @Test
    void wellFormedFramesAreAccepted() {
        assertThat(check(Frames.init(2))).isEqualTo(Fault.NONE);
        assertThat(check(Frames.transfer(FuseProtocol.READ, 2, 1, 1 << 20, 0))).isEqualTo(Fault.NONE);
        assertThat(check(Frames.transfer(FuseProtocol.WRITE, 2, 1, 512, 512))).isEqualTo(Fault.NONE);
        assertThat(check(lookup("disk0\0"))).isEqualTo(Fault.NONE);
    }

    @Test
    void eachKindOfWrongFrameIsNamed() {
        assertThat(check(new byte[39])).isEqualTo(Fault.SHORT_HEADER);
        assertThat(check(java.util.Arrays.copyOf(Frames.init(2), 60))).isEqualTo(Fault.LENGTH_MISMATCH);
        assertThat(check(Frames.init(0))).isEqualTo(Fault.NO_NUMBER);
        assertThat(check(Frames.frame(FuseProtocol.READ, 2, 2, new byte[8]))).isEqualTo(Fault.SHORT_BODY);
        assertThat(check(Frames.transfer(FuseProtocol.READ, 2, 1, (1 << 20) + 1, 0)))
                .isEqualTo(Fault.BAD_SIZE);
        assertThat(check(Frames.transfer(FuseProtocol.READ, 2, 1, -1, 0))).isEqualTo(Fault.BAD_SIZE);
        assertThat(check(Frames.transfer(FuseProtocol.WRITE, 2, 1, 512, 511))).isEqualTo(Fault.BAD_SIZE);
        assertThat(check(lookup("disk0"))).isEqualTo(Fault.BAD_NAME);
        assertThat(check(Frames.frame(4711, 2, 1, new byte[0]))).isEqualTo(Fault.UNKNOWN_OPCODE);
        assertThat(check(Frames.frame(22, 2, 1, new byte[16]))).isEqualTo(Fault.NOT_SUPPORTED);
    }

    @Test
    void changedFramesAreNeverReadBeyondTheirEnd() {
        Random random = Seed.random("FrameTest.changedFrames");
        byte[][] models = {
            Frames.init(2),
            Frames.transfer(FuseProtocol.WRITE, 3, 1, 64, 64),
            Frames.frame(FuseProtocol.IOCTL, 4, 2, new byte[48]),
            lookup("disk0\0"),
            Frames.frame(FuseProtocol.BATCH_FORGET, 5, 0, new byte[40])
        };
        for (int round = 0; round < 200_000; round++) {
            byte[] frame = models[random.nextInt(models.length)].clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                frame[random.nextInt(frame.length)] = (byte) random.nextInt();
            }
            readAll(frame);
        }
    }

    private static Fault check(byte[] bytes) {
        Frame frame = new Frame(MemorySegment.ofArray(bytes));
        frame.received(bytes.length);
        return frame.check();
    }

    /** Reads what a handler would read; an access beyond the array throws. */
    private static void readAll(byte[] bytes) {
        Frame frame = new Frame(MemorySegment.ofArray(bytes));
        frame.received(bytes.length);
        if (frame.check() != Fault.NONE) {
            assertThat(frame.toString()).contains("bytes");
            return;
        }
        assertThat(frame.bodyBytes()).isBetween(0L, (long) bytes.length);
        if (frame.opcode() == FuseProtocol.LOOKUP) {
            assertThat(frame.name(0).length()).isLessThan(bytes.length);
        }
        if (frame.opcode() == FuseProtocol.IOCTL) {
            assertThat(frame.bodyBytes()).isEqualTo(32L + frame.body32(FuseProtocol.IOCTL_IN_SIZE));
        }
    }

    private static byte[] lookup(String name) {
        return Frames.frame(FuseProtocol.LOOKUP, 2, 1, name.getBytes(StandardCharsets.US_ASCII));
    }
}
