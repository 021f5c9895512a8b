package org.umdf4j.testkit.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The page "Test your driver's stop handling in ten minutes" does what it says: its driver and its test are compiled as they
 * stand there and run. The fault it tells of is found, the schedule it prints shows it, and its mend passes.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TenMinutesTest {
    /** Set {@code -Dumdf4j.docs=write} to bring the outputs on the page up to date. */
    private static final boolean WRITE = "write".equals(System.getProperty("umdf4j.docs"));

    private static final Path PAGE = Path.of("..", "docs", "testing-stop-handling.md");
    private static final String STOP = "    @Override\n    public void onIoStop(";

    /** What running the page's test gave. */
    private record Outcome(Optional<String> failure, String summary) {}

    private final String page = Files.readString(PAGE);

    @TempDir
    Path folder = Path.of("");

    TenMinutesTest() throws IOException {}

    @Test
    void thePageIsTrue() throws IOException {
        String driver = block("java", "public final class ThermometerDriver");
        String test = block("java", "class ThermometerTest");
        String mend = block("java", "waiting.compareAndSet").stripTrailing();

        String failure = run(driver, test).failure().orElseThrow(() -> new AssertionError("the fault is not found"));
        String schedule = only(failure, "replay = \"([^\"]*)\"");
        String replay = test.replace("@Explore", "@Explore(replay = \"" + schedule + "\")");
        assertThat(run(driver, replay).failure().orElse("passes")).contains("broke rule REQ-6");

        int stop = driver.indexOf(STOP);
        int end = driver.indexOf("\n    }\n", stop) + "\n    }".length();
        Outcome mended = run(driver.substring(0, stop) + mend + driver.substring(end), test);
        assertThat(mended.failure()).isEmpty();

        if (WRITE) {
            String written = replaceBlock(page, "output", "```\n" + forReading(failure) + "\n```");
            written = replaceBlock(written, "replay", "```java\n    @Explore(replay = \"" + schedule + "\")\n```");
            Files.writeString(PAGE, replaceBlock(written, "summary", "```\n" + mended.summary() + "\n```"));
        } else {
            // The steps and figures change with the framework, what is wrong with the driver does not.
            assertThat(page).contains(only(failure, "(what happened: .*)"));
            assertThat(page).contains(only(failure, "(what to do: .*)"));
        }
    }

    /** What the page depends on is what this build makes and was built with. */
    @Test
    void thePageNamesTheseVersions() throws IOException {
        String project = Files.readString(Path.of("..", "pom.xml"));
        String asked = block("xml", "<artifactId>thermometer</artifactId>");
        String own = only(project, "<version>([^<]*)</version>");
        String junit = only(project, "<junit.version>([^<]*)</junit.version>");
        for (String artifact : List.of("umdf4j-ddi", "umdf4j-testkit")) {
            assertThat(asked)
                    .containsPattern("<artifactId>%s</artifactId>\\s*<version>%s</version>".formatted(artifact, own));
        }
        assertThat(asked)
                .containsPattern("<artifactId>junit-jupiter</artifactId>\\s*<version>%s</version>".formatted(junit));
    }

    /**
     * What an author has: the classes of the jars, and not those of this module's tests.
     */
    private static final class JarsOnly extends ClassLoader {
        JarsOnly() {
            super(TenMinutesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            URL found = getParent().getResource(name.replace('.', '/') + ".class");
            if (found != null && found.getPath().contains("/test-classes/")) {
                throw new ClassNotFoundException(name + " is in no jar");
            }
            return super.loadClass(name, resolve);
        }
    }

    /** Compiles the two and runs the test. */
    private Outcome run(String driver, String test) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("com/example/thermometer"));
        Path driverFile = Files.writeString(sources.resolve("ThermometerDriver.java"), driver);
        Path testFile = Files.writeString(sources.resolve("ThermometerTest.java"), test);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-cp", jars(), driverFile.toString(), testFile.toString());
        assertThat(compiled).as("the page compiles").isZero();
        URL[] classes = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, new JarsOnly())) {
            return launch(loader.loadClass("com.example.thermometer.ThermometerTest"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static String jars() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Outcome launch(Class<?> test) {
        List<String> failures = new ArrayList<>();
        List<String> summaries = new ArrayList<>();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(test))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                result.getThrowable().ifPresent(thrown -> failures.add(String.valueOf(thrown.getMessage())));
            }

            @Override
            public void reportingEntryPublished(TestIdentifier identifier, ReportEntry entry) {
                String summary = entry.getKeyValuePairs().getOrDefault("exploration", "");
                summaries.add("ThermometerTest.sleepsWhileTheHardwareMeasures: " + summary);
            }
        });
        return new Outcome(failures.stream().findFirst(), String.join("\n", summaries));
    }

    /** The failure without the framework's part of the stacks and the list of switches, as the page says. */
    private static String forReading(String failure) {
        return failure.lines()
                .filter(line -> !line.stripLeading().startsWith("at ") || line.contains("com.example."))
                .filter(line -> !line.stripLeading().startsWith("last switches"))
                .collect(Collectors.joining("\n"));
    }

    /** The code block that contains this. */
    private String block(String language, String text) {
        Matcher blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        while (blocks.find()) {
            if (blocks.group(1).contains(text)) {
                return blocks.group(1);
            }
        }
        throw new AssertionError("the page has no block with: " + text);
    }

    private static String replaceBlock(String page, String mark, String block) {
        Pattern marked = Pattern.compile("<!-- " + mark + " -->\n```.*?\n```", Pattern.DOTALL);
        assertThat(marked.matcher(page).find())
                .as("the page has a place for " + mark)
                .isTrue();
        return marked.matcher(page).replaceFirst(Matcher.quoteReplacement("<!-- " + mark + " -->\n" + block));
    }

    private static String only(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in: %s", pattern, text).isTrue();
        return matcher.group(1);
    }
}
