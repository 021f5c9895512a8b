package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.VarHandle;

/**
 * An io_uring with submissions of 128 bytes: commands go to the kernel and their completions come back through memory
 * both share. One thread at a time may use it, another one later if it can see what the first has done. What a thread has
 * submitted is cancelled by the kernel when that thread ends. Nothing is allocated but by {@link #open}.
 */
public final class Ring implements AutoCloseable {
    private static final VarHandle INT = JAVA_INT.varHandle();

    private static final long SQE_OPCODE = offset("opcode");
    private static final long SQE_FD = offset("fd");
    private static final long SQE_OFFSET = offset("off");
    private static final long SQE_ADDRESS = offset("addr");
    private static final long SQE_LENGTH = offset("len");
    private static final long SQE_USER_DATA = offset("user_data");
    private static final long SQE_COMMAND = offset("addr3");
    private static final long CQE_RESULT = Socket.offset(IoUring.CQE$LAYOUT, "res");

    private final int fd;
    private final Arena arena;
    private final MemorySegment rings;
    private final MemorySegment submissions;
    private final long submissionHead;
    private final long submissionTail;
    private final int submissionMask;
    private final long completionHead;
    private final long completionTail;
    private final int completionMask;
    private final long completions;

    private int prepared;
    private int submitted;
    private long userData;
    private int result;

    private Ring(int fd, MemorySegment params, Arena arena) throws IOException {
        this.fd = fd;
        this.arena = arena;
        long sq = Socket.offset(IoUring.PARAMS$LAYOUT, "sq_off");
        long cq = Socket.offset(IoUring.PARAMS$LAYOUT, "cq_off");
        int sqEntries = params.get(JAVA_INT, Socket.offset(IoUring.PARAMS$LAYOUT, "sq_entries"));
        int cqEntries = params.get(JAVA_INT, Socket.offset(IoUring.PARAMS$LAYOUT, "cq_entries"));
        int array = field(params, sq, IoUring.SQ_OFFSETS$LAYOUT, "array");
        completions = field(params, cq, IoUring.CQ_OFFSETS$LAYOUT, "cqes");
        long bytes = Math.max(
                array + (long) sqEntries * Integer.BYTES, completions + cqEntries * IoUring.CQE$LAYOUT.byteSize());
        rings = Linux.mmapShared(fd, IoUring.IORING_OFF_SQ_RING, bytes, arena);
        submissions = Linux.mmapShared(fd, IoUring.IORING_OFF_SQES, sqEntries * IoUring.SQE128_BYTES, arena);
        submissionHead = field(params, sq, IoUring.SQ_OFFSETS$LAYOUT, "head");
        submissionTail = field(params, sq, IoUring.SQ_OFFSETS$LAYOUT, "tail");
        submissionMask = rings.get(JAVA_INT, field(params, sq, IoUring.SQ_OFFSETS$LAYOUT, "ring_mask"));
        completionHead = field(params, cq, IoUring.CQ_OFFSETS$LAYOUT, "head");
        completionTail = field(params, cq, IoUring.CQ_OFFSETS$LAYOUT, "tail");
        completionMask = rings.get(JAVA_INT, field(params, cq, IoUring.CQ_OFFSETS$LAYOUT, "ring_mask"));
        for (int i = 0; i < sqEntries; i++) {
            rings.set(JAVA_INT, array + (long) i * Integer.BYTES, i);
        }
    }

    /**
     * {@code io_uring_setup(2)}.
     *
     * @param submissions how many commands can be prepared at a time, rounded up to a power of two
     * @param completions how many completions can wait to be looked at, likewise
     * @throws IOException with the errno's number, when the kernel refuses: it has no io_uring, or not for this process
     */
    public static Ring open(int submissions, int completions) throws IOException {
        Arena arena = Arena.ofShared();
        int fd = -1;
        try {
            MemorySegment params = arena.allocate(IoUring.PARAMS$LAYOUT);
            params.set(
                    JAVA_INT,
                    Socket.offset(IoUring.PARAMS$LAYOUT, "flags"),
                    IoUring.IORING_SETUP_SQE128
                            | IoUring.IORING_SETUP_CQSIZE
                            | IoUring.IORING_SETUP_SUBMIT_ALL
                            | IoUring.IORING_SETUP_COOP_TASKRUN);
            params.set(JAVA_INT, Socket.offset(IoUring.PARAMS$LAYOUT, "cq_entries"), completions);
            fd = Linux.io_uring_setup(submissions, params);
            if (fd < 0) {
                throw new IOException("io_uring_setup: errno " + -fd);
            }
            int features = params.get(JAVA_INT, Socket.offset(IoUring.PARAMS$LAYOUT, "features"));
            if ((features & IoUring.IORING_FEAT_SINGLE_MMAP) == 0) {
                throw new IOException("io_uring_setup: this kernel's io_uring is too old");
            }
            return new Ring(fd, params, arena);
        } catch (IOException refused) {
            if (fd >= 0) {
                Linux.close(fd);
            }
            arena.close();
            throw refused;
        }
    }

    /** Whether no further command can be prepared before an {@link #enter}. */
    public boolean isFull() {
        return prepared - (int) INT.getAcquire(rings, submissionHead) > submissionMask;
    }

    /**
     * Prepares a {@code read(2)} of {@code target}, which must stay where it is until it completes. Not when {@link
     * #isFull}.
     *
     * @param userData what its completion will carry
     */
    public void read(int file, MemorySegment target, long userData) {
        long at = next(IoUring.IORING_OP_READ, file, userData);
        submissions.set(JAVA_LONG, at + SQE_OFFSET, -1L);
        submissions.set(JAVA_LONG, at + SQE_ADDRESS, target.address());
        submissions.set(JAVA_INT, at + SQE_LENGTH, (int) target.byteSize());
    }

    /**
     * Prepares a command that a descriptor's driver understands. Not when {@link #isFull}.
     *
     * @param command its number
     * @param address of what it is about, and {@code length} of that, in the command's units
     * @param userData what its completion will carry
     * @return where its 80 bytes of parameters begin in {@link #parameters}; they are zero
     */
    public long command(int file, int command, long address, int length, long userData) {
        long at = next(IoUring.IORING_OP_URING_CMD, file, userData);
        submissions.set(JAVA_INT, at + SQE_OFFSET, command);
        submissions.set(JAVA_LONG, at + SQE_ADDRESS, address);
        submissions.set(JAVA_INT, at + SQE_LENGTH, length);
        return at + SQE_COMMAND;
    }

    /** The memory that {@link #command} speaks of. */
    public MemorySegment parameters() {
        return submissions;
    }

    private long next(int opcode, int file, long userData) {
        long at = (prepared++ & submissionMask) * IoUring.SQE128_BYTES;
        submissions.asSlice(at, IoUring.SQE128_BYTES).fill((byte) 0);
        submissions.set(JAVA_BYTE, at + SQE_OPCODE, (byte) opcode);
        submissions.set(JAVA_INT, at + SQE_FD, file);
        submissions.set(JAVA_LONG, at + SQE_USER_DATA, userData);
        return at;
    }

    /**
     * {@code io_uring_enter(2)}: submits what is prepared and waits until {@code least} completions are there.
     *
     * @return how many commands the kernel took, or {@code -errno}
     */
    public int enter(int least) {
        INT.setRelease(rings, submissionTail, prepared);
        int result = Linux.io_uring_enter(fd, prepared - submitted, least, IoUring.IORING_ENTER_GETEVENTS);
        if (result > 0) {
            submitted += result;
        }
        return result;
    }

    /** Whether {@link #advance} would find a completion. */
    public boolean hasCompletion() {
        return (int) INT.get(rings, completionHead) != (int) INT.getAcquire(rings, completionTail);
    }

    /** The least of the results of all completions that are there and stay there, or 0. */
    public int leastResult() {
        int least = 0;
        int tail = (int) INT.getAcquire(rings, completionTail);
        for (int at = (int) INT.get(rings, completionHead); at != tail; at++) {
            long completion = completions + (at & completionMask) * IoUring.CQE$LAYOUT.byteSize();
            least = Math.min(least, rings.get(JAVA_INT, completion + CQE_RESULT));
        }
        return least;
    }

    /** Goes on to the next completion; false if none is there. The one before is forgotten. */
    public boolean advance() {
        int head = (int) INT.get(rings, completionHead);
        if (head == (int) INT.getAcquire(rings, completionTail)) {
            return false;
        }
        long completion = completions + (head & completionMask) * IoUring.CQE$LAYOUT.byteSize();
        userData = rings.get(JAVA_LONG, completion);
        result = rings.get(JAVA_INT, completion + CQE_RESULT);
        INT.setRelease(rings, completionHead, head + 1);
        return true;
    }

    /** What the command that has completed was given to carry. */
    public long userData() {
        return userData;
    }

    /** What it ended with: {@code -errno}, or 0 or more. */
    public int result() {
        return result;
    }

    /** Ends the ring, and cancels what has not completed. */
    @Override
    public void close() {
        arena.close();
        Linux.close(fd);
    }

    private static long offset(String field) {
        return Socket.offset(IoUring.SQE$LAYOUT, field);
    }

    private static int field(MemorySegment params, long part, StructLayout layout, String name) {
        return params.get(JAVA_INT, part + Socket.offset(layout, name));
    }
}
