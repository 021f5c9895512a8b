package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every rule of the contract has a test that names it, or stands in {@code scope.txt} as an exception with its reason.
 * Reads the test sources of all modules, because each module tests the rules where they are kept.
 */
class CoverageTest {
    private static final Pattern ANNOTATION = Pattern.compile("@Rule\\(([^)]*)\\)");
    private static final Pattern ID = Pattern.compile("\"([A-Z]+-?[0-9]+)\"");
    private static final Pattern RANGE = Pattern.compile("([A-Z]+) ([0-9]+)-([0-9]+)");
    private static final Pattern EXCEPTION = Pattern.compile("- (\\S+) (.+)");

    /** By prefix, then by number. */
    private static final Comparator<String> BY_ID = Comparator.comparing((String id) -> id.replaceAll("[0-9]", ""))
            .thenComparingInt(id -> Integer.parseInt(id.replaceAll("[^0-9]", "")));

    private final Set<String> contract = new TreeSet<>(BY_ID);
    private final Map<String, String> exceptions = new TreeMap<>(BY_ID);

    private void readScope() throws IOException {
        try (InputStream file = CoverageTest.class.getResourceAsStream("scope.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                Matcher range = RANGE.matcher(line);
                Matcher exception = EXCEPTION.matcher(line);
                if (range.matches()) {
                    // The reference traces are T1 and so on, without a hyphen.
                    String prefix = range.group(1).equals("T") ? "T" : range.group(1) + "-";
                    IntStream.rangeClosed(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(3)))
                            .forEach(number -> contract.add(prefix + number));
                } else if (exception.matches()) {
                    exceptions.put(exception.group(1), exception.group(2));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    throw new AssertionError("scope.txt: neither a range nor an exception: " + line);
                }
            }
        }
    }

    private static Set<String> proven() throws IOException {
        Set<String> rules = new TreeSet<>(BY_ID);
        for (Path file : testSources()) {
            ANNOTATION
                    .matcher(Files.readString(file))
                    .results()
                    .flatMap(annotation -> ID.matcher(annotation.group(1)).results())
                    .map((MatchResult id) -> id.group(1))
                    .forEach(rules::add);
        }
        return rules;
    }

    private static List<Path> testSources() throws IOException {
        Path project = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(Objects.requireNonNull(project))) {
            List<Path> roots = modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList();
            assertThat(roots).as("test sources of the modules beside this one").hasSizeGreaterThan(3);
            List<Path> sources = new ArrayList<>();
            for (Path root : roots) {
                try (Stream<Path> files = Files.walk(root)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
            return sources;
        }
    }

    @Test
    void everyRuleHasATestOrAReason() throws IOException {
        readScope();
        Set<String> proven = proven();
        Set<String> without = new TreeSet<>(BY_ID);
        without.addAll(contract);
        without.removeAll(proven);
        without.removeAll(exceptions.keySet());
        System.out.printf(
                "contract: %d rules, %d with a test, %d exceptions with a reason, %d with neither%n",
                contract.size(), proven.stream().filter(contract::contains).count(), exceptions.size(), without.size());
        assertThat(without).as("rules that have neither a test nor a reason").isEmpty();
        assertThat(proven).as("rules that tests name are rules of the contract").allMatch(contract::contains);
        assertThat(exceptions.keySet())
                .as("exceptions of scope.txt are rules of the contract that no test names")
                .allMatch(contract::contains)
                .doesNotContainAnyElementsOf(proven);
    }
}
