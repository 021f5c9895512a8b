package org.umdf4j.framework.inf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Splits an INF's text into sections, entries and values. Knows comments ({@code ;}), quotes (a doubled one stands for
 * itself), and lines that go on after a backslash; any of the three ends of line. One use, one thread.
 */
final class InfLexer {
    /** Of a section's name and of a key. */
    private static final int LONGEST_NAME = 255;

    private static final int LONGEST_VALUE = 4096;

    private final String file;
    private final String text;
    private final InfProblems problems;
    private final Map<String, OpenSection> sections = new LinkedHashMap<>();
    private int at;
    private int line = 1;
    private int lineStart;
    private @Nullable OpenSection section;

    /** A section that is still being read. */
    private record OpenSection(String name, InfPosition at, List<InfEntry> entries) {}

    InfLexer(String file, String text, InfProblems problems) {
        this.file = file;
        this.text = text;
        this.problems = problems;
    }

    /** All sections, by name in lower case. What cannot be read is left out and is among the problems. */
    Map<String, InfSection> read() {
        while (at < text.length()) {
            skipBlanks();
            if (atEndOfLine()) {
                endLine();
            } else if (peek() == '[') {
                header();
            } else {
                entry();
            }
        }
        Map<String, InfSection> all = new LinkedHashMap<>();
        sections.forEach((name, open) -> all.put(name, new InfSection(open.name(), open.at(), open.entries())));
        return all;
    }

    private void header() {
        InfPosition start = position();
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != ']' && !isLineEnd(text.charAt(end))) {
            end++;
        }
        if (end == text.length() || text.charAt(end) != ']') {
            problems.error(start, "a section's name has no end", "close it with ']'");
            at = end;
            section = null;
            return;
        }
        String name = text.substring(at + 1, end).strip();
        at = end + 1;
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            problems.error(
                    start, "a section's name has " + name.length() + " characters", "give it 1 to " + LONGEST_NAME);
            section = null;
        } else {
            section = sections.computeIfAbsent(
                    name.toLowerCase(Locale.ROOT), _ -> new OpenSection(name, start, new ArrayList<>()));
        }
        skipBlanks();
        if (!atEndOfLine()) {
            problems.error(position(), "something follows the section's name", "begin a new line after ']'");
            skipLine();
        }
    }

    private void entry() {
        InfPosition start = position();
        InfField key = null;
        List<InfField> values = new ArrayList<>();
        InfField first = field(true);
        if (!atEndOfLine() && peek() == '=') {
            at++;
            key = first;
            if (key.text().isEmpty() || key.text().length() > LONGEST_NAME) {
                problems.error(
                        start,
                        "the name before '=' has " + key.text().length() + " characters",
                        "give it 1 to " + LONGEST_NAME);
            }
            values.add(field(false));
        } else {
            values.add(first);
        }
        while (!atEndOfLine()) {
            at++; // the comma that ended the last one
            values.add(field(false));
        }
        if (section == null) {
            if (sections.isEmpty()) {
                problems.error(start, "an entry stands before the first section", "begin the file with [Version]");
            }
            return;
        }
        section.entries().add(new InfEntry(start, key, values));
    }

    /** Up to the next comma, the end of the line, or for a key the equals sign; that is the next character then. */
    private InfField field(boolean mayBeKey) {
        skipBlanks();
        InfPosition start = position();
        StringBuilder value = new StringBuilder();
        int kept = 0;
        while (!atEndOfLine() && peek() != ',' && !(mayBeKey && peek() == '=')) {
            if (peek() == '"') {
                quoted(value);
                kept = value.length();
            } else if (continuesOnNextLine()) {
                skipLine();
                endLine();
                value.append(' ');
            } else {
                char c = text.charAt(at++);
                value.append(c);
                kept = isBlank(c) ? kept : value.length();
            }
        }
        value.setLength(kept);
        if (kept > LONGEST_VALUE) {
            problems.error(start, "a value has " + kept + " characters", "the longest one has " + LONGEST_VALUE);
            value.setLength(0);
        }
        return new InfField(value.toString(), start);
    }

    private void quoted(StringBuilder value) {
        InfPosition start = position();
        at++;
        while (at < text.length() && !isLineEnd(peek())) {
            char c = text.charAt(at++);
            if (c != '"') {
                value.append(c);
            } else if (at < text.length() && peek() == '"') {
                value.append('"');
                at++;
            } else {
                return;
            }
        }
        problems.error(start, "a quoted value has no end on its line", "close it with '\"'");
    }

    /** Whether a backslash here is the last thing on its line, a comment aside. */
    private boolean continuesOnNextLine() {
        if (peek() != '\\') {
            return false;
        }
        int next = at + 1;
        while (next < text.length() && isBlank(text.charAt(next))) {
            next++;
        }
        return next < text.length() && (isLineEnd(text.charAt(next)) || text.charAt(next) == ';');
    }

    private void skipBlanks() {
        while (at < text.length() && (isBlank(peek()) || continuesOnNextLine())) {
            if (isBlank(peek())) {
                at++;
            } else {
                skipLine();
                endLine();
            }
        }
    }

    private void skipLine() {
        while (at < text.length() && !isLineEnd(peek())) {
            at++;
        }
    }

    /** Passes a comment and the end of the line. */
    private void endLine() {
        skipLine();
        if (at < text.length()) {
            char end = text.charAt(at++);
            if (end == '\r' && at < text.length() && peek() == '\n') {
                at++;
            }
            line++;
            lineStart = at;
        }
    }

    private boolean atEndOfLine() {
        return at >= text.length() || isLineEnd(peek()) || peek() == ';';
    }

    private char peek() {
        return text.charAt(at);
    }

    private InfPosition position() {
        return new InfPosition(file, line, at - lineStart + 1);
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == 0x1A; // old editors end a file with Ctrl-Z
    }
}
