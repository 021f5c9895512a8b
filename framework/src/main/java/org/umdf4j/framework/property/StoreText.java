package org.umdf4j.framework.property;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.umdf4j.ddi.PropVariant;

/**
 * The values of a store as bytes and back. UTF-8 text: a line that says what it is, then a line a value, its fields parted
 * by tabs: name, kind, and what the kind has. In fields stand {@code \t \n \r \0 \\} for what they are called in Java.
 *
 * <pre>
 * umdf4j properties 1
 * image     s   /var/lib/disk.img
 * size      i   4096
 * key       b   00ff17
 * paths     m   /a   /b
 * </pre>
 */
final class StoreText {
    private static final String HEADER = "umdf4j properties 1";

    private StoreText() {}

    static byte[] encode(Map<String, PropVariant> values) {
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        values.forEach((name, value) -> {
            text.append(escape(name));
            switch (value) {
                case PropVariant.UInt4 number -> text.append("\ti\t").append(number.text());
                case PropVariant.LpwStr string -> text.append("\ts\t").append(escape(string.value()));
                case PropVariant.Blob blob -> text.append("\tb\t").append(blob.text());
                case PropVariant.Strings strings -> {
                    text.append("\tm");
                    strings.values().forEach(each -> text.append('\t').append(escape(each)));
                }
            }
            text.append('\n');
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException if these are not bytes of {@link #encode} */
    static SortedMap<String, PropVariant> decode(byte[] bytes) throws IOException {
        SortedMap<String, PropVariant> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String text = utf8(bytes);
        if (!text.startsWith(HEADER + "\n") || !text.endsWith("\n")) {
            throw new IOException("not a property store, or not a whole one");
        }
        for (String line : text.substring(HEADER.length() + 1).split("\n", -1)) {
            if (!line.isEmpty()) {
                List<String> fields = fields(line);
                if (fields.size() < 2 || values.put(fields.getFirst(), value(fields)) != null) {
                    throw new IOException("a line of the property store is broken: " + line);
                }
            }
        }
        return values;
    }

    private static String utf8(byte[] bytes) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new IOException("the property store is not text", notText);
        }
    }

    private static PropVariant value(List<String> fields) throws IOException {
        String kind = fields.get(1);
        List<String> rest = fields.subList(2, fields.size());
        try {
            if (kind.equals("m")) {
                return PropVariant.of(rest);
            }
            if (rest.size() == 1) {
                String only = rest.getFirst();
                return switch (kind) {
                    case "i" -> PropVariant.of(Integer.parseUnsignedInt(only));
                    case "s" -> PropVariant.of(only);
                    case "b" -> PropVariant.of(HexFormat.of().parseHex(only));
                    default -> throw new IOException("a value of a kind that there is not: " + kind);
                };
            }
            throw new IOException("a value with " + rest.size() + " fields");
        } catch (IllegalArgumentException broken) {
            throw new IOException("a value that is none of its kind", broken);
        }
    }

    private static List<String> fields(String line) throws IOException {
        List<String> fields = new ArrayList<>();
        for (String field : line.split("\t", -1)) {
            fields.add(unescape(field));
        }
        return fields;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\0", "\\0");
    }

    private static String unescape(String field) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (++i < field.length()) {
                text.append(meant(field.charAt(i)));
            } else {
                throw new IOException("a field ends in the middle of an escape");
            }
        }
        return text.toString();
    }

    private static char meant(char escaped) throws IOException {
        return switch (escaped) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case '0' -> '\0';
            default -> throw new IOException("an escape that there is not: \\" + escaped);
        };
    }
}
