package org.umdf4j.reflector.nbd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes the replies to options. Stateless. */
final class OptionReplies {
    private OptionReplies() {}

    /** A reply with nothing but a sentence for the client's user, or without. */
    static void reply(ByteBuffer out, int option, int type, String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        header(out, option, type, text.length);
        out.put(text);
    }

    /** One export of a list. */
    static void server(ByteBuffer out, String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        header(out, Wire.OPT_LIST, Wire.REP_SERVER, Integer.BYTES + text.length);
        out.putInt(text.length).put(text);
    }

    /** What every client is told of an export: size, flags and block sizes. */
    static void facts(ByteBuffer out, int option, ExportFacts facts, short flags) {
        header(out, option, Wire.REP_INFO, Short.BYTES + Long.BYTES + Short.BYTES);
        out.putShort((short) Wire.INFO_EXPORT).putLong(facts.size()).putShort(flags);
        header(out, option, Wire.REP_INFO, Short.BYTES + 3 * Integer.BYTES);
        out.putShort((short) Wire.INFO_BLOCK_SIZE);
        out.putInt(Wire.MIN_BLOCK).putInt(Wire.PREFERRED_BLOCK).putInt(Wire.MAX_PAYLOAD);
    }

    /** One information that is a text. */
    static void text(ByteBuffer out, int option, int information, String content) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        header(out, option, Wire.REP_INFO, Short.BYTES + text.length);
        out.putShort((short) information).put(text);
    }

    private static void header(ByteBuffer out, int option, int type, int length) {
        out.putLong(Wire.OPTION_REPLY_MAGIC).putInt(option).putInt(type).putInt(length);
    }
}
