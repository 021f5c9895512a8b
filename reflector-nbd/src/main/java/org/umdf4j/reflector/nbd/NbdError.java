package org.umdf4j.reflector.nbd;

import static java.util.Map.entry;

import java.util.Map;
import org.umdf4j.ddi.HResult;

/** The errors of the NBD protocol, and the one table from {@link HResult} to them. */
enum NbdError {
    NONE(0),
    EPERM(1),
    EIO(5),
    ENOMEM(12),
    EINVAL(22),
    ENOSPC(28),
    EOVERFLOW(75),
    ENOTSUP(95),
    ESHUTDOWN(108);

    private static final HResult E_NOTIMPL = new HResult(0x8000_4001);
    private static final HResult STATUS_NOT_IMPLEMENTED = HResult.fromNt(0xC000_0002);
    private static final HResult STATUS_ACCESS_DENIED = HResult.fromNt(0xC000_0022);
    private static final HResult STATUS_DISK_FULL = HResult.fromNt(0xC000_007F);
    private static final HResult STATUS_INSUFFICIENT_RESOURCES = HResult.fromNt(0xC000_009A);
    private static final HResult ERROR_INVALID_FUNCTION = HResult.fromWin32(1);
    private static final HResult ERROR_NOT_SUPPORTED = HResult.fromWin32(50);

    /** Every failure that is not here is {@link #EIO}. */
    private static final Map<HResult, NbdError> TABLE = Map.ofEntries(
            entry(HResult.ERROR_ACCESS_DENIED, EPERM),
            entry(STATUS_ACCESS_DENIED, EPERM),
            entry(HResult.ERROR_WRITE_PROTECT, EPERM),
            entry(HResult.STATUS_MEDIA_WRITE_PROTECTED, EPERM),
            entry(HResult.E_OUTOFMEMORY, ENOMEM),
            entry(HResult.ERROR_NOT_ENOUGH_MEMORY, ENOMEM),
            entry(STATUS_INSUFFICIENT_RESOURCES, ENOMEM),
            entry(HResult.E_INVALIDARG, EINVAL),
            entry(HResult.E_POINTER, EINVAL),
            entry(HResult.STATUS_INVALID_PARAMETER, EINVAL),
            entry(HResult.STATUS_INVALID_BUFFER_SIZE, EINVAL),
            entry(HResult.STATUS_BUFFER_TOO_SMALL, EINVAL),
            entry(HResult.ERROR_INSUFFICIENT_BUFFER, EINVAL),
            entry(HResult.ERROR_HANDLE_EOF, EINVAL),
            entry(HResult.STATUS_END_OF_FILE, EINVAL),
            entry(HResult.ERROR_DISK_FULL, ENOSPC),
            entry(STATUS_DISK_FULL, ENOSPC),
            entry(HResult.ERROR_MORE_DATA, EOVERFLOW),
            entry(HResult.STATUS_BUFFER_OVERFLOW, EOVERFLOW),
            entry(HResult.ERROR_ARITHMETIC_OVERFLOW, EOVERFLOW),
            entry(HResult.STATUS_INVALID_DEVICE_REQUEST, ENOTSUP),
            entry(HResult.STATUS_NOT_SUPPORTED, ENOTSUP),
            entry(STATUS_NOT_IMPLEMENTED, ENOTSUP),
            entry(ERROR_INVALID_FUNCTION, ENOTSUP),
            entry(ERROR_NOT_SUPPORTED, ENOTSUP),
            entry(E_NOTIMPL, ENOTSUP),
            entry(HResult.STATUS_NO_SUCH_DEVICE, ESHUTDOWN),
            entry(HResult.STATUS_DEVICE_REMOVED, ESHUTDOWN),
            entry(HResult.STATUS_DELETE_PENDING, ESHUTDOWN),
            entry(HResult.ERROR_DEVICE_REMOVED, ESHUTDOWN),
            entry(HResult.ERROR_DEVICE_NOT_CONNECTED, ESHUTDOWN),
            entry(HResult.STATUS_DRIVER_PROCESS_TERMINATED, ESHUTDOWN));

    private final int code;

    NbdError(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    int code() {
        return code;
    }

    /** What a client is told of a request that ended with {@code status}. */
    static NbdError of(HResult status) {
        return status.succeeded() ? NONE : TABLE.getOrDefault(status, EIO);
    }
}
