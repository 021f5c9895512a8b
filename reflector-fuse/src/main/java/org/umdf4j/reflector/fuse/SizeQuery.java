package org.umdf4j.reflector.fuse;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;

/**
 * Asks a device for its size: opens it, queries its standard information, closes it. A device that does not answer that is
 * a stream.
 */
final class SizeQuery {
    private static final System.Logger LOGGER = System.getLogger("org.umdf4j.reflector.fuse");

    /** What a stream answers. */
    static final long STREAM = -1;

    /** FILE_STANDARD_INFORMATION: i64 AllocationSize, i64 EndOfFile, u32 NumberOfLinks, u8 DeletePending, u8 Directory. */
    private static final int INFORMATION_BYTES = 24;

    private static final int END_OF_FILE = 8;
    private static final int LEAST_INFORMATION_BYTES = 16;

    private static final IrpParameters.Create OPEN_FOR_ATTRIBUTES = new IrpParameters.Create(1 << 24, 0x80, 7, 0x80);

    private SizeQuery() {}

    /** The device's size in bytes, or {@link #STREAM}. Each of its two requests gets {@code waitMillis}. */
    static long run(DevicePort port, long waitMillis) {
        FileObject file = new FileObject("", Requestor.NONE);
        PortCall open = PortCall.submit(port, file, OPEN_FOR_ATTRIBUTES, null);
        Optional<PortCall.Completion> opened = open.await(waitMillis);
        if (opened.isEmpty()) {
            open.whenCompleted(late -> {
                if (late.status().succeeded()) {
                    port.closeFile(file);
                }
            });
            return unanswered(port, "open");
        }
        if (opened.get().status().failed()) {
            return STREAM;
        }
        try {
            return query(port, file, waitMillis);
        } finally {
            port.closeFile(file);
        }
    }

    private static long query(DevicePort port, FileObject file, long waitMillis) {
        // Collected when nobody has it any more: a driver may hold on to the request longer than we wait.
        MemorySegment information = Arena.ofAuto().allocate(INFORMATION_BYTES, Long.BYTES);
        var standard = new IrpParameters.QueryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD);
        Optional<PortCall.Completion> answer =
                PortCall.submit(port, file, standard, information).await(waitMillis);
        if (answer.isEmpty()) {
            return unanswered(port, "standard information query");
        }
        boolean sized = answer.get().status().succeeded() && answer.get().information() >= LEAST_INFORMATION_BYTES;
        return sized ? Math.max(0, information.get(JAVA_LONG_UNALIGNED, END_OF_FILE)) : STREAM;
    }

    private static long unanswered(DevicePort port, String what) {
        LOGGER.log(Level.WARNING, "FUSE: {0} does not answer the {1}; it is shown as a stream", port.name(), what);
        return STREAM;
    }
}
