package org.umdf4j.ddi;

/**
 * Device control codes that the reflectors themselves send, so that a driver can answer them. Source:
 * winioctl.h.
 *
 * <p>A code is {@code deviceType << 16 | access << 14 | function << 2 | method}. All integers in the buffers
 * below are little-endian and naturally aligned.
 */
public final class ControlCodes {
    /** Transfer method: input and output are copied through buffers of the framework's (MEM-10). */
    public static final int METHOD_BUFFERED = 0;

    /** Transfer method: the output buffer is locked for reading by the device. */
    public static final int METHOD_IN_DIRECT = 1;

    /** Transfer method: the output buffer is locked for writing by the device. */
    public static final int METHOD_OUT_DIRECT = 2;

    /** Transfer method: raw addresses. Refused, or treated as buffered if the package allows that (RT-10). */
    public static final int METHOD_NEITHER = 3;

    /**
     * Tells a storage device that ranges of it are no longer needed (TRIM). Input buffer:
     *
     * <pre>
     * DEVICE_MANAGE_DATA_SET_ATTRIBUTES
     *  0  u32 Size                   28
     *  4  u32 Action                 {@link #DEVICE_DSM_ACTION_TRIM}
     *  8  u32 Flags
     * 12  u32 ParameterBlockOffset   0
     * 16  u32 ParameterBlockLength   0
     * 20  u32 DataSetRangesOffset    from the start of the buffer, a multiple of 8
     * 24  u32 DataSetRangesLength    a multiple of 16
     * DEVICE_DATA_SET_RANGE, repeated at DataSetRangesOffset
     *  0  i64 StartingOffset         in bytes
     *  8  u64 LengthInBytes
     * </pre>
     */
    public static final int IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES = ctlCode(0x2D, 0x501, METHOD_BUFFERED, 2);

    /**
     * The action of {@link #IOCTL_STORAGE_MANAGE_DATA_SET_ATTRIBUTES} that frees ranges: their content may be
     * lost.
     */
    public static final int DEVICE_DSM_ACTION_TRIM = 1;

    /**
     * Sets a range to zeroes. Input buffer: FILE_ZERO_DATA_INFORMATION, i64 FileOffset at 0, i64
     * BeyondFinalZero (exclusive end) at 8.
     */
    public static final int FSCTL_SET_ZERO_DATA = ctlCode(0x09, 50, METHOD_BUFFERED, 2);

    /** Asks a disk whether it can be written: a success, or STATUS_MEDIA_WRITE_PROTECTED. No buffers. */
    public static final int IOCTL_DISK_IS_WRITABLE = ctlCode(0x07, 0x009, METHOD_BUFFERED, 0);

    private ControlCodes() {}

    /**
     * CTL_CODE of the header: composes a control code.
     *
     * @param deviceType 16 bits
     * @param function 12 bits
     * @param method one of the METHOD constants
     * @param access 0 any, 1 read, 2 write
     */
    public static int ctlCode(int deviceType, int function, int method, int access) {
        return deviceType << 16 | access << 14 | function << 2 | method;
    }

    /** METHOD_FROM_CTL_CODE of the header: the transfer method, one of the METHOD constants. */
    public static int methodOf(int controlCode) {
        return controlCode & 3;
    }
}
