package org.umdf4j.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.umdf4j.testkit.Rule;

/** Which rules of the contract have a test. Prints those in scope that have none. */
class CoverageTest {
    private static final List<Class<?>> TESTS = List.of(
            CancellationTest.class,
            DeliveryTest.class,
            DriverCreatedFileTest.class,
            FailureTest.class,
            FileObjectTest.class,
            FileTargetTest.class,
            ForwardTest.class,
            HardwareTest.class,
            IdleTest.class,
            ImpersonationTest.class,
            InterruptTest.class,
            LockingTest.class,
            MemoryTest.class,
            ObjectTest.class,
            PnpStateTest.class,
            PowerPolicySettingsTest.class,
            PowerQueueTest.class,
            PowerTest.class,
            QueryTest.class,
            QueueCreationTest.class,
            QueueStateTest.class,
            ReferenceTraceTest.class,
            RemoteTargetTest.class,
            RemovalTest.class,
            RequestTest.class,
            ResumeTest.class,
            RetrievalTest.class,
            RoutingTest.class,
            SendTest.class,
            SentRequestTest.class,
            StartTest.class,
            StopDrainPurgeTest.class,
            StopTest.class,
            TargetStateTest.class,
            WakeTest.class);

    /** The rules of a scope file: lines such as {@code "STOP 1-37"} and, for exceptions, {@code "- PWR-9 reason"}. */
    private static Set<String> scope() throws IOException {
        Set<String> rules = new TreeSet<>();
        try (InputStream file = CoverageTest.class.getResourceAsStream("scope.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
                String[] words = line.split("[ -]", 0);
                if (line.startsWith("-")) {
                    rules.remove(line.split(" ", 0)[1]);
                } else if (!line.startsWith("#")) {
                    String prefix = words[0].equals("T") ? "T" : words[0] + "-";
                    IntStream.rangeClosed(Integer.parseInt(words[1]), Integer.parseInt(words[words.length - 1]))
                            .forEach(number -> rules.add(prefix + number));
                }
            }
        }
        return rules;
    }

    private static Stream<String> proven(Class<?> tests) {
        return Arrays.stream(tests.getDeclaredMethods())
                .map((Method method) -> method.getAnnotation(Rule.class))
                .filter(Objects::nonNull)
                .flatMap(rule -> Arrays.stream(rule.value()));
    }

    @Test
    void everyRuleThatATestNamesIsInScopeAndWhatHasNoTestIsListed() throws IOException {
        Set<String> scope = scope();
        Set<String> proven =
                TESTS.stream().flatMap(CoverageTest::proven).collect(Collectors.toCollection(TreeSet::new));
        Set<String> without = new TreeSet<>(scope);
        without.removeAll(proven);
        System.out.printf(
                "contract rules in scope: %d, with a test: %d, without: %s%n",
                scope.size(), scope.size() - without.size(), String.join(" ", without));
        proven.removeAll(scope);
        assertThat(proven).as("rules that tests name and scope.txt does not").isEmpty();
        assertThat(scope).isNotEmpty();
    }
}
