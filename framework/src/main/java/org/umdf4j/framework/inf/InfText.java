package org.umdf4j.framework.inf;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The bytes of an INF as text: UTF-16 or UTF-8 by its byte order mark, UTF-8 without one. */
final class InfText {
    private InfText() {}

    /** The text without its mark; empty if it is none, which is then among the problems. */
    static Optional<String> decode(String file, byte[] content, InfProblems problems) {
        InfPosition start = new InfPosition(file, 1, 1);
        if (content.length > DriverPackage.MOST_BYTES) {
            problems.error(
                    start,
                    "the file has " + content.length + " bytes",
                    "an INF has at most " + DriverPackage.MOST_BYTES);
            return Optional.empty();
        }
        return switch (mark(content)) {
            case 0xFEFF -> decode(file, content, 2, StandardCharsets.UTF_16BE, problems);
            case 0xFFFE -> decode(file, content, 2, StandardCharsets.UTF_16LE, problems);
            case 0xEFBB -> decode(file, content, 3, StandardCharsets.UTF_8, problems);
            default -> decode(file, content, 0, StandardCharsets.UTF_8, problems);
        };
    }

    /** The first two bytes, of a UTF-8 mark only if the third is right too. */
    private static int mark(byte[] content) {
        if (content.length < 2) {
            return 0;
        }
        int two = (content[0] & 0xFF) << 8 | (content[1] & 0xFF);
        return two != 0xEFBB || (content.length > 2 && (content[2] & 0xFF) == 0xBF) ? two : 0;
    }

    private static Optional<String> decode(
            String file, byte[] content, int skip, Charset charset, InfProblems problems) {
        ByteBuffer bytes = ByteBuffer.wrap(content, skip, content.length - skip);
        CharBuffer text = CharBuffer.allocate(content.length);
        CoderResult result = charset.newDecoder().decode(bytes, text, true);
        String decoded = text.flip().toString();
        if (result.isError()) {
            problems.error(
                    endOf(file, decoded),
                    "the bytes here are not " + charset,
                    "save the file as UTF-8, or as UTF-16 with a mark");
            return Optional.empty();
        }
        int nul = decoded.indexOf('\0');
        if (nul >= 0) {
            problems.error(
                    endOf(file, decoded.substring(0, nul)),
                    "a NUL character",
                    "save the file as UTF-8, or as UTF-16 with a byte order mark");
            return Optional.empty();
        }
        return Optional.of(decoded);
    }

    private static InfPosition endOf(String file, String before) {
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new InfPosition(file, line, before.length() - before.lastIndexOf('\n'));
    }
}
