package org.umdf4j.reflector.fuse;

import org.umdf4j.ddi.ControlCodes;
import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.FileObject;
import org.umdf4j.framework.irp.IrpParameters;
import org.umdf4j.linux.Errno;

/** An ioctl: the command is the control code, its argument the input, the output, or both. */
final class ControlRequest extends FuseRequest {
    /** FUSE_IOCTL_COMPAT: a 32-bit program's call on a 64-bit kernel. */
    private static final int COMPAT = 1;

    private final int room;
    private final boolean compat;

    ControlRequest(FuseSession session, RequestBuffer buffer, FileObject file, int command, Sizes sizes) {
        super(
                session,
                buffer,
                file,
                new IrpParameters.DeviceIoControl(command, ControlCodes.METHOD_BUFFERED),
                new Buffers(
                        sizes.input() == 0 ? null : buffer.controlInput(sizes.input()),
                        sizes.output() == 0 ? null : buffer.controlOutput(sizes.output())));
        room = sizes.output();
        compat = (sizes.flags() & COMPAT) != 0;
        // What a driver does not fill must not be somebody else's data.
        buffer.controlOutput(room).fill((byte) 0);
    }

    /** What the command says about its argument, in bytes, and the kernel's flags for the call. */
    record Sizes(int input, int output, int flags) {}

    /** The kernel knows for an ioctl, whose argument it may have to translate. */
    @Override
    public boolean isFrom32BitProcess() {
        return compat;
    }

    @Override
    void succeeded(long information) {
        int bytes = transferred(information, room);
        if (bytes >= 0) {
            buffer().sendControl(unique(), bytes);
        }
    }

    @Override
    int errno(HResult status) {
        // "Not a request this device knows" has a name of its own for ioctl, and programs test for it.
        int errno = super.errno(status);
        return errno == Errno.EOPNOTSUPP ? Errno.ENOTTY : errno;
    }
}
