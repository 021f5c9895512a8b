package org.umdf4j.ddi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the compiler's documentation check over the module's sources and keeps what this project asks for. */
@Timeout(120)
class EveryMemberIsDocumentedTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern WARNING = Pattern.compile("(.*\\.java:\\d+): warning: (.*)");
    private static final Pattern RECORD = Pattern.compile("\\brecord\\b");

    @Test
    void everyPublicTypeMemberAndRecordComponentHasAComment(@TempDir Path output) throws IOException {
        List<String> sources = sources(SOURCES.resolve("org"));
        assertThat(sources).hasSizeGreaterThan(50);
        assertThat(undocumented(sources, output)).isEmpty();
    }

    @Test
    void theCheckSeesWhatIsMissing(@TempDir Path output) throws IOException {
        Path source = Files.writeString(
                output.resolve("Bare.java"), "/** A record. */ public record Bare(int size) { public void none() {} }");
        assertThat(undocumented(List.of(source.toString()), output))
                .hasSize(2)
                .anyMatch(line -> line.endsWith("no comment"))
                .anyMatch(line -> line.endsWith("no @param for size"));
    }

    private static List<String> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".java"))
                    .toList();
        }
    }

    private static List<String> undocumented(List<String> sources, Path output) {
        List<String> arguments =
                new ArrayList<>(List.of("-Xdoclint:missing/protected", "-Xmaxwarns", "10000", "-proc:none"));
        arguments.addAll(List.of("-d", output.toString(), "-classpath", libraries()));
        arguments.addAll(sources);
        List<String> lines = compile(arguments).lines().toList();
        List<String> missing = new ArrayList<>();
        for (int i = 0; i + 1 < lines.size(); i++) {
            Matcher warning = WARNING.matcher(lines.get(i));
            // The line after a warning is the source it is about. Parameters are described in the text of their method.
            if (warning.matches() && isAskedFor(warning.group(2), lines.get(i + 1))) {
                missing.add(warning.group(1) + " " + warning.group(2));
            }
        }
        return missing;
    }

    private static String compile(List<String> arguments) {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said);
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.ENGLISH); // the language of the messages looked for
        try {
            int exit =
                    ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
            assertThat(exit).as(said::toString).isZero();
        } finally {
            Locale.setDefault(before);
        }
        return said.toString();
    }

    private static boolean isAskedFor(String warning, String source) {
        if (warning.startsWith("no @param")) {
            return RECORD.matcher(source).find();
        }
        return warning.equals("no comment");
    }

    private static String libraries() {
        return System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
    }
}
