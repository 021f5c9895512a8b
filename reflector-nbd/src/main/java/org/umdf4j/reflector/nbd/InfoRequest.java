package org.umdf4j.reflector.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the options INFO and GO carry.
 *
 * @param name the export, as the client spells it
 * @param texts of the information it asks for, what it is told only then
 */
record InfoRequest(String name, Set<Integer> texts) {
    /** Takes u32 length of the name, the name, u16 count, u16 types. Empty if the lengths do not fit together. */
    static Optional<InfoRequest> take(ByteBuffer data) {
        if (data.remaining() < Integer.BYTES + Short.BYTES) {
            return Optional.empty();
        }
        long nameLength = Integer.toUnsignedLong(data.getInt());
        if (nameLength > data.remaining() - Short.BYTES) {
            return Optional.empty();
        }
        String name = text(data.slice(data.position(), (int) nameLength));
        data.position(data.position() + (int) nameLength);
        int count = Short.toUnsignedInt(data.getShort());
        if (data.remaining() != count * Short.BYTES) {
            return Optional.empty();
        }
        // A set: asking twice brings one answer, so that the output stays bounded.
        Set<Integer> texts = new HashSet<>();
        while (data.hasRemaining()) {
            int type = Short.toUnsignedInt(data.getShort());
            if (type == Wire.INFO_NAME || type == Wire.INFO_DESCRIPTION) {
                texts.add(type);
            }
        }
        return Optional.of(new InfoRequest(name, texts));
    }

    /** A name on the wire. */
    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
