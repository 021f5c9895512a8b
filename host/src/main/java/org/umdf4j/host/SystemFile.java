package org.umdf4j.host;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpOwner;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.LowerFile;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * A regular file or a block device below a stack or behind an I/O target. Each IRP is carried out on a thread of the
 * host, so that no driver waits for the medium; one that has not begun is cancelled at once. Any thread.
 */
final class SystemFile implements LowerFile, IrpOwner {
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** FILE_STANDARD_INFORMATION: i64 allocated, i64 size, u32 links, u8 delete pending, u8 directory, 2 bytes unused. */
    private static final int STANDARD_INFORMATION_BYTES = 24;

    private final Path path;
    private final FileChannel channel;
    private final Scheduler scheduler;

    /** What has not begun yet. Guarded by itself. */
    private final Set<Irp> waiting = new HashSet<>();

    /** What is under way; the last one closes the channel of a closed file. Guarded by {@link #waiting}. */
    private int running;

    private boolean closed;

    private SystemFile(Path path, FileChannel channel, Scheduler scheduler) {
        this.path = path;
        this.channel = channel;
        this.scheduler = scheduler;
    }

    /** Opens a file that exists. */
    static SystemFile open(Path path, boolean write, Scheduler scheduler) {
        try {
            FileChannel channel = write
                    ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
                    : FileChannel.open(path, StandardOpenOption.READ);
            return new SystemFile(path, channel, scheduler);
        } catch (NoSuchFileException missing) {
            throw refused(HResult.ERROR_FILE_NOT_FOUND, path, missing);
        } catch (AccessDeniedException denied) {
            throw refused(HResult.ERROR_ACCESS_DENIED, path, denied);
        } catch (IOException other) {
            throw refused(HResult.ERROR_IO_DEVICE, path, other);
        }
    }

    private static WdfException refused(HResult status, Path path, IOException why) {
        var refusal = new WdfException(status, "cannot open " + path + ": " + why);
        refusal.initCause(why);
        return refusal;
    }

    @Override
    public void submit(Irp irp) {
        boolean taken;
        synchronized (waiting) {
            taken = !closed && waiting.add(irp);
        }
        if (!taken) {
            irp.end(HResult.ERROR_OPERATION_ABORTED, 0);
            return;
        }
        irp.setOwner(this);
        if (irp.isCanceled()) {
            irpCanceled(irp);
        } else {
            scheduler.execute("transfer of " + path, () -> begin(irp));
        }
    }

    @Override
    public void irpCanceled(Irp canceled) {
        boolean taken;
        synchronized (waiting) {
            taken = waiting.remove(canceled);
        }
        if (taken) {
            canceled.end(HResult.ERROR_OPERATION_ABORTED, 0);
        }
    }

    private void begin(Irp irp) {
        synchronized (waiting) {
            if (!waiting.remove(irp)) {
                return;
            }
            running++;
        }
        HResult status = HResult.ERROR_IO_DEVICE;
        long information = 0;
        try {
            information = perform(irp);
            status = information < 0 ? HResult.STATUS_INVALID_DEVICE_REQUEST : HResult.S_OK;
        } catch (ClosedChannelException closedBelow) {
            status = HResult.ERROR_OPERATION_ABORTED;
        } catch (IOException failure) {
            status = statusOf(failure);
        } finally {
            ended();
            irp.end(status, Math.max(0, information));
        }
    }

    /** The reason is only in the message: "No space left on device". */
    private static HResult statusOf(IOException failure) {
        return String.valueOf(failure.getMessage()).contains("No space left")
                ? HResult.ERROR_DISK_FULL
                : HResult.ERROR_IO_DEVICE;
    }

    /** Bytes transferred; negative if the file does not know such a request. */
    private long perform(Irp irp) throws IOException {
        return switch (irp.parameters()) {
            case IrpParameters.Read(long offset) -> offset < 0 ? -1 : read(bytes(irp.output()), offset);
            case IrpParameters.Write(long offset) -> offset < 0 ? -1 : write(bytes(irp.input()), offset);
            case IrpParameters.Flush() -> {
                channel.force(/* metaData= */ true);
                yield 0;
            }
            case IrpParameters.QueryInformation(WDF_FILE_INFORMATION_CLASS asked) -> query(asked, irp.output());
            case IrpParameters.Create _, IrpParameters.DeviceIoControl _, IrpParameters.SetInformation _ -> -1;
        };
    }

    private static ByteBuffer bytes(@Nullable MemorySegment buffer) {
        return buffer == null ? ByteBuffer.allocate(0) : buffer.asByteBuffer();
    }

    private long read(ByteBuffer to, long offset) throws IOException {
        long read = 0;
        long more = 0;
        while (to.hasRemaining() && more >= 0) {
            read += more;
            more = channel.read(to, offset + read);
        }
        return read + Math.max(0, more);
    }

    private long write(ByteBuffer from, long offset) throws IOException {
        long written = 0;
        while (from.hasRemaining()) {
            written += channel.write(from, offset + written);
        }
        return written;
    }

    private long query(WDF_FILE_INFORMATION_CLASS asked, @Nullable MemorySegment answer) throws IOException {
        if (asked != WDF_FILE_INFORMATION_CLASS.STANDARD
                || answer == null
                || answer.byteSize() < STANDARD_INFORMATION_BYTES) {
            return -1;
        }
        answer.asSlice(0, STANDARD_INFORMATION_BYTES).fill((byte) 0);
        answer.set(I64, 0, channel.size());
        answer.set(I64, 8, channel.size());
        answer.set(I32, 16, 1);
        return STANDARD_INFORMATION_BYTES;
    }

    private void ended() {
        boolean last;
        synchronized (waiting) {
            running--;
            last = closed && running == 0;
        }
        if (last) {
            closeChannel();
        }
    }

    @Override
    public void close() {
        Set<Irp> unbegun;
        boolean last;
        synchronized (waiting) {
            if (closed) {
                return;
            }
            closed = true;
            unbegun = Set.copyOf(waiting);
            waiting.clear();
            last = running == 0;
        }
        unbegun.forEach(irp -> irp.end(HResult.ERROR_OPERATION_ABORTED, 0));
        if (last) {
            closeChannel();
        }
    }

    private void closeChannel() {
        try {
            channel.close();
        } catch (IOException lost) {
            // A write that the system had promised may be lost: somebody should know.
            System.getLogger(SystemFile.class.getName())
                    .log(System.Logger.Level.ERROR, "closing {0} failed: {1}", path, lost);
        }
    }
}
