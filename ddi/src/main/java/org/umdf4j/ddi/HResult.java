package org.umdf4j.ddi;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A status as a UMDF 1 driver sees it: 32 bits, negative for a failure. An immutable value; any thread may use it.
 *
 * <p>NTSTATUS values appear wrapped ({@link #fromNt}), Win32 error codes likewise ({@link #fromWin32}).
 */
public record HResult(int value) {
    private static final int FACILITY_NT_BIT = 0x1000_0000;
    private static final int FACILITY_WIN32 = 0x8007_0000;

    public static final HResult S_OK = new HResult(0);
    public static final HResult E_FAIL = new HResult(0x8000_4005);
    public static final HResult E_UNEXPECTED = new HResult(0x8000_FFFF);
    public static final HResult E_NOINTERFACE = new HResult(0x8000_4002);
    public static final HResult E_POINTER = new HResult(0x8000_4003);
    public static final HResult E_OUTOFMEMORY = new HResult(0x8007_000E);
    public static final HResult E_INVALIDARG = new HResult(0x8007_0057);

    public static final HResult ERROR_FILE_NOT_FOUND = fromWin32(2);
    public static final HResult ERROR_ACCESS_DENIED = fromWin32(5);
    public static final HResult ERROR_NOT_ENOUGH_MEMORY = fromWin32(8);
    public static final HResult ERROR_WRITE_PROTECT = fromWin32(19);
    public static final HResult ERROR_NOT_READY = fromWin32(21);
    public static final HResult ERROR_HANDLE_EOF = fromWin32(38);
    public static final HResult ERROR_DISK_FULL = fromWin32(112);
    public static final HResult ERROR_INSUFFICIENT_BUFFER = fromWin32(122);
    public static final HResult ERROR_BUSY = fromWin32(170);
    public static final HResult ERROR_MORE_DATA = fromWin32(234);
    public static final HResult ERROR_NO_MORE_ITEMS = fromWin32(259);
    public static final HResult ERROR_ARITHMETIC_OVERFLOW = fromWin32(534);
    public static final HResult ERROR_OPERATION_ABORTED = fromWin32(995);
    public static final HResult ERROR_IO_DEVICE = fromWin32(1117);
    public static final HResult ERROR_DEVICE_NOT_CONNECTED = fromWin32(1167);
    public static final HResult ERROR_NOT_FOUND = fromWin32(1168);
    public static final HResult ERROR_CANCELLED = fromWin32(1223);
    public static final HResult ERROR_DEVICE_REMOVED = fromWin32(1617);
    public static final HResult ERROR_BAD_CONFIGURATION = fromWin32(1610);
    public static final HResult ERROR_INVALID_OPERATION = fromWin32(4317);

    public static final HResult STATUS_PENDING = fromNt(0x0000_0103);
    public static final HResult STATUS_BUFFER_OVERFLOW = fromNt(0x8000_0005);
    public static final HResult STATUS_UNSUCCESSFUL = fromNt(0xC000_0001);
    public static final HResult STATUS_ACCESS_VIOLATION = fromNt(0xC000_0005);
    public static final HResult STATUS_INVALID_PARAMETER = fromNt(0xC000_000D);
    public static final HResult STATUS_NO_SUCH_DEVICE = fromNt(0xC000_000E);
    public static final HResult STATUS_INVALID_DEVICE_REQUEST = fromNt(0xC000_0010);
    public static final HResult STATUS_END_OF_FILE = fromNt(0xC000_0011);
    public static final HResult STATUS_BUFFER_TOO_SMALL = fromNt(0xC000_0023);
    public static final HResult STATUS_DELETE_PENDING = fromNt(0xC000_0056);
    public static final HResult STATUS_MEDIA_WRITE_PROTECTED = fromNt(0xC000_00A2);
    public static final HResult STATUS_DEVICE_NOT_READY = fromNt(0xC000_00A3);
    public static final HResult STATUS_IO_TIMEOUT = fromNt(0xC000_00B5);
    public static final HResult STATUS_NOT_SUPPORTED = fromNt(0xC000_00BB);
    public static final HResult STATUS_REQUEST_NOT_ACCEPTED = fromNt(0xC000_00D0);
    public static final HResult STATUS_INTERNAL_ERROR = fromNt(0xC000_00E5);
    public static final HResult STATUS_CANCELLED = fromNt(0xC000_0120);
    public static final HResult STATUS_FILE_CLOSED = fromNt(0xC000_0128);
    public static final HResult STATUS_INVALID_DEVICE_STATE = fromNt(0xC000_0184);
    public static final HResult STATUS_DEVICE_POWER_FAILURE = fromNt(0xC000_009E);
    public static final HResult STATUS_DEVICE_BUSY = fromNt(0x8000_0011);
    public static final HResult STATUS_INVALID_BUFFER_SIZE = fromNt(0xC000_0206);
    public static final HResult STATUS_DEVICE_REMOVED = fromNt(0xC000_02B6);
    public static final HResult STATUS_POWER_STATE_INVALID = fromNt(0xC000_02D3);
    public static final HResult STATUS_DRIVER_PROCESS_TERMINATED = fromNt(0xC000_0450);
    public static final HResult STATUS_WDF_INTERNAL_ERROR = fromNt(0xC020_0201);
    public static final HResult STATUS_WDF_PAUSED = fromNt(0xC020_0203);
    public static final HResult STATUS_WDF_BUSY = fromNt(0xC020_0204);

    /** HRESULT_FROM_NT: marks an NTSTATUS as such and keeps its severity. */
    public static HResult fromNt(int ntStatus) {
        return new HResult(ntStatus | FACILITY_NT_BIT);
    }

    /** HRESULT_FROM_WIN32: 0 is success, a negative number passes through, any other code becomes a failure. */
    public static HResult fromWin32(int error) {
        return new HResult(error <= 0 ? error : FACILITY_WIN32 | (error & 0xFFFF));
    }

    /** SUCCEEDED: also true for success codes other than {@link #S_OK}, such as {@link #STATUS_PENDING}. */
    public boolean succeeded() {
        return value >= 0;
    }

    /** FAILED. */
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
