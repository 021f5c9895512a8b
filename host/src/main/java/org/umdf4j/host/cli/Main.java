package org.umdf4j.host.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The program's entry: {@code ./umdf4j COMMAND}. */
@Command(
        name = "umdf4j",
        description = "Runs device drivers written in Java as devices that other programs use.",
        mixinStandardHelpOptions = true,
        version = "umdf4j 0.1.0-SNAPSHOT")
public final class Main implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /**
     * The command line, for {@link #main} and for tests.
     *
     * @param environment the process's environment, which says where the runtime directory is
     */
    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new DemoCommand(environment))
                .addSubcommand(new RunCommand(environment))
                .addSubcommand(new DevicesCommand(environment))
                .addSubcommand(new TraceCommand(environment))
                .addSubcommand(new DeviceCommands.Suspend(environment))
                .addSubcommand(new DeviceCommands.Resume(environment))
                .addSubcommand(new DeviceCommands.Wake(environment))
                .addSubcommand(new DeviceCommands.Idle(environment))
                .addSubcommand(new DeviceCommands.Unplug(environment))
                .addSubcommand(new DeviceCommands.Plug(environment))
                .addSubcommand(new PackageCommands());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Main::explain);
        describeExitCodes(line);
        describeSubcommands(line);
        return line;
    }

    private static void describeSubcommands(CommandLine line) {
        line.getSubcommands().values().forEach(command -> {
            describeExitCodes(command);
            describeSubcommands(command);
        });
    }

    private static void describeExitCodes(CommandLine line) {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put(" 0", "done");
        codes.put(" 1", "the operation failed or was refused");
        codes.put(" 2", "wrong use of the command line");
        codes.put(" 3", "could not start: a file, driver or program missing, a mount point or socket in use");
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        usage.exitCodeListHeading("%nExit codes:%n").exitCodeList(codes).width(100);
    }

    /** Without a command: says how to use it. */
    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        line.usage(line.getErr());
        return ExitCode.USAGE;
    }

    /** A user's mistake gets a sentence; only a defect of ours gets a stack trace. */
    private static int explain(Exception failure, CommandLine line, @Nullable ParseResult parsed) {
        PrintWriter err = line.getErr();
        if (failure instanceof HostException said) {
            err.println("umdf4j: " + said.getMessage());
            if (said.kind() == Kind.USAGE) {
                err.println("Try: umdf4j " + line.getCommandName() + " --help");
            }
            return ExitCode.of(said.kind());
        }
        err.println("umdf4j: internal error, please report it with what follows");
        failure.printStackTrace(err);
        return ExitCode.OPERATION_FAILED;
    }
}
