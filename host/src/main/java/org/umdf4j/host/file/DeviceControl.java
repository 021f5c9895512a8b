package org.umdf4j.host.file;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.linux.Errno;
import org.umdf4j.linux.Linux;

/**
 * Device controls of a file: those of {@link ControlCodes} by what Linux has for them, all others as the ioctl with that
 * number.
 *
 * <p>An ioctl's argument is a buffer of ours, never the program's or the driver's: as large as the number says, or as
 * the largest number could say. The buffers of the request are copied to and from it. A request of the driver's own
 * ({@link Irp#isFromUserModeDriver}) may be any ioctl; one of a program only an ioctl known to have no address in its
 * argument, because the kernel would take that for an address of the host.
 */
final class DeviceControl {
    /** What a program may ask for through a driver. */
    private static final Set<Integer> WITHOUT_ADDRESSES = Set.of(
            Linux.BLKROGET,
            Linux.BLKGETSIZE,
            Linux.BLKFLSBUF,
            Linux.BLKRAGET,
            Linux.BLKSSZGET,
            Linux.BLKDISCARD,
            Linux.BLKIOMIN,
            Linux.BLKIOOPT,
            Linux.BLKALIGNOFF,
            Linux.BLKPBSZGET,
            Linux.BLKROTATIONAL,
            Linux.BLKGETSIZE64,
            Linux.TCGETS,
            Linux.TCSETS,
            Linux.TCSETSW,
            Linux.TCSETSF,
            Linux.TIOCGWINSZ,
            Linux.TIOCSWINSZ,
            Linux.FIONREAD);

    /** The largest argument whose size a number can tell. */
    private static final int MOST_BYTES = 0x3FFF;

    private final Descriptor file;

    DeviceControl(Descriptor file) {
        this.file = file;
    }

    Outcome perform(int code, Irp irp) {
        if (code == ControlCodes.IOCTL_DISK_IS_WRITABLE) {
            return isWritable();
        }
        if (code == ControlCodes.FSCTL_SET_ZERO_DATA) {
            return change(ByteRange.ofZeroData(irp.input()), this::zero);
        }
        if (code == ControlCodes.IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES) {
            return change(ByteRange.ofTrim(irp.input()), this::trim);
        }
        boolean allowed = irp.isFromUserModeDriver() || WITHOUT_ADDRESSES.contains(code);
        return allowed ? ioctl(code, irp.input(), irp.output()) : Outcome.UNKNOWN;
    }

    // ------------------------------------------------------------------------------------------- of disks

    private Outcome isWritable() {
        if (!file.isSized()) {
            return Outcome.UNKNOWN;
        }
        boolean protectedNow = !file.isWritable() || (file.isBlockDevice() && number(Linux.BLKROGET) > 0);
        return protectedNow ? Outcome.of(HResult.STATUS_MEDIA_WRITE_PROTECTED) : Outcome.success(0);
    }

    /** The answer of an ioctl that fills an int, or the negative of an errno. */
    private int number(int request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(Long.BYTES, Long.BYTES);
            int result = Linux.ioctl(file.fd(), request, answer);
            return result < 0 ? result : answer.get(ValueLayout.JAVA_INT, 0);
        }
    }

    private interface Change {
        int on(ByteRange range);
    }

    /** All ranges are checked before the first is touched: a refused request has changed nothing. */
    private Outcome change(@Nullable List<ByteRange> ranges, Change change) {
        if (!file.isSized()) {
            return Outcome.UNKNOWN;
        }
        long size = file.size();
        if (ranges == null || !ranges.stream().allMatch(range -> range.isWithin(size))) {
            return Outcome.of(HResult.STATUS_INVALID_PARAMETER);
        }
        for (ByteRange range : ranges) {
            int result = range.length() == 0 ? 0 : change.on(range);
            // EINVAL: not whole blocks of a block device. Whoever asked can write the zeroes.
            if (result < 0) {
                return Outcome.ofResult(result == -Errno.EINVAL ? -Errno.EOPNOTSUPP : result);
            }
        }
        return Outcome.success(0);
    }

    private int zero(ByteRange range) {
        int mode = Linux.FALLOC_FL_ZERO_RANGE | Linux.FALLOC_FL_KEEP_SIZE;
        return Linux.fallocate(file.fd(), mode, range.offset(), range.length());
    }

    private int trim(ByteRange range) {
        if (!file.isBlockDevice()) {
            int mode = Linux.FALLOC_FL_PUNCH_HOLE | Linux.FALLOC_FL_KEEP_SIZE;
            return Linux.fallocate(file.fd(), mode, range.offset(), range.length());
        }
        ByteRange whole = range.wholeBlocks(Math.max(1, number(Linux.BLKSSZGET)));
        if (whole.length() == 0) {
            return 0; // nothing that could be freed
        }
        try (Arena arena = Arena.ofConfined()) {
            // uint64_t range[2]
            MemorySegment argument = arena.allocateFrom(ValueLayout.JAVA_LONG, whole.offset(), whole.length());
            return Linux.ioctl(file.fd(), Linux.BLKDISCARD, argument);
        }
    }

    // ------------------------------------------------------------------------------------------- ioctl

    private Outcome ioctl(int code, @Nullable MemorySegment input, @Nullable MemorySegment output) {
        int told = Linux.ioctlBytes(code);
        long in = input == null ? 0 : input.byteSize();
        long out = output == null ? 0 : output.byteSize();
        if (told == 0 && in == 0 && out == 0) {
            return Outcome.ofResult(Math.min(0, Linux.ioctl(file.fd(), code, MemorySegment.NULL)));
        }
        if (!fits(told, in, code, Linux::ioctlTakes) || !fits(told, out, code, Linux::ioctlAnswers)) {
            return Outcome.of(HResult.STATUS_INVALID_BUFFER_SIZE);
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment argument = arena.allocate(MOST_BYTES + 1, Long.BYTES);
            if (input != null) {
                MemorySegment.copy(input, 0, argument, 0, in);
            }
            int result = Linux.ioctl(file.fd(), code, argument);
            long answered = told == 0 || Linux.ioctlAnswers(code) ? Math.min(out, told == 0 ? out : told) : 0;
            if (result >= 0 && output != null) {
                MemorySegment.copy(argument, 0, output, 0, answered);
            }
            return result < 0 ? Outcome.ofResult(result) : Outcome.success(answered);
        }
    }

    /** Whether a buffer is large enough for what the number says, and the argument for the buffer. */
    private static boolean fits(int told, long bytes, int code, IntPredicate direction) {
        return bytes <= MOST_BYTES && (told == 0 || !direction.test(code) || bytes >= told);
    }
}
