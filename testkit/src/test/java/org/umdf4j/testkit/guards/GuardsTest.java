package org.umdf4j.testkit.guards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherExecutionRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** For each guard of the engine: without it, the test that is named with it fails. */
class GuardsTest {
    @TestFactory
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    Stream<DynamicTest> aNamedTestFailsWithoutIt() {
        return EngineGuards.ALL.stream()
                .map(guard -> DynamicTest.dynamicTest(guard.promise(), () -> assertNoticed(guard)));
    }

    private static void assertNoticed(Guard guard) throws ClassNotFoundException {
        Class<?> test = new MutatedClasses(guard).loadClass(guard.testClass());
        List<Throwable> failures = new ArrayList<>();
        int tests = run(test, methodOf(test, guard.testMethod()), failures);
        assertThat(guard.mutation().places())
                .as("places where the guard was found: %s", guard)
                .isPositive();
        assertThat(tests).as("tests run: %s", guard).isPositive();
        assertThat(failures).as("failures: %s", guard).isNotEmpty();
        System.out.printf("guard: %s%n", guard);
    }

    private static Method methodOf(Class<?> test, String name) {
        return Arrays.stream(test.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no test " + test.getSimpleName() + "." + name));
    }

    /** Runs one test up to its first failure; how many runs of it there were. */
    private static int run(Class<?> test, Method method, List<Throwable> failures) {
        CancellationToken enough = CancellationToken.create();
        int[] tests = {0};
        LauncherExecutionRequest request = LauncherExecutionRequestBuilder.request(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectMethod(test, method))
                                .build())
                .listeners(new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                        tests[0] += identifier.isTest() ? 1 : 0;
                        result.getThrowable().ifPresent(failure -> {
                            failures.add(failure);
                            enough.cancel();
                        });
                    }
                })
                .cancellationToken(enough)
                .build();
        LauncherFactory.create().execute(request);
        return tests[0];
    }
}
