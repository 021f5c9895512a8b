package org.umdf4j.ddi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A status as a UMDF 1 driver sees it: 32 bits, negative for a failure. An immutable value; any thread may
 * use it.
 *
 * <p>NTSTATUS values appear wrapped ({@link #fromNt}), Win32 error codes likewise ({@link #fromWin32}). The
 * constants are named after the bare codes they wrap. Rules: io-contract section 1.2, REQ-3. Source: guide
 * page Completing I/O Requests.
 *
 * @param value the 32 bits of the HRESULT
 */
public record HResult(int value) {
    private static final int FACILITY_NT_BIT = 0x1000_0000;
    private static final int FACILITY_WIN32 = 0x8007_0000;

    /** Success. */
    public static final HResult S_OK = new HResult(0);

    /** A failure without a closer description. */
    public static final HResult E_FAIL = new HResult(0x8000_4005);

    /** Should not have happened. */
    public static final HResult E_UNEXPECTED = new HResult(0x8000_FFFF);

    /** The object lacks the interface. */
    public static final HResult E_NOINTERFACE = new HResult(0x8000_4002);

    /** A required pointer is null; in Java a programming error. */
    public static final HResult E_POINTER = new HResult(0x8000_4003);

    /** No memory. */
    public static final HResult E_OUTOFMEMORY = new HResult(0x8007_000E);

    /** A bad argument; the number of ERROR_INVALID_PARAMETER as well. */
    public static final HResult E_INVALIDARG = new HResult(0x8007_0057);

    /** There is no such file or device. */
    public static final HResult ERROR_FILE_NOT_FOUND = fromWin32(2);

    /** Not allowed; for example to delete an object the framework owns. */
    public static final HResult ERROR_ACCESS_DENIED = fromWin32(5);

    /** No room for that much data (OBJ-10). */
    public static final HResult ERROR_NOT_ENOUGH_MEMORY = fromWin32(8);

    /** The medium is read-only. */
    public static final HResult ERROR_WRITE_PROTECT = fromWin32(19);

    /** The device is not ready. */
    public static final HResult ERROR_NOT_READY = fromWin32(21);

    /** Beyond the end of the device. */
    public static final HResult ERROR_HANDLE_EOF = fromWin32(38);

    /** No space left on the device. */
    public static final HResult ERROR_DISK_FULL = fromWin32(112);

    /** A buffer is missing or too small (MEM-7). */
    public static final HResult ERROR_INSUFFICIENT_BUFFER = fromWin32(122);

    /** The resource is in use. */
    public static final HResult ERROR_BUSY = fromWin32(170);

    /** More data than accepted. */
    public static final HResult ERROR_MORE_DATA = fromWin32(234);

    /** Nothing (matching) is stored in the queue: an ordinary outcome (RET-2). */
    public static final HResult ERROR_NO_MORE_ITEMS = fromWin32(259);

    /** A sum of lengths is too large (USB-1). */
    public static final HResult ERROR_ARITHMETIC_OVERFLOW = fromWin32(534);

    /** The request was canceled: what canceled requests are completed with (CAN-15). */
    public static final HResult ERROR_OPERATION_ABORTED = fromWin32(995);

    /** The device has failed to do it. */
    public static final HResult ERROR_IO_DEVICE = fromWin32(1117);

    /** The host lacks the right to act as somebody else. */
    public static final HResult ERROR_PRIVILEGE_NOT_HELD = fromWin32(1314);

    /** The package or the program does not allow to act as the program that far (IMP-1). */
    public static final HResult ERROR_BAD_IMPERSONATION_LEVEL = fromWin32(1346);

    /** The name is taken; for example a symbolic link's. */
    public static final HResult ERROR_ALREADY_EXISTS = fromWin32(183);

    /** The device is not connected. */
    public static final HResult ERROR_DEVICE_NOT_CONNECTED = fromWin32(1167);

    /** There is no such thing; for example no context (OBJ-6). */
    public static final HResult ERROR_NOT_FOUND = fromWin32(1168);

    /** Canceled by the user; {@link #ERROR_OPERATION_ABORTED} is the one for requests. */
    public static final HResult ERROR_CANCELLED = fromWin32(1223);

    /** The device was removed. */
    public static final HResult ERROR_DEVICE_REMOVED = fromWin32(1617);

    /** A queue's dispatch type and callbacks contradict each other. */
    public static final HResult ERROR_BAD_CONFIGURATION = fromWin32(1610);

    /** The request may not be treated so now (FWD-8). */
    public static final HResult ERROR_INVALID_OPERATION = fromWin32(4317);

    /** Under way; a <em>success</em> code (PWR-17). */
    public static final HResult STATUS_PENDING = fromNt(0x0000_0103);

    /** Truncated; a warning in NT, a failure as HRESULT. */
    public static final HResult STATUS_BUFFER_OVERFLOW = fromNt(0x8000_0005);

    /** A failure without a closer description. */
    public static final HResult STATUS_UNSUCCESSFUL = fromNt(0xC000_0001);

    /** Memory that may not be written (MEM-5). */
    public static final HResult STATUS_ACCESS_VIOLATION = fromNt(0xC000_0005);

    /** A bad argument. */
    public static final HResult STATUS_INVALID_PARAMETER = fromNt(0xC000_000D);

    /** There is no such device. */
    public static final HResult STATUS_NO_SUCH_DEVICE = fromNt(0xC000_000E);

    /** The device does not know such requests (RT-3, RT-5). */
    public static final HResult STATUS_INVALID_DEVICE_REQUEST = fromNt(0xC000_0010);

    /** Beyond the end. */
    public static final HResult STATUS_END_OF_FILE = fromNt(0xC000_0011);

    /** A source has less than asked for (MEM-3). */
    public static final HResult STATUS_BUFFER_TOO_SMALL = fromNt(0xC000_0023);

    /** The object is being deleted. */
    public static final HResult STATUS_DELETE_PENDING = fromNt(0xC000_0056);

    /** The medium is read-only. */
    public static final HResult STATUS_MEDIA_WRITE_PROTECTED = fromNt(0xC000_00A2);

    /** The device is not ready. */
    public static final HResult STATUS_DEVICE_NOT_READY = fromNt(0xC000_00A3);

    /** The time-out of a sent request has expired (SND-9). */
    public static final HResult STATUS_IO_TIMEOUT = fromNt(0xC000_00B5);

    /** Not supported; PnP callbacks must not return it (PNP-15). */
    public static final HResult STATUS_NOT_SUPPORTED = fromNt(0xC000_00BB);

    /** The request is not formatted (SND-1). */
    public static final HResult STATUS_REQUEST_NOT_ACCEPTED = fromNt(0xC000_00D0);

    /** An error of the framework or driver. */
    public static final HResult STATUS_INTERNAL_ERROR = fromNt(0xC000_00E5);

    /** Canceled, as the kernel has it. */
    public static final HResult STATUS_CANCELLED = fromNt(0xC000_0120);

    /** The file object is closed. */
    public static final HResult STATUS_FILE_CLOSED = fromNt(0xC000_0128);

    /** The device, queue or target is not in a state for this (RET-4, Q-8). */
    public static final HResult STATUS_INVALID_DEVICE_STATE = fromNt(0xC000_0184);

    /** The device has failed to power up (FAIL-2). */
    public static final HResult STATUS_DEVICE_POWER_FAILURE = fromNt(0xC000_009E);

    /** The device is busy (REQ-4). */
    public static final HResult STATUS_DEVICE_BUSY = fromNt(0x8000_0011);

    /** A destination is too small (MEM-3). */
    public static final HResult STATUS_INVALID_BUFFER_SIZE = fromNt(0xC000_0206);

    /** The device was removed. */
    public static final HResult STATUS_DEVICE_REMOVED = fromNt(0xC000_02B6);

    /** The device cannot reach that power state (PWR-17, PWR-20). */
    public static final HResult STATUS_POWER_STATE_INVALID = fromNt(0xC000_02D3);

    /** The driver has crashed with the request outstanding (HOST-3). */
    public static final HResult STATUS_DRIVER_PROCESS_TERMINATED = fromNt(0xC000_0450);

    /** An error inside the framework (REQ-4). */
    public static final HResult STATUS_WDF_INTERNAL_ERROR = fromNt(0xC020_0201);

    /** The queue is stopped or held by power: an ordinary outcome of retrieval (RET-3). */
    public static final HResult STATUS_WDF_PAUSED = fromNt(0xC020_0203);

    /** The queue accepts no requests (QS-4). */
    public static final HResult STATUS_WDF_BUSY = fromNt(0xC020_0204);

    /** The target was removed before the request could be sent (TGT-6). */
    public static final HResult STATUS_WDF_DEVICE_REMOVED_NOT_SENT = fromNt(0xC020_0206);

    /** HRESULT_FROM_NT: marks an NTSTATUS as such and keeps its severity. */
    public static HResult fromNt(int ntStatus) {
        return new HResult(ntStatus | FACILITY_NT_BIT);
    }

    /**
     * HRESULT_FROM_WIN32: 0 is success, a negative number passes through, any other code becomes a failure.
     */
    public static HResult fromWin32(int error) {
        return new HResult(error <= 0 ? error : FACILITY_WIN32 | (error & 0xFFFF));
    }

    /** SUCCEEDED: also true for success codes other than {@link #S_OK}, such as {@link #STATUS_PENDING}. */
    public boolean succeeded() {
        return value >= 0;
    }

    /** FAILED: not {@link #succeeded}. */
    public boolean failed() {
        return value < 0;
    }

    @Override
    public String toString() {
        @Nullable String name = Names.OF.get(value);
        return name == null ? "0x%08X".formatted(value) : "%s 0x%08X".formatted(name, value);
    }

    /** Holds the names apart, so that the constants are complete when it is filled. */
    private static final class Names {
        static final Map<Integer, String> OF = collect();

        private static Map<Integer, String> collect() {
            Map<Integer, String> names = new HashMap<>();
            for (var field : HResult.class.getFields()) {
                try {
                    if (field.get(null) instanceof HResult code) {
                        names.putIfAbsent(code.value(), field.getName());
                    }
                } catch (IllegalAccessException impossible) {
                    throw new AssertionError(impossible);
                }
            }
            return Map.copyOf(names);
        }
    }
}
