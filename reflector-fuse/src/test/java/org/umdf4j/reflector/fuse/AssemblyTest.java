package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that came in parts, over io_uring, is the one that a read would have brought. */
@Timeout(60)
class AssemblyTest {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment headers = arena.allocate(RingProtocol.HEADER_BYTES, 8);
    private final BufferPool pool =
            new Descriptor(-1, new FaultLog(System.getLogger("test")), 1, /* polls= */ false).pool();
    private final RequestBuffer buffer = Objects.requireNonNull(pool.take(0));

    @AfterEach
    void close() {
        pool.put(buffer);
        pool.close();
        arena.close();
    }

    @Test
    void partsOfAnySizeComeTogether() {
        Random random = Seed.random("AssemblyTest.parts");
        for (int round = 0; round < 2_000; round++) {
            byte[] body = bytes(random, random.nextInt(RingProtocol.OP_IN_BYTES + 1));
            byte[] data = bytes(random, random.nextInt(4) == 0 ? 0 : random.nextInt(20_000));
            byte[] frame = new byte[FuseProtocol.IN_HEADER_BYTES + body.length + data.length];
            byte[] header = bytes(random, FuseProtocol.IN_HEADER_BYTES);
            ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).putInt(0, frame.length);
            System.arraycopy(header, 0, frame, 0, header.length);
            System.arraycopy(body, 0, frame, header.length, body.length);
            System.arraycopy(data, 0, frame, header.length + body.length, data.length);
            put(header, body, data);
            buffer.assemble(headers);
            assertThat(buffer.incoming().asSlice(0, frame.length).toArray(JAVA_BYTE))
                    .isEqualTo(frame);
            assertThat(buffer.frame().unique()).isEqualTo(headers.get(JAVA_LONG, FuseProtocol.IN_UNIQUE));
        }
    }

    @Test
    void lengthsThatCannotBeAreFaults() {
        byte[] read = Frames.transfer(FuseProtocol.READ, 5, 1, 512, 0);
        byte[] body = Arrays.copyOfRange(read, FuseProtocol.IN_HEADER_BYTES, read.length);
        for (int data : new int[] {-1, Integer.MIN_VALUE, FuseProtocol.MAX_TRANSFER + 1}) {
            put(read, body, new byte[0]);
            headers.set(JAVA_INT, RingProtocol.PAYLOAD_SIZE, data);
            buffer.assemble(headers);
            assertThat(buffer.frame().check()).as("%d bytes of data", data).isNotEqualTo(Fault.NONE);
        }
        for (int length : new int[] {0, 39, -1, Integer.MAX_VALUE, 40 + RingProtocol.OP_IN_BYTES + 1}) {
            put(read, body, new byte[0]);
            headers.set(JAVA_INT, FuseProtocol.IN_LEN, length);
            buffer.assemble(headers);
            assertThat(buffer.frame().check()).as("length %d", length).isEqualTo(Fault.SHORT_HEADER);
        }
        put(read, body, new byte[0]);
        buffer.assemble(headers);
        assertThat(buffer.frame().check()).isEqualTo(Fault.NONE);
    }

    /** What the kernel does. */
    private void put(byte[] header, byte[] body, byte[] data) {
        MemorySegment.copy(header, 0, headers, JAVA_BYTE, RingProtocol.IN_OUT, FuseProtocol.IN_HEADER_BYTES);
        MemorySegment.copy(body, 0, headers, JAVA_BYTE, RingProtocol.OP_IN, body.length);
        headers.set(JAVA_INT, RingProtocol.PAYLOAD_SIZE, data.length);
        MemorySegment.copy(data, 0, buffer.data(data.length), JAVA_BYTE, 0, data.length);
    }

    private static byte[] bytes(Random random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
