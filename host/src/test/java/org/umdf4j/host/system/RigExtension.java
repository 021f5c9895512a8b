package org.umdf4j.host.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives each test a {@link Rig} and checks after each test, also a failed one, what must hold after all of them. */
final class RigExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace ROOM = ExtensionContext.Namespace.create(RigExtension.class);

    private record Setting(Rig rig, Leftovers before, long startNanos) {}

    private interface Check {
        void run() throws Exception;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        String name = context.getRequiredTestClass().getSimpleName() + "." + context.getDisplayName();
        Leftovers before = Leftovers.before();
        Rig rig = new Rig(name.replaceAll("\\(.*\\)", ""), Rig.CRITICAL_TIMEOUT);
        context.getStore(ROOM).put(Setting.class, new Setting(rig, before, System.nanoTime()));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Setting setting = setting(context);
        Rig rig = setting.rig();
        boolean wellSoFar = context.getExecutionException().isEmpty();
        AssertionError failures = new AssertionError("after the test");
        List<Check> always = List.of(
                rig::checkPrograms,
                wellSoFar ? rig::checkDevices : () -> {},
                rig.host()::close,
                rig::putUringBack,
                () -> setting.before().check(rig.directory()),
                () -> delete(rig.directory()));
        for (Check check : always) {
            try {
                check.run();
            } catch (Exception | AssertionError failed) {
                failures.addSuppressed(failed);
            }
        }
        System.out.println(rig.summary(System.nanoTime() - setting.startNanos()));
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }

    /** Only what is on this file system: a mount that was left has been reported and must not be emptied. */
    private static void delete(Path directory) throws IOException {
        List<Path> found;
        try (Stream<Path> tree = Files.walk(directory)) {
            found = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : found) {
            Files.deleteIfExists(path);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Rig.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return setting(context).rig();
    }

    private static Setting setting(ExtensionContext context) {
        Setting setting = context.getStore(ROOM).get(Setting.class, Setting.class);
        if (setting == null) {
            throw new IllegalStateException("no rig was made for " + context.getDisplayName());
        }
        return setting;
    }
}
