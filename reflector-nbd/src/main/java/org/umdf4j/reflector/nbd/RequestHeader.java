package org.umdf4j.reflector.nbd;

import java.nio.ByteBuffer;

/**
 * A command as it came from the wire; nothing of it is trusted yet.
 *
 * @param flags 16 bits
 * @param type 16 bits
 * @param cookie whatever the client chose
 * @param offset unsigned
 * @param length 32 bits, never negative
 */
record RequestHeader(int flags, int type, long cookie, long offset, long length) {
    /**
     * Takes a header from {@code in}, which has at least {@link Wire#REQUEST_SIZE} bytes.
     *
     * @throws ProtocolException if it does not begin with the magic
     */
    static RequestHeader take(ByteBuffer in) throws ProtocolException {
        if (in.getInt() != Wire.REQUEST_MAGIC) {
            throw new ProtocolException(Fault.REQUEST_MAGIC);
        }
        return new RequestHeader(
                Short.toUnsignedInt(in.getShort()),
                Short.toUnsignedInt(in.getShort()),
                in.getLong(),
                in.getLong(),
                Integer.toUnsignedLong(in.getInt()));
    }

    /** The bytes that follow the header; they must be read whatever the verdict. */
    long payloadLength() {
        return type == Wire.CMD_WRITE ? length : 0;
    }

    /** Whether the command may reach the device: {@link NbdError#NONE}, or what the client is told. */
    NbdError check(ExportFacts export, boolean structured) {
        int allowed = Wire.CMD_FLAG_FUA;
        switch (type) {
            case Wire.CMD_READ -> allowed |= structured ? Wire.CMD_FLAG_DF : 0;
            case Wire.CMD_WRITE_ZEROES -> allowed |= Wire.CMD_FLAG_NO_HOLE;
            case Wire.CMD_WRITE, Wire.CMD_TRIM, Wire.CMD_FLUSH -> {}
            default -> {
                return NbdError.EINVAL;
            }
        }
        if ((flags & ~allowed) != 0 || (isFua() && !export.flushes())) {
            return NbdError.EINVAL;
        }
        if (type == Wire.CMD_FLUSH) {
            return offset == 0 && length == 0 && export.flushes() ? NbdError.NONE : NbdError.EINVAL;
        }
        if (type != Wire.CMD_READ && export.readOnly()) {
            return NbdError.EPERM;
        }
        return checkRange(export.size());
    }

    private NbdError checkRange(long size) {
        boolean carriesData = type == Wire.CMD_READ || type == Wire.CMD_WRITE;
        if (carriesData && length > Wire.MAX_PAYLOAD) {
            return (flags & Wire.CMD_FLAG_DF) != 0 ? NbdError.EOVERFLOW : NbdError.EINVAL;
        }
        // A negative offset is one beyond 2^63, which no device has.
        if (offset < 0 || offset > size || length > size - offset) {
            boolean writes = type == Wire.CMD_WRITE || type == Wire.CMD_WRITE_ZEROES;
            return writes ? NbdError.ENOSPC : NbdError.EINVAL;
        }
        return NbdError.NONE;
    }

    /** Whether the answer may only come when the data is durable. */
    boolean isFua() {
        return (flags & Wire.CMD_FLAG_FUA) != 0;
    }
}
