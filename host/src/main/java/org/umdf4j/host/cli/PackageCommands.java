package org.umdf4j.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.inf.InfProblem;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.host.PackageFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code umdf4j package}: looks at driver packages without loading their drivers into a device. */
@Command(
        name = "package",
        description = "Checks and shows driver packages: jars with an INF at their root.",
        mixinStandardHelpOptions = true)
final class PackageCommands implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** Without a command of its own: says how to use it. */
    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }

    /** {@code umdf4j package check FILE...}. */
    @Command(
            name = "check",
            description = "Reads packages and prints everything wrong with them, a line each: file:line:column, what is"
                    + " wrong, what to write instead. Exit code 1 if there is an error; warnings are no errors.",
            mixinStandardHelpOptions = true)
    int check(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "A package, or a bare INF.")
                    List<Path> files)
            throws HostException {
        boolean good = true;
        for (Path file : files) {
            good &= checkOne(file);
        }
        return good ? ExitCode.OK : ExitCode.OPERATION_FAILED;
    }

    private boolean checkOne(Path file) throws HostException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            PackageFile read = PackageFile.read(file);
            List<String> missing = read.missingDrivers();
            List<String> lines = new ArrayList<>();
            read.contents().warnings().stream().map(InfProblem::describe).forEach(lines::add);
            lines.addAll(missing);
            lines.add("%s: %d models, %d warnings, %s"
                    .formatted(
                            file,
                            read.contents().models().size(),
                            read.contents().warnings().size(),
                            missing.isEmpty() ? "no error" : missing.size() + " errors"));
            lines.forEach(line.getOut()::println);
            line.getOut().flush();
            return missing.isEmpty();
        } catch (HostException refused) {
            if (refused.kind() == Kind.USAGE) {
                throw refused;
            }
            line.getErr().println(refused.getMessage());
            line.getErr().flush();
            return false;
        }
    }

    /** {@code umdf4j package show FILE}. */
    @Command(
            name = "show",
            description =
                    "Prints what a package installs: models, driver stacks (top to bottom), directives, parameters.",
            mixinStandardHelpOptions = true)
    int show(@Parameters(paramLabel = "FILE", description = "A package, or a bare INF.") Path file)
            throws HostException {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.getOut().print(PackageText.format(PackageFile.read(file).contents()));
        line.getOut().flush();
        return ExitCode.OK;
    }
}
