package org.umdf4j.testkit;

import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
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
import org.umdf4j.testkit.simulation.Choices;
import org.umdf4j.testkit.simulation.Threads;

/** Runs a test once for each schedule that its {@link Schedules} ask for. */
public final class SimulationExtension implements TestTemplateInvocationContextProvider {
    /** Made by JUnit. */
    public SimulationExtension() {}

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(Schedules.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Schedules schedules = context.getRequiredTestMethod().getAnnotation(Schedules.class);
        if (!schedules.replay().isEmpty()) {
            return Stream.of(new Run("replay " + schedules.replay(), () -> Choices.replay(schedules.replay())));
        }
        long seeds = (long) schedules.value() * Integer.getInteger("umdf4j.seeds", 1);
        return Stream.concat(
                Stream.of(new Run("fifo", Choices::fifo)),
                LongStream.rangeClosed(1, seeds).mapToObj(seed -> new Run("seed " + seed, () -> Choices.random(seed))));
    }

    /** One run of a test: its bench is the parameter, and the test is the bench's main task. */
    private record Run(String name, Supplier<Choices> choices) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return name;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new OnBench(choices));
        }
    }

    /** JUnit calls the method once; that call is replaced by one on a bench, or two if the first shows nothing. */
    private record OnBench(Supplier<Choices> choices) implements ParameterResolver, InvocationInterceptor {
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
            if (!run(Threads.VIRTUAL, test, method)) {
                var _ = run(Threads.PLATFORM, test, method);
            }
        }

        private boolean run(Threads threads, Object test, Method method) {
            DriverBench bench = new DriverBench(choices.get(), threads);
            return bench.tryRun(() -> ReflectionSupport.invokeMethod(method, test, bench));
        }
    }
}
