package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.linux.Errno;

/**
 * A session whose kernel is hostile. One reader, so that a frame has been dealt with when the next one is answered; no more
 * than two requests in the device. After each test nothing of the session is left.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionTest {
    private static final long DISK = 2;
    private static final long STREAM = 3;
    private static final int REQUESTS = 2;
    private static final int BUFFERS = REQUESTS + 2;

    private final FakePort disk = FakePort.disk("disk0", 1 << 16);
    private final FakePort stream = FakePort.stream("echo0");
    private final List<Irp> kept = new CopyOnWriteArrayList<>();
    private List<String> descriptorsBefore = List.of();
    private FakeKernel kernel;
    private FuseSession session;
    private boolean closed;
    private long lastUnique = 100;

    @BeforeEach
    void startSession() throws Exception {
        Leftovers.warmUp();
        descriptorsBefore = Leftovers.descriptors();
        kernel = new FakeKernel();
        session = new FuseSession(
                kernel.sessionFd,
                FuseOptions.defaults()
                        .withTransport(FuseTransport.CLASSIC)
                        .withReaders(1, 1)
                        .withMaxRequests(REQUESTS));
        show(DISK, disk, disk.content().length);
        show(STREAM, stream, -1);
        session.start();
    }

    private void show(long id, FakePort port, long size) {
        session.directory().add(new DeviceNode(id, port, size, 0, new DeviceNode.Access(0600, 0, 0)));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        kernel.close();
        assertThat(session.awaitReaders(20_000)).isTrue();
        if (!closed) {
            session.drain(200);
            session.close();
        }
        kept.forEach(irp -> irp.end(HResult.ERROR_OPERATION_ABORTED, 0));
        assertThat(disk.closes).hasValue(disk.opens.get());
        assertThat(stream.closes).hasValue(stream.opens.get());
        assertThat(stream.waiting()).isZero();
        Leftovers.awaitNoThreads();
        assertThat(Leftovers.descriptors()).containsExactlyInAnyOrderElementsOf(descriptorsBefore);
    }

    @Test
    void nothingIsServedBeforeInitAndInitOnlyOnce() {
        kernel.ask(statfs(), -Errno.EIO);
        kernel.ask(Frames.transfer(FuseProtocol.READ, ++lastUnique, 1, 512, 0), -Errno.EIO);
        assertThat(session.faults().count(Fault.NOT_INITIALIZED)).isEqualTo(2);
        initialize();
        kernel.ask(Frames.init(++lastUnique), -Errno.EIO);
        assertThat(session.faults().count(Fault.SECOND_INIT)).isEqualTo(1);
        stillServes();
    }

    @Test
    void initOfAnOldKernelIsRefusedAndOfALaterMajorVersionAskedAgain() {
        kernel.ask(init(7, 27), -Errno.EPROTO);
        kernel.ask(init(6, 99), -Errno.EPROTO);
        byte[] answer = kernel.ask(init(8, 1), 0).data();
        assertThat(ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getInt())
                .isEqualTo(7);
        kernel.ask(statfs(), -Errno.EIO);
        initialize();
    }

    @Test
    void framesShorterThanAHeaderGetNoReplyAndAreCounted() {
        initialize();
        for (int length = 1; length < 40; length++) {
            kernel.send(Arrays.copyOf(statfs(), length));
        }
        stillServes();
        assertThat(session.faults().count(Fault.SHORT_HEADER)).isEqualTo(39);
    }

    @Test
    void framesThatLieAboutTheirLengthAreRefused() {
        initialize();
        kernel.ask(Arrays.copyOf(statfs(), 100_000), -Errno.EINVAL);
        kernel.ask(withInt(statfs(), 0, -1), -Errno.EINVAL);
        kernel.ask(withInt(statfs(), 0, 39), -Errno.EINVAL);
        // Extensions that claim more than the frame has.
        kernel.ask(withInt(statfs(), 36, 0xFFFF), -Errno.EINVAL);
        assertThat(session.faults().count(Fault.LENGTH_MISMATCH)).isEqualTo(3);
        assertThat(session.faults().count(Fault.SHORT_BODY)).isEqualTo(1);
        stillServes();
    }

    @Test
    void operationsThatFuseDoesNotHaveAndAbsurdSizesAreRefused() {
        initialize();
        long handle = open(DISK);
        kernel.ask(Frames.frame(4711, ++lastUnique, 1, new byte[0]), -Errno.ENOSYS);
        kernel.ask(Frames.frame(-1, ++lastUnique, 1, new byte[64]), -Errno.ENOSYS);
        for (int size : new int[] {(1 << 20) + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
            kernel.ask(Frames.transfer(FuseProtocol.READ, ++lastUnique, handle, size, 0), -Errno.EINVAL);
            kernel.ask(Frames.transfer(FuseProtocol.WRITE, ++lastUnique, handle, size, 16), -Errno.EINVAL);
        }
        kernel.ask(control(handle, Integer.MAX_VALUE, 0), -Errno.EINVAL);
        kernel.ask(control(handle, 0, -1), -Errno.EINVAL);
        assertThat(session.faults().count(Fault.UNKNOWN_OPCODE)).isEqualTo(2);
        assertThat(session.faults().count(Fault.BAD_SIZE)).isEqualTo(10);
        assertThat(disk.reads).hasValue(0);
        assertThat(disk.writes).hasValue(0);
        stillServes();
    }

    @Test
    void unknownNodesAndHandlesAreRefused() {
        initialize();
        for (long node : new long[] {0, 1, 99, -1, Long.MIN_VALUE}) {
            int error = node == 1 ? -Errno.EISDIR : -Errno.ENODEV;
            kernel.ask(Frames.frame(FuseProtocol.OPEN, ++lastUnique, node, new byte[8]), error);
        }
        long handle = open(DISK);
        for (long wrong : new long[] {0, 1, handle + 1, handle ^ (1L << 40), -1, Long.MAX_VALUE}) {
            kernel.ask(read(wrong, 512), -Errno.EBADF);
        }
        kernel.ask(release(handle), 0);
        kernel.ask(read(handle, 512), -Errno.EBADF);
        // The kernel cannot do anything about a failed release, so it is told that all is well.
        kernel.ask(release(handle), 0);
        assertThat(session.faults().count(Fault.UNKNOWN_HANDLE)).isEqualTo(8);
        assertThat(disk.closes).hasValue(1);
        stillServes();
    }

    @Test
    void interruptedRequestEndsWithEintrAndTheInterruptItselfGetsNoReply() {
        initialize();
        byte[] read = read(open(STREAM), 512);
        kernel.send(read);
        kernel.send(interrupt(lastUnique));
        FakeKernel.Reply reply = kernel.reply();
        assertThat(reply.error()).isEqualTo(-Errno.EINTR);
        assertThat(reply.unique()).isEqualTo(lastUnique);
        stillServes();
        assertThat(stream.cancels).hasValue(1);
    }

    @Test
    void interruptThatOvertakesItsRequestIsAskedForAgain() {
        initialize();
        long handle = open(STREAM);
        long target = 5000;
        kernel.ask(interrupt(target), -Errno.EAGAIN);
        kernel.send(Frames.transfer(FuseProtocol.READ, target, handle, 512, 0));
        kernel.send(interrupt(target));
        assertThat(kernel.reply()).extracting(FakeKernel.Reply::error).isEqualTo(-Errno.EINTR);
        // It has ended; the same once more is an interrupt of nothing.
        kernel.ask(interrupt(target), -Errno.EAGAIN);
    }

    @Test
    void requestsWithOneNumberAreEachAnsweredOnce() {
        initialize();
        long handle = open(STREAM);
        byte[] read = Frames.transfer(FuseProtocol.READ, 4000, handle, 512, 0);
        kernel.send(read);
        kernel.send(read);
        stillServes();
        kernel.send(interrupt(4000));
        kernel.send(interrupt(4000));
        List<Integer> errors = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            FakeKernel.Reply reply = kernel.reply();
            assertThat(reply.unique()).isEqualTo(4000);
            errors.add(reply.error());
        }
        assertThat(errors).containsOnly(-Errno.EINTR);
        stillServes();
    }

    @Test
    void kernelThatHangsUpInMidSessionLeavesNothingBehind() {
        initialize();
        long handle = open(STREAM);
        kernel.send(read(handle, 512));
        kernel.send(read(handle, 512));
        stillServes();
        kernel.close();
        assertThat(session.awaitReaders(20_000)).isTrue();
        assertThat(session.drain(5_000)).isTrue();
        assertThat(stream.cancels).hasValue(2);
    }

    @Test
    void anyBytesAtAllAreAnsweredOrDroppedAndTheSessionStaysBounded() {
        Random random = Seed.random("SessionTest.anyBytes");
        initialize();
        long handle = open(DISK);
        for (int round = 0; round < 20_000; round++) {
            byte[] frame = Frames.transfer(FuseProtocol.READ, 1 << 20, handle, 64, 0);
            for (int change = random.nextInt(6); change >= 0; change--) {
                // Not the number: replies are told apart by it.
                int at = random.nextInt(frame.length - 8);
                frame[at < 8 ? at : at + 8] = (byte) random.nextInt();
            }
            kernel.send(frame);
            kernel.send(statfs());
            // At most one reply, then that to the question.
            FakeKernel.Reply reply = kernel.reply();
            if (reply.unique() == 1 << 20) {
                reply = kernel.reply();
            }
            assertThat(reply.unique()).isEqualTo(lastUnique);
            assertThat(reply.error()).isZero();
        }
        stillServes();
        assertThat(session.pool().all()).hasSizeLessThanOrEqualTo(BUFFERS);
        assertThat(session.faults().count(Fault.INTERNAL_ERROR)).isZero();
    }

    @Test
    void requestsBeyondTheBuffersFailAndInterruptsAreStillServed() {
        initialize();
        long handle = open(STREAM);
        List<Long> sent = new ArrayList<>();
        for (int i = 0; i < BUFFERS; i++) {
            kernel.send(read(handle, 512));
            sent.add(lastUnique);
        }
        // All but the one the reader needs to go on are held; the last request waited a second and failed.
        FakeKernel.Reply refused = kernel.reply();
        assertThat(refused.unique()).isEqualTo(sent.getLast());
        assertThat(refused.error()).isEqualTo(-Errno.ENOMEM);
        assertThat(session.faults().count(Fault.TOO_MANY_REQUESTS)).isEqualTo(1);
        stillServes();
        kernel.send(interrupt(sent.getFirst()));
        FakeKernel.Reply interrupted = kernel.reply();
        assertThat(interrupted.unique()).isEqualTo(sent.getFirst());
        assertThat(interrupted.error()).isEqualTo(-Errno.EINTR);
        kernel.send(read(handle, 4));
        stillServes();
        assertThat(session.pool().all()).hasSize(BUFFERS);
        stream.feed("more".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < BUFFERS - 1; i++) {
            assertThat(kernel.reply().data()).startsWith("more".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void driverThatNeverEndsACancelledRequestDelaysTheEndOnlySoLong() throws Exception {
        keepReads();
        initialize();
        kernel.send(read(open(DISK), 512));
        kernel.send(interrupt(lastUnique));
        stillServes();
        assertThat(kept).singleElement().extracting(Irp::isCanceled).isEqualTo(true);
        kernel.close();
        assertThat(session.awaitReaders(20_000)).isTrue();
        assertThat(session.drain(200)).isFalse();
        session.close();
        closed = true;
        MemorySegment output = output(kept.getFirst());
        output.set(JAVA_BYTE, 0, (byte) 1);
        assertThat(Leftovers.descriptors().size()).isGreaterThan(descriptorsBefore.size());
        kept.getFirst().end(HResult.S_OK, 512);
        assertThatThrownBy(() -> output.set(JAVA_BYTE, 0, (byte) 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void terminatedDriverCannotReachAnotherRequestsData() {
        keepReads();
        initialize();
        long handle = open(DISK);
        kernel.send(read(handle, 512));
        stillServes();
        MemorySegment ofTerminated = output(kept.getFirst());
        kept.getFirst().end(HResult.STATUS_DRIVER_PROCESS_TERMINATED, 0);
        assertThat(kernel.reply().error()).isEqualTo(-Errno.ECONNABORTED);
        kept.clear();
        // As many as there can be, so that a buffer that had gone back would be among theirs.
        for (int i = 0; i < BUFFERS - 1; i++) {
            kernel.send(read(handle, 512));
        }
        stillServes();
        assertThat(kept).hasSize(BUFFERS - 1);
        kept.forEach(irp -> output(irp).fill((byte) 0x11));
        assertThatThrownBy(() -> ofTerminated.fill((byte) 0x66)).isInstanceOf(IllegalStateException.class);
        for (Irp irp : kept) {
            irp.end(HResult.S_OK, 512);
            assertThat(kernel.reply().data()).hasSize(512).containsOnly(0x11);
        }
    }

    /** From now on the disk does nothing about reads, not even when they are cancelled. */
    private void keepReads() {
        disk.intercept(irp -> {
            if (irp.parameters() instanceof IrpParameters.Read) {
                kept.add(irp);
            }
        });
        disk.keepIntercepted(kept::contains);
    }

    private static MemorySegment output(Irp irp) {
        return Objects.requireNonNull(irp.output());
    }

    private void initialize() {
        byte[] answer = kernel.ask(Frames.init(++lastUnique), 0).data();
        assertThat(answer).hasSize(64);
    }

    private void stillServes() {
        assertThat(kernel.ask(statfs(), 0).data()).hasSize(80);
    }

    private long open(long node) {
        byte[] answer = kernel.ask(Frames.frame(FuseProtocol.OPEN, ++lastUnique, node, new byte[8]), 0)
                .data();
        return ByteBuffer.wrap(answer).order(ByteOrder.nativeOrder()).getLong();
    }

    private byte[] statfs() {
        return Frames.frame(FuseProtocol.STATFS, ++lastUnique, 1, new byte[0]);
    }

    private byte[] read(long handle, int size) {
        return Frames.transfer(FuseProtocol.READ, ++lastUnique, handle, size, 0);
    }

    private byte[] release(long handle) {
        byte[] body = ByteBuffer.allocate(24)
                .order(ByteOrder.nativeOrder())
                .putLong(handle)
                .array();
        return Frames.frame(FuseProtocol.RELEASE, ++lastUnique, DISK, body);
    }

    /** As the kernel numbers them: one more than the request. */
    private static byte[] interrupt(long target) {
        byte[] body = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(target)
                .array();
        return Frames.frame(FuseProtocol.INTERRUPT, target | 1L << 32, 0, body);
    }

    private byte[] control(long handle, int inBytes, int outBytes) {
        byte[] body = ByteBuffer.allocate(32)
                .order(ByteOrder.nativeOrder())
                .putLong(handle)
                .putInt(0)
                .putInt(FakePort.INCREMENT)
                .putLong(0)
                .putInt(inBytes)
                .putInt(outBytes)
                .array();
        return Frames.frame(FuseProtocol.IOCTL, ++lastUnique, DISK, body);
    }

    private byte[] init(int major, int minor) {
        return Frames.frame(FuseProtocol.INIT, ++lastUnique, 0, Frames.ints(major, minor, 0, 0, 0, 0, 0, 0));
    }

    private static byte[] withInt(byte[] frame, int offset, int value) {
        ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder()).putInt(offset, value);
        return frame;
    }
}
