package org.umdf4j.host.file;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.linux.Linux;

/** Carries out one request on a file, but for the reads and writes of a stream. Blocks as long as the medium does. */
final class FileRequest {
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** FILE_STANDARD_INFORMATION: i64 allocated, i64 size, u32 links, u8 delete pending, u8 directory, 2 bytes unused. */
    private static final int STANDARD_INFORMATION_BYTES = 24;

    private final Descriptor file;
    private final DeviceControl control;

    FileRequest(Descriptor file) {
        this.file = file;
        this.control = new DeviceControl(file);
    }

    Outcome perform(Irp irp) {
        return switch (irp.parameters()) {
            case IrpParameters.Read(long offset) ->
                offset < 0 ? Outcome.UNKNOWN : Outcome.ofResult(file.readFully(irp.output(), offset));
            case IrpParameters.Write(long offset) ->
                offset < 0 ? Outcome.UNKNOWN : Outcome.ofResult(file.writeFully(irp.input(), offset));
            case IrpParameters.Flush() -> flush();
            case IrpParameters.DeviceIoControl(int code, int _) -> control.perform(code, irp);
            case IrpParameters.QueryInformation(WDF_FILE_INFORMATION_CLASS asked) -> query(asked, irp.output());
            case IrpParameters.Create _, IrpParameters.SetInformation _ -> Outcome.UNKNOWN;
        };
    }

    /** What a stream has taken is on its way; there is nothing to wait for. */
    private Outcome flush() {
        return file.isSized() ? Outcome.ofResult(Linux.fdatasync(file.fd())) : Outcome.success(0);
    }

    /** A stream knows no such question: that is how a reflector tells it from a disk. */
    private Outcome query(WDF_FILE_INFORMATION_CLASS asked, @Nullable MemorySegment answer) {
        if (!file.isSized()
                || asked != WDF_FILE_INFORMATION_CLASS.STANDARD
                || answer == null
                || answer.byteSize() < STANDARD_INFORMATION_BYTES) {
            return Outcome.UNKNOWN;
        }
        long size = file.size();
        if (size < 0) {
            return Outcome.ofResult(size);
        }
        answer.asSlice(0, STANDARD_INFORMATION_BYTES).fill((byte) 0);
        answer.set(I64, 0, size);
        answer.set(I64, 8, size);
        answer.set(I32, 16, 1);
        return Outcome.success(STANDARD_INFORMATION_BYTES);
    }
}
