package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.umdf4j.linux.Errno;

/**
 * The fuzzer's target: a session takes any frames in any order. Each that wants a reply gets exactly one, also the ones a
 * device holds when the session ends; nothing fails inside; every open is closed.
 *
 * <p>An input is a row of records: opcode, node, handle, flags (a byte each), the body's length (two bytes) and the body.
 * The opcode 255 stands for a body that is the whole frame, header and all. A record's handle that is not 0 goes to where
 * most bodies have theirs, since guessing one would only test the fuzzer.
 */
public final class FuseFuzz {
    private static final int RAW_FRAME = 255;
    private static final int MOST_FRAMES = 64;
    private static final int LONGEST_BODY = 1 << 14;
    private static final int DISK_BYTES = 1 << 16;
    private static final int RECORD_BYTES = 6;
    private static final long DRAIN_MILLIS = 5_000;

    private FuseFuzz() {}

    /** The fuzzer's entry point. */
    public static void fuzzerTestOneInput(byte[] input) {
        ByteBuffer records = ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN);
        FakePort disk = FakePort.disk("disk0", DISK_BYTES);
        FakePort stream = FakePort.stream("echo0");
        Wanted wanted = new Wanted(new HashMap<>(), new HashMap<>());
        try (FakeKernel kernel = new FakeKernel();
                Replies replies = new Replies(kernel)) {
            FuseSession session = new FuseSession(
                    kernel.sessionFd,
                    FuseOptions.defaults()
                            .withTransport(FuseTransport.CLASSIC)
                            .withReaders(1, 1)
                            .withMaxRequests(MOST_FRAMES));
            try {
                session.directory().add(new DeviceNode(2, disk, DISK_BYTES, 0, new DeviceNode.Access(0600, 0, 0)));
                session.directory().add(new DeviceNode(3, stream, -1, 0, new DeviceNode.Access(0600, 0, 0)));
                serve(session, kernel, records, wanted);
                assertThat(session.drain(DRAIN_MILLIS)).as("drained").isTrue();
            } finally {
                session.close();
            }
            assertThat(session.faults().count(Fault.INTERNAL_ERROR)).isZero();
            assertThat(session.faults().count(Fault.REPLY_REFUSED)).isZero();
            replies.check(wanted);
        }
        assertThat(disk.closes).hasValue(disk.opens.get());
        assertThat(stream.closes).hasValue(stream.opens.get());
        assertThat(stream.waiting()).isZero();
    }

    private static void serve(FuseSession session, FakeKernel kernel, ByteBuffer records, Wanted wanted) {
        RequestBuffer buffer = Objects.requireNonNull(session.pool().take(0));
        Reader reader = new Reader(session, new ReaderCrew(session, FuseOptions.defaults()), buffer);
        try {
            for (int i = 0; i < MOST_FRAMES && records.remaining() >= RECORD_BYTES; i++) {
                byte[] frame = next(records, i + 2L);
                if (frame.length > 0) {
                    note(frame, wanted);
                    kernel.send(frame);
                    reader.serveOne();
                }
            }
        } finally {
            reader.giveBuffersBack();
        }
    }

    private static byte[] next(ByteBuffer records, long unique) {
        int opcode = Byte.toUnsignedInt(records.get());
        int node = Byte.toUnsignedInt(records.get());
        int handle = Byte.toUnsignedInt(records.get());
        records.get();
        int length = Short.toUnsignedInt(records.getShort());
        byte[] body = new byte[Math.min(Math.min(length, LONGEST_BODY), records.remaining())];
        records.get(body);
        if (opcode == RAW_FRAME) {
            return body;
        }
        if (handle != 0 && body.length >= Long.BYTES) {
            // The first open file has the first slot's first use, the second the second's second.
            ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()).putLong((long) handle << 32 | handle - 1);
        }
        return Frames.frame(opcode, unique, node, body);
    }

    /**
     * What the protocol says of replies.
     *
     * @param replies how many each number must have: one for each request that wants one
     * @param interrupts how many interrupts had the number: each may be answered by EAGAIN or not at all
     */
    private record Wanted(Map<Long, Integer> replies, Map<Long, Integer> interrupts) {}

    /** By the frame's own words, if it is long enough to have any. */
    private static void note(byte[] frame, Wanted wanted) {
        if (frame.length < FuseProtocol.IN_HEADER_BYTES) {
            return;
        }
        ByteBuffer header = ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder());
        int opcode = header.getInt(FuseProtocol.IN_OPCODE);
        long unique = header.getLong(FuseProtocol.IN_UNIQUE);
        if (opcode == FuseProtocol.INTERRUPT) {
            wanted.interrupts.merge(unique, 1, Integer::sum);
        } else if (opcode != FuseProtocol.FORGET && opcode != FuseProtocol.BATCH_FORGET && unique != 0) {
            wanted.replies.merge(unique, 1, Integer::sum);
        }
    }

    /** Takes the replies off the kernel's end, on a thread of its own, so that the session never waits for it. */
    private static final class Replies implements AutoCloseable {
        private final Map<Long, Integer> counts = new HashMap<>();

        /** How many of them were EAGAIN: of an interrupt, or of a read that must not wait. */
        private final Map<Long, Integer> again = new HashMap<>();

        private final Thread thread;

        Replies(FakeKernel kernel) {
            thread = Thread.ofPlatform().daemon().start(() -> take(kernel));
        }

        private void take(FakeKernel kernel) {
            for (var reply = kernel.replyOrEnd(); reply.isPresent(); reply = kernel.replyOrEnd()) {
                counts.merge(reply.get().unique(), 1, Integer::sum);
                if (reply.get().error() == -Errno.EAGAIN) {
                    again.merge(reply.get().unique(), 1, Integer::sum);
                }
            }
        }

        /** Closes, then looks whether each request has had one reply, and interrupts at most one each. */
        void check(Wanted wanted) {
            close();
            Set<Long> uniques = new HashSet<>(counts.keySet());
            uniques.addAll(wanted.replies.keySet());
            for (long unique : uniques) {
                int surplus = counts.getOrDefault(unique, 0) - wanted.replies.getOrDefault(unique, 0);
                int most = Math.min(again.getOrDefault(unique, 0), wanted.interrupts.getOrDefault(unique, 0));
                assertThat(surplus)
                        .as("replies to %d beyond one each: %s of %s, EAGAIN %s", unique, counts, wanted, again)
                        .isBetween(0, most);
            }
        }

        /** Waits for the session's end. */
        @Override
        public void close() {
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }
}
