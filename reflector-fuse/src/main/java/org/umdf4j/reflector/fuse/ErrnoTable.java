package org.umdf4j.reflector.fuse;

import static java.util.Map.entry;

import java.util.Map;
import org.umdf4j.ddi.HResult;
import org.umdf4j.linux.Errno;

/**
 * The one table from {@link HResult} to what a program finds in {@code errno}. It agrees with {@code posix_errno} of
 * {@code spec/hresults.csv}; the rest is chosen by what programs on Linux do with the number. A failure that is not in the
 * table is {@link Errno#EIO}, which every program takes for "the device failed".
 */
final class ErrnoTable {
    private static final Map<HResult, Integer> TABLE = Map.ofEntries(
            entry(HResult.E_OUTOFMEMORY, Errno.ENOMEM),
            entry(HResult.ERROR_NOT_ENOUGH_MEMORY, Errno.ENOMEM),
            entry(HResult.E_INVALIDARG, Errno.EINVAL),
            entry(HResult.STATUS_INVALID_PARAMETER, Errno.EINVAL),
            entry(HResult.E_POINTER, Errno.EFAULT),
            entry(HResult.STATUS_ACCESS_VIOLATION, Errno.EFAULT),
            entry(HResult.E_NOINTERFACE, Errno.EOPNOTSUPP),
            entry(HResult.STATUS_INVALID_DEVICE_REQUEST, Errno.EOPNOTSUPP),
            entry(HResult.STATUS_NOT_SUPPORTED, Errno.EOPNOTSUPP),
            entry(new HResult(0xC000_00BB), Errno.EOPNOTSUPP), // HRESULT_FROM_WIN32(STATUS_NOT_SUPPORTED)
            entry(HResult.STATUS_POWER_STATE_INVALID, Errno.EOPNOTSUPP),
            entry(HResult.ERROR_ACCESS_DENIED, Errno.EACCES),
            entry(HResult.fromNt(0xC000_0022), Errno.EACCES), // STATUS_ACCESS_DENIED
            entry(HResult.ERROR_FILE_NOT_FOUND, Errno.ENOENT),
            entry(HResult.ERROR_NOT_FOUND, Errno.ENOENT),
            entry(HResult.ERROR_INSUFFICIENT_BUFFER, Errno.ERANGE),
            entry(HResult.STATUS_BUFFER_TOO_SMALL, Errno.ERANGE),
            entry(HResult.ERROR_MORE_DATA, Errno.EMSGSIZE),
            entry(HResult.STATUS_BUFFER_OVERFLOW, Errno.EMSGSIZE),
            entry(HResult.STATUS_INVALID_BUFFER_SIZE, Errno.EINVAL),
            entry(HResult.ERROR_ARITHMETIC_OVERFLOW, Errno.EOVERFLOW),
            entry(HResult.ERROR_NO_MORE_ITEMS, Errno.EAGAIN),
            entry(HResult.STATUS_WDF_PAUSED, Errno.EAGAIN),
            entry(HResult.STATUS_WDF_BUSY, Errno.EBUSY),
            entry(HResult.ERROR_BUSY, Errno.EBUSY),
            entry(HResult.STATUS_DEVICE_BUSY, Errno.EBUSY),
            entry(HResult.ERROR_BAD_CONFIGURATION, Errno.EINVAL),
            entry(HResult.ERROR_INVALID_OPERATION, Errno.EINVAL),
            entry(HResult.STATUS_INVALID_DEVICE_STATE, Errno.EINVAL),
            // Nobody interrupted the program, so EINTR would make it try again for ever.
            entry(HResult.ERROR_OPERATION_ABORTED, Errno.ECANCELED),
            entry(HResult.ERROR_CANCELLED, Errno.ECANCELED),
            entry(HResult.STATUS_CANCELLED, Errno.ECANCELED),
            entry(new HResult(0xC000_0120), Errno.ECANCELED), // STATUS_CANCELLED as one guide page writes it
            entry(HResult.fromWin32(1291), Errno.ECONNABORTED), // ERROR_DRIVER_PROCESS_TERMINATED
            entry(HResult.STATUS_DRIVER_PROCESS_TERMINATED, Errno.ECONNABORTED),
            entry(HResult.STATUS_IO_TIMEOUT, Errno.ETIMEDOUT),
            entry(HResult.ERROR_WRITE_PROTECT, Errno.EROFS),
            entry(HResult.STATUS_MEDIA_WRITE_PROTECTED, Errno.EROFS),
            entry(HResult.ERROR_DISK_FULL, Errno.ENOSPC),
            entry(HResult.fromNt(0xC000_007F), Errno.ENOSPC), // STATUS_DISK_FULL
            // A read turns these into "0 bytes"; a write behind the end of a disk says ENOSPC, as block devices do.
            entry(HResult.ERROR_HANDLE_EOF, Errno.ENOSPC),
            entry(HResult.STATUS_END_OF_FILE, Errno.ENOSPC),
            entry(HResult.STATUS_NO_SUCH_DEVICE, Errno.ENODEV),
            entry(HResult.STATUS_DEVICE_REMOVED, Errno.ENODEV),
            entry(HResult.ERROR_DEVICE_REMOVED, Errno.ENODEV),
            entry(HResult.ERROR_DEVICE_NOT_CONNECTED, Errno.ENODEV),
            entry(HResult.STATUS_DELETE_PENDING, Errno.ENODEV),
            entry(HResult.ERROR_NOT_READY, Errno.ENXIO),
            entry(HResult.STATUS_DEVICE_NOT_READY, Errno.ENXIO),
            entry(HResult.STATUS_FILE_CLOSED, Errno.EBADF));

    private ErrnoTable() {}

    /** The error number for a status, positive; 0 for any success. */
    static int errno(HResult status) {
        return status.succeeded() ? 0 : TABLE.getOrDefault(status, Errno.EIO);
    }

    /** Whether a status says that a request was cancelled. */
    static boolean isCanceled(HResult status) {
        return errno(status) == Errno.ECANCELED;
    }

    /** Whether a status says that there is nothing more to read. */
    static boolean isEndOfFile(HResult status) {
        return status.equals(HResult.ERROR_HANDLE_EOF) || status.equals(HResult.STATUS_END_OF_FILE);
    }
}
