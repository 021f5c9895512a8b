package org.umdf4j.framework.inf;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The sections of an INF, their tokens replaced; remembers which of them were asked for. One thread. */
final class InfFile {
    /** Sections about files and media. A package is one jar, so nothing is copied. */
    private static final Set<String> NOT_READ = Set.of(
            "sourcedisksnames", "sourcedisksfiles", "destinationdirs", "controlflags", "classinstall32", "strings");

    /** A message that lists more helps nobody. */
    private static final int MOST_NAMES = 12;

    private final String name;
    private final Map<String, InfSection> sections;
    private final InfProblems problems;
    private final Set<String> asked = new HashSet<>();

    private InfFile(String name, Map<String, InfSection> sections, InfProblems problems) {
        this.name = name;
        this.sections = sections;
        this.problems = problems;
    }

    static InfFile read(String name, String text, InfProblems problems) {
        Map<String, InfSection> raw = new InfLexer(name, text, problems).read();
        InfStrings strings = new InfStrings(raw.get("strings"), problems);
        // Sorted, so that problems come in the same order whatever the file's.
        Map<String, InfSection> sections = new TreeMap<>();
        raw.forEach((key, section) -> {
            List<InfEntry> entries = isStrings(key)
                    ? section.entries()
                    : section.entries().stream().map(strings::replace).toList();
            sections.put(key, new InfSection(section.name(), section.at(), entries));
        });
        return new InfFile(name, sections, problems);
    }

    /** [Strings] and its translations, [Strings.0407]. */
    private static boolean isStrings(String key) {
        return key.equals("strings") || key.startsWith("strings.");
    }

    /** What is wrong with the file so far. */
    InfProblems problems() {
        return problems;
    }

    /** For what is wrong with no line in particular. */
    InfPosition start() {
        return new InfPosition(name, 1, 1);
    }

    /** The section of that name, whatever its case. */
    Optional<InfSection> section(String section) {
        String key = section.toLowerCase(Locale.ROOT);
        asked.add(key);
        return Optional.ofNullable(sections.get(key));
    }

    /** The names of the sections as they were written, the first few of many; for messages. */
    String names() {
        String few = sections.values().stream()
                .limit(MOST_NAMES)
                .map(section -> "[" + section.name() + "]")
                .collect(Collectors.joining(" "));
        return sections.size() > MOST_NAMES ? few + " and others" : few;
    }

    /** Warns of each section that nothing refers to: mostly a misspelt name. */
    void warnOfUnused() {
        sections.forEach((key, section) -> {
            if (!asked.contains(key) && !NOT_READ.contains(withoutDecoration(key)) && !isStrings(key)) {
                problems.warning(
                        section.at(),
                        "nothing refers to section [" + section.name() + "]",
                        "correct its name or remove it");
            }
        });
    }

    private static String withoutDecoration(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
