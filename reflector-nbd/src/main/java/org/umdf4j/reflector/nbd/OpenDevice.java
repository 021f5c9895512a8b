package org.umdf4j.reflector.nbd;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_FILE_INFORMATION_CLASS;
import org.umdf4j.framework.irp.DevicePort;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.framework.irp.Requestor;

/** One open of a device by this reflector. The calls block the caller; {@link #close} ends it exactly once. */
final class OpenDevice implements AutoCloseable {
    /** How long a driver has to answer what the reflector asks on its own behalf, before the question is cancelled. */
    static final long PATIENCE_SECONDS = 30;

    private static final ValueLayout.OfLong LITTLE_LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** FILE_STANDARD_INFORMATION: i64 AllocationSize, i64 EndOfFile, u32 NumberOfLinks, u8, u8, padding. */
    private static final int STANDARD_INFORMATION_SIZE = 24;

    private static final int END_OF_FILE_OFFSET = 8;

    /** CREATE_ALWAYS and the like do not apply: FILE_OPEN, in the high 8 bits. */
    private static final int FILE_OPEN = 1 << 24;

    private static final int SHARE_READ_WRITE = 3;
    private static final int GENERIC_READ_WRITE = 0xC000_0000;

    private final DevicePort port;
    private final FileObject file;

    private OpenDevice(DevicePort port, FileObject file) {
        this.port = port;
        this.file = file;
    }

    /**
     * Opens the device.
     *
     * @param requestor on whose behalf
     * @throws NbdException if its driver refuses or does not answer
     */
    static OpenDevice open(DevicePort port, Requestor requestor) throws NbdException {
        FileObject file = new FileObject("", requestor);
        var create = new IrpParameters.Create(FILE_OPEN, 0, SHARE_READ_WRITE, GENERIC_READ_WRITE);
        DeviceCall call = DeviceCall.submit(port, file, create, null, null);
        Optional<DeviceCall.Result> result = await(call);
        if (result.isEmpty()) {
            // Should it succeed after all, nobody else would close the file.
            call.whenEnded(late -> {
                if (late.status().succeeded()) {
                    port.closeFile(file);
                }
            });
            throw new NbdException("the driver of device " + port.name() + " does not answer a create request");
        }
        HResult status = result.get().status();
        if (status.failed()) {
            throw new NbdException("device " + port.name() + " cannot be opened: " + status);
        }
        return new OpenDevice(port, file);
    }

    FileObject file() {
        return file;
    }

    /**
     * The device's size in bytes, from its standard information.
     *
     * @throws NbdException if it has none
     */
    long size() throws NbdException {
        MemorySegment answer = Arena.ofAuto().allocate(STANDARD_INFORMATION_SIZE, Long.BYTES);
        var query = new IrpParameters.QueryInformation(WDF_FILE_INFORMATION_CLASS.STANDARD);
        DeviceCall.Result result = call(query, null, answer);
        String refusal = "device " + port.name() + " cannot be an NBD export: it tells no size (";
        if (result.status().failed()) {
            throw new NbdException(refusal + "query of the standard information: " + result.status() + ")");
        }
        if (result.information() < END_OF_FILE_OFFSET + Long.BYTES) {
            throw new NbdException(refusal + "its standard information has " + result.information() + " bytes, not "
                    + STANDARD_INFORMATION_SIZE + ")");
        }
        long size = answer.get(LITTLE_LONG, END_OF_FILE_OFFSET);
        if (size < 0) {
            throw new NbdException(refusal + "its standard information says " + size + ")");
        }
        return size;
    }

    /** Whether the driver says that nothing can be written; a driver that does not know the question says no. */
    boolean writeProtected() throws NbdException {
        var control =
                new IrpParameters.DeviceIoControl(ControlCodes.IOCTL_DISK_IS_WRITABLE, ControlCodes.METHOD_BUFFERED);
        return NbdError.of(call(control, null, null).status()) == NbdError.EPERM;
    }

    /** Whether the driver takes flush requests. */
    boolean flushes() throws NbdException {
        HResult status = call(new IrpParameters.Flush(), null, null).status();
        return NbdError.of(status) != NbdError.ENOTSUP;
    }

    private DeviceCall.Result call(
            IrpParameters parameters, @Nullable MemorySegment input, @Nullable MemorySegment output)
            throws NbdException {
        return await(DeviceCall.submit(port, file, parameters, input, output))
                .orElseThrow(() -> new NbdException("the driver of device " + port.name() + " does not answer a "
                        + parameters.type() + " request"));
    }

    private static Optional<DeviceCall.Result> await(DeviceCall call) throws NbdException {
        try {
            return call.await(PATIENCE_SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            call.cancel();
            throw new NbdException("interrupted while waiting for the driver", stop);
        }
    }

    @Override
    public void close() {
        port.closeFile(file);
    }
}
