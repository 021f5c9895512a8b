package org.umdf4j.host.file;

import org.umdf4j.ddi.HResult;
import org.umdf4j.framework.irp.Irp;
import org.umdf4j.linux.Errno;

/**
 * How a request to a file ends. The one place where the host turns a system call's errno into a status.
 *
 * @param information bytes transferred or answered
 */
record Outcome(HResult status, long information) {
    static final Outcome ABORTED = of(HResult.ERROR_OPERATION_ABORTED);

    /** What the file does not know. */
    static final Outcome UNKNOWN = of(HResult.STATUS_INVALID_DEVICE_REQUEST);

    static Outcome success(long information) {
        return new Outcome(HResult.S_OK, information);
    }

    static Outcome of(HResult status) {
        return new Outcome(status, 0);
    }

    /** The end of a system call that answered this: a count, or the negative of an errno. */
    static Outcome ofResult(long result) {
        return result >= 0 ? success(result) : of(statusOf((int) -result));
    }

    static HResult statusOf(int errno) {
        return switch (errno) {
            case Errno.ENOENT -> HResult.ERROR_FILE_NOT_FOUND;
            case Errno.EACCES, Errno.EPERM -> HResult.ERROR_ACCESS_DENIED;
            case Errno.EROFS -> HResult.STATUS_MEDIA_WRITE_PROTECTED;
            case Errno.ENOSPC -> HResult.ERROR_DISK_FULL;
            case Errno.ENOMEM -> HResult.E_OUTOFMEMORY;
            case Errno.EINVAL -> HResult.E_INVALIDARG;
            case Errno.EBUSY -> HResult.ERROR_BUSY;
            case Errno.ECANCELED -> HResult.ERROR_OPERATION_ABORTED;
            case Errno.ENODEV, Errno.ENXIO -> HResult.ERROR_DEVICE_NOT_CONNECTED;
            case Errno.ENOTTY, Errno.EOPNOTSUPP, Errno.ENOSYS -> HResult.STATUS_INVALID_DEVICE_REQUEST;
            default -> HResult.ERROR_IO_DEVICE;
        };
    }

    void end(Irp irp) {
        irp.end(status, information);
    }
}
