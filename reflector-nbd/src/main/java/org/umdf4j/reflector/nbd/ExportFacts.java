package org.umdf4j.reflector.nbd;

/**
 * What a client is told of an export, and what its commands are checked against. Immutable.
 *
 * @param size in bytes
 * @param readOnly whether the device is write protected
 * @param flushes whether the device's driver takes flush requests
 */
record ExportFacts(String name, String description, long size, boolean readOnly, boolean flushes) {
    /** The transmission flags, for a connection with or without structured replies. */
    int flags(boolean structured) {
        int flags = Wire.FLAG_HAS_FLAGS | Wire.FLAG_CAN_MULTI_CONN;
        flags |= readOnly ? Wire.FLAG_READ_ONLY : Wire.FLAG_SEND_TRIM | Wire.FLAG_SEND_WRITE_ZEROES;
        flags |= flushes ? Wire.FLAG_SEND_FLUSH | Wire.FLAG_SEND_FUA : 0;
        flags |= structured ? Wire.FLAG_SEND_DF : 0;
        return flags;
    }
}
