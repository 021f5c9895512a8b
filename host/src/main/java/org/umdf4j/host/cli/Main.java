package org.umdf4j.host.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.umdf4j.host.HostException;
import org.umdf4j.host.HostException.Kind;
import org.umdf4j.linux.Linux;
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

    /** Every command, in the order of the help, and what makes it of the process's environment. */
    private static final Map<String, Function<Map<String, String>, Object>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("demo", DemoCommand::new);
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("devices", DevicesCommand::new);
        COMMANDS.put("trace", TraceCommand::new);
        COMMANDS.put("suspend", DeviceCommands.Suspend::new);
        COMMANDS.put("resume", DeviceCommands.Resume::new);
        COMMANDS.put("wake", DeviceCommands.Wake::new);
        COMMANDS.put("idle", DeviceCommands.Idle::new);
        COMMANDS.put("unplug", DeviceCommands.Unplug::new);
        COMMANDS.put("plug", DeviceCommands.Plug::new);
        COMMANDS.put("package", environment -> new PackageCommands());
    }

    /** Runs one command and exits with its code. */
    public static void main(String[] arguments) {
        prepare(arguments);
        System.exit(commandLine(System.getenv(), arguments).execute(arguments));
    }

    /**
     * The command line, for {@link #main} and for tests. If the arguments begin with a command it knows that one alone:
     * describing all of them to picocli takes longer than starting a device.
     *
     * @param environment the process's environment, which says where the runtime directory is
     * @param arguments what will be executed
     */
    static CommandLine commandLine(Map<String, String> environment, String... arguments) {
        CommandLine line = new CommandLine(new Main());
        String first = arguments.length == 0 ? "" : arguments[0];
        Function<Map<String, String>, Object> chosen = COMMANDS.get(first);
        if (chosen != null) {
            line.addSubcommand(first, chosen.apply(environment));
        } else {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(environment)));
        }
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler(Main::explain);
        describeExitCodes(line);
        describeSubcommands(line);
        return line;
    }

    /** A host of files will call the C library: it is bound while this thread understands the command line. */
    private static void prepare(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.contains("run") && words.stream().noneMatch(word -> word.startsWith("--nbd"))) {
            Thread.ofPlatform().name("umdf4j bind").daemon().start(Linux::bind);
        }
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
