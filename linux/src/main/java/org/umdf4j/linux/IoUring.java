package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;

/** {@code <linux/io_uring.h>}. */
final class IoUring {
    static final int IORING_SETUP_CQSIZE = 1 << 3;
    static final int IORING_SETUP_SUBMIT_ALL = 1 << 7;
    static final int IORING_SETUP_COOP_TASKRUN = 1 << 8;
    static final int IORING_SETUP_SQE128 = 1 << 10;

    static final int IORING_ENTER_GETEVENTS = 1;

    static final int IORING_OP_READ = 22;
    static final int IORING_OP_URING_CMD = 46;

    static final long IORING_OFF_SQ_RING = 0;
    static final long IORING_OFF_SQES = 0x10000000;

    /** {@code IORING_FEAT_SINGLE_MMAP}: one mapping has both rings. Every kernel that has SQE128 has it. */
    static final int IORING_FEAT_SINGLE_MMAP = 1;

    /** {@code struct io_sqring_offsets}. */
    static final StructLayout SQ_OFFSETS$LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("head"),
            JAVA_INT.withName("tail"),
            JAVA_INT.withName("ring_mask"),
            JAVA_INT.withName("ring_entries"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("dropped"),
            JAVA_INT.withName("array"),
            MemoryLayout.paddingLayout(12));

    /** {@code struct io_cqring_offsets}. */
    static final StructLayout CQ_OFFSETS$LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("head"),
            JAVA_INT.withName("tail"),
            JAVA_INT.withName("ring_mask"),
            JAVA_INT.withName("ring_entries"),
            JAVA_INT.withName("overflow"),
            JAVA_INT.withName("cqes"),
            MemoryLayout.paddingLayout(16));

    /** {@code struct io_uring_params}. */
    static final StructLayout PARAMS$LAYOUT = MemoryLayout.structLayout(
            JAVA_INT.withName("sq_entries"),
            JAVA_INT.withName("cq_entries"),
            JAVA_INT.withName("flags"),
            JAVA_INT.withName("sq_thread_cpu"),
            JAVA_INT.withName("sq_thread_idle"),
            JAVA_INT.withName("features"),
            MemoryLayout.paddingLayout(16),
            SQ_OFFSETS$LAYOUT.withName("sq_off"),
            CQ_OFFSETS$LAYOUT.withName("cq_off"));

    /** {@code struct io_uring_sqe} as far as we fill it; of the 128 bytes of a large one, 80 belong to the command. */
    static final StructLayout SQE$LAYOUT = MemoryLayout.structLayout(
            JAVA_BYTE.withName("opcode"),
            JAVA_BYTE.withName("flags"),
            JAVA_SHORT.withName("ioprio"),
            JAVA_INT.withName("fd"),
            JAVA_LONG.withName("off"),
            JAVA_LONG.withName("addr"),
            JAVA_INT.withName("len"),
            JAVA_INT.withName("rw_flags"),
            JAVA_LONG.withName("user_data"),
            MemoryLayout.paddingLayout(8),
            JAVA_LONG.withName("addr3"),
            MemoryLayout.paddingLayout(8));

    /** {@code struct io_uring_cqe}. */
    static final StructLayout CQE$LAYOUT = MemoryLayout.structLayout(
            JAVA_LONG.withName("user_data"), JAVA_INT.withName("res"), JAVA_INT.withName("flags"));

    /** {@code sizeof} a submission with IORING_SETUP_SQE128. */
    static final long SQE128_BYTES = 128;

    /** {@code long syscall(long number, ...)} as {@code io_uring_setup(unsigned entries, struct io_uring_params *)}. */
    static final class syscall_setup {
        static final MethodHandle HANDLE =
                Native.variadicFunction("syscall", 1, FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS));
    }

    /**
     * {@code long syscall(long number, ...)} as {@code io_uring_enter(unsigned fd, unsigned to_submit, unsigned
     * min_complete, unsigned flags, const void *argp, size_t argsz)}.
     */
    static final class syscall_enter {
        static final MethodHandle HANDLE = Native.variadicFunction(
                "syscall",
                1,
                FunctionDescriptor.of(
                        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    }

    /** {@code <sys/syscall.h>}, the same on every architecture. */
    static final long SYS_IO_URING_SETUP = 425;

    static final long SYS_IO_URING_ENTER = 426;

    private IoUring() {}
}
