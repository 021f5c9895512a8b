package org.umdf4j.samples.disk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.InformationParameters;
import org.umdf4j.ddi.TransferParameters;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WdfException;

/** Executes requests on a medium. Completes none: it says how to, so that this happens in one place. Any thread. */
final class DiskCommands {
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** FILE_STANDARD_INFORMATION: i64 allocated, i64 size, u32 links, u8 delete pending, u8 directory, 2 bytes unused. */
    private static final int STANDARD_INFORMATION_BYTES = 24;

    private final Medium medium;
    private final boolean readOnly;
    private final AtomicBoolean errorLogged = new AtomicBoolean();

    DiskCommands(Medium medium, boolean readOnly) {
        this.medium = medium;
        this.readOnly = readOnly;
    }

    /**
     * How a request ends.
     *
     * @param information the bytes transferred or answered
     */
    record Outcome(HResult status, long information) {
        static Outcome success(long information) {
            return new Outcome(HResult.S_OK, information);
        }

        static Outcome of(HResult status) {
            return new Outcome(status, 0);
        }
    }

    Outcome execute(IWDFIoRequest request) {
        try {
            return switch (request.getType()) {
                case READ -> read(request);
                case WRITE -> write(request);
                case FLUSH_BUFFERS -> flush();
                case DEVICE_IO_CONTROL -> control(request);
                case QUERY_INFORMATION -> query(request);
                default -> Outcome.of(HResult.STATUS_INVALID_DEVICE_REQUEST);
            };
        } catch (WdfException refused) {
            // A buffer of the program's is too small (MEM-7): its own mistake.
            return Outcome.of(refused.status());
        } catch (IOException medium) {
            // One line for the log's reader; each program sees its own error.
            if (errorLogged.compareAndSet(false, true)) {
                DiskDriver.LOG.log(Level.ERROR, () -> "the image fails, later failures are not logged: " + medium);
            }
            return Outcome.of(HResult.ERROR_IO_DEVICE);
        }
    }

    /**
     * At the end a read is cut, and behind it there are 0 bytes and no error: this is how a program that reads a file
     * finds its end.
     */
    private Outcome read(IWDFIoRequest request) throws IOException {
        TransferParameters transfer = request.getReadParameters();
        if (transfer.offset() < 0) {
            return Outcome.of(HResult.STATUS_INVALID_PARAMETER);
        }
        long length = Math.min(transfer.sizeInBytes(), medium.sizeBytes() - transfer.offset());
        if (length <= 0) {
            return Outcome.success(0);
        }
        medium.read(transfer.offset(), request.retrieveOutputBuffer(length).asSlice(0, length));
        return Outcome.success(length);
    }

    /** A write that does not fit is refused as a whole: the disk cannot grow, and half a block is no block. */
    private Outcome write(IWDFIoRequest request) throws IOException {
        TransferParameters transfer = request.getWriteParameters();
        Range range = new Range(transfer.offset(), transfer.sizeInBytes());
        if (readOnly) {
            return Outcome.of(HResult.STATUS_MEDIA_WRITE_PROTECTED);
        }
        if (!range.isWithin(medium.sizeBytes())) {
            return Outcome.of(HResult.ERROR_DISK_FULL); // what a program expects at the end of a disk: ENOSPC
        }
        medium.write(range.offset(), request.retrieveInputBuffer(range.length()).asSlice(0, range.length()));
        return Outcome.success(range.length());
    }

    private Outcome flush() throws IOException {
        if (!readOnly) {
            medium.flush();
        }
        return Outcome.success(0);
    }

    private Outcome control(IWDFIoRequest request) throws IOException {
        int code = request.getDeviceIoControlParameters().controlCode();
        if (code == ControlCodes.IOCTL_DISK_IS_WRITABLE) {
            return readOnly ? Outcome.of(HResult.STATUS_MEDIA_WRITE_PROTECTED) : Outcome.success(0);
        }
        boolean trim = code == ControlCodes.IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES;
        if (!trim && code != ControlCodes.FSCTL_SET_ZERO_DATA) {
            return Outcome.of(HResult.STATUS_INVALID_DEVICE_REQUEST);
        }
        if (readOnly) {
            return Outcome.of(HResult.STATUS_MEDIA_WRITE_PROTECTED);
        }
        MemorySegment input = request.retrieveInputBuffer(Range.MIN_INPUT_BYTES);
        List<Range> ranges;
        try {
            ranges = trim ? Range.ofTrim(input) : List.of(Range.ofZeroData(input));
        } catch (IllegalArgumentException malformed) {
            return Outcome.of(HResult.STATUS_INVALID_PARAMETER);
        }
        // All are checked before the first is touched: a refused request has changed nothing.
        if (!ranges.stream().allMatch(range -> range.isWithin(medium.sizeBytes()))) {
            return Outcome.of(HResult.STATUS_INVALID_PARAMETER);
        }
        for (Range range : ranges) {
            if (trim) {
                medium.trim(range.offset(), range.length());
            } else {
                medium.zero(range.offset(), range.length());
            }
        }
        return Outcome.success(0);
    }

    /** Answering this one is what makes the device a sized one: reflectors ask it for the size. */
    private Outcome query(IWDFIoRequest request) {
        InformationParameters query = request.getQueryInformationParameters();
        if (query.informationClass() != WDF_FILE_INFORMATION_CLASS.STANDARD) {
            return Outcome.of(HResult.STATUS_INVALID_DEVICE_REQUEST);
        }
        MemorySegment answer = request.retrieveOutputBuffer(STANDARD_INFORMATION_BYTES);
        answer.asSlice(0, STANDARD_INFORMATION_BYTES).fill((byte) 0);
        answer.set(I64, 0, medium.sizeBytes());
        answer.set(I64, 8, medium.sizeBytes());
        answer.set(I32, 16, 1);
        return Outcome.success(STANDARD_INFORMATION_BYTES);
    }
}
