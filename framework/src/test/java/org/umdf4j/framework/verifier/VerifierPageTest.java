package org.umdf4j.framework.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** docs/verifier.md names exactly the rules that the framework reports. */
@Timeout(60)
class VerifierPageTest {
    private static final Path PAGE = Path.of("..", "docs", "verifier.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern REPORTED = Pattern.compile("\"([A-Z]{1,4}-\\d+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]{1,4}-\\d+) \\|.*");

    @Test
    void thePageHasARowForEachRuleThatIsReportedAndNoOther() throws IOException {
        assertThat(rows("")).isEqualTo(reported());
    }

    @Test
    void thePageSaysWhichRulesAlwaysStopTheDevice() throws IOException {
        var fatal = new TreeSet<String>();
        for (String rule : reported()) {
            if (Policy.REPORT.stops(rule)) {
                fatal.add(rule);
            }
        }
        assertThat(rows("*stops*")).isEqualTo(fatal);
    }

    private static Set<String> reported() throws IOException {
        var rules = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                REPORTED.matcher(Files.readString(file)).results().forEach(found -> rules.add(found.group(1)));
            }
        }
        return rules;
    }

    private static Set<String> rows(String containing) throws IOException {
        var rules = new TreeSet<String>();
        ROW.matcher(Files.readString(PAGE))
                .results()
                .filter(row -> row.group().contains(containing))
                .forEach(row -> rules.add(row.group(1)));
        return rules;
    }
}
