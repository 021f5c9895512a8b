package org.umdf4j.testkit;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.ReflectionSupport;
import org.umdf4j.testkit.exploration.ExplorationResult;

/** Runs a test annotated with {@link Explore} as a search. */
public final class ExploreExtension implements TestTemplateInvocationContextProvider {
    /** Made by JUnit. */
    public ExploreExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Explore.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        return Stream.of(new Searched(context.getRequiredTestMethod().getAnnotation(Explore.class)));
    }

    private record Searched(Explore explore) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return explore.replay().isEmpty() ? "exploration" : "replay " + explore.replay();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new Searching(explore));
        }
    }

    /** JUnit calls the method once; that call is replaced by the search, which makes its own. */
    private record Searching(Explore explore) implements ParameterResolver, InvocationInterceptor {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DriverBench.class;
        }

        @Override
        public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return null; // each run has its own
        }

        @Override
        public void interceptTestTemplateMethod(
                Invocation<@Nullable Void> invocation,
                ReflectiveInvocationContext<Method> invocationContext,
                ExtensionContext context) {
            invocation.skip();
            Object test = context.getRequiredTestInstance();
            Method method = invocationContext.getExecutable();
            long times = Long.getLong("umdf4j.explore", 1);
            ExplorationResult result = DriverBench.explore(bench -> ReflectionSupport.invokeMethod(method, test, bench))
                    .schedules(explore.schedules() * times)
                    .time(Duration.ofSeconds(explore.seconds() * times))
                    .replay(explore.replay())
                    .run();
            context.publishReportEntry("exploration", result.summary());
            // Build tools show what a test prints, but hardly one shows report entries.
            System.out.printf(
                    "%s.%s: %s%n", method.getDeclaringClass().getSimpleName(), method.getName(), result.summary());
        }
    }
}
