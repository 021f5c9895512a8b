package org.umdf4j.host.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umdf4j.host.HostException;
import org.umdf4j.host.RuntimeDirectory;
import org.umdf4j.host.StateDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command has: help, output, and the runtime directory of its process. */
@Command(mixinStandardHelpOptions = true)
abstract class HostCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private @Nullable CommandSpec spec;

    HostCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public abstract Integer call() throws HostException;

    final RuntimeDirectory runtimeDirectory() throws HostException {
        return RuntimeDirectory.open(environment);
    }

    final StateDirectory stateDirectory() {
        return StateDirectory.of(environment);
    }

    final PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    final PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
