package org.umdf4j.framework.inf;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code %token%}s of an INF and what stands for them in its section [Strings]. */
final class InfStrings {
    /** What a replaced value may grow to. */
    private static final int LONGEST_VALUE = 4096;

    private final Map<String, String> tokens = new HashMap<>();
    private final InfProblems problems;

    /** @param section the section [Strings]; null if there is none */
    InfStrings(@Nullable InfSection section, InfProblems problems) {
        this.problems = problems;
        if (section != null) {
            section.entries().forEach(this::define);
        }
    }

    private void define(InfEntry entry) {
        if (entry.key() == null) {
            problems.error(entry.at(), "a line of [Strings] defines nothing", "write 'Token = \"text\"'");
        } else if (entry.values().size() > 1) {
            problems.error(
                    entry.at(),
                    "string token '" + entry.name() + "' has several values",
                    "quote the text: it has a comma");
        } else if (tokens.put(
                        entry.name().toLowerCase(Locale.ROOT),
                        entry.values().getFirst().text())
                != null) {
            problems.error(entry.at(), "string token '" + entry.name() + "' is defined twice", "remove one");
        }
    }

    InfEntry replace(InfEntry entry) {
        InfField key = entry.key();
        return new InfEntry(
                entry.at(),
                key == null ? null : replace(key),
                entry.values().stream().map(this::replace).toList());
    }

    /** Replaces each token once; numbers such as {@code %12%} name directories and stay. */
    private InfField replace(InfField field) {
        String text = field.text();
        if (text.indexOf('%') < 0) {
            return field;
        }
        StringBuilder replaced = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '%') {
                replaced.append(c);
                at++;
                continue;
            }
            int end = text.indexOf('%', at + 1);
            if (end < 0) {
                problems.error(
                        field.at(), "'%' begins a string token that has no end", "write '%%' for a percent sign");
                return field;
            }
            replaced.append(meaning(text.substring(at + 1, end), field));
            at = end + 1;
            if (replaced.length() > LONGEST_VALUE) {
                problems.error(
                        field.at(),
                        "the value has more than " + LONGEST_VALUE + " characters when its tokens are replaced",
                        "shorten the strings");
                return field;
            }
        }
        return new InfField(replaced.toString(), field.at());
    }

    private String meaning(String token, InfField field) {
        if (token.isEmpty()) {
            return "%";
        }
        String string = tokens.get(token.toLowerCase(Locale.ROOT));
        if (string != null) {
            return string;
        }
        if (!token.matches("-?\\d+")) {
            problems.error(field.at(), "string token %" + token + "% is not defined", "define it in section [Strings]");
        }
        return "%" + token + "%";
    }
}
