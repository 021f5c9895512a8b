package org.umdf4j.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class CommandLineTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Main.commandLine(
                Map.of("UMDF4J_RUNTIME_DIR", directory.resolve("run").toString()), arguments);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        int code = line.execute(arguments);
        assertThat(err.toString()).doesNotContain("\tat ").doesNotContain("Exception");
        return code;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "run", "devices", "suspend", "resume", "unplug", "plug", "package", "package check"})
    void everyCommandHasHelpThatNamesTheExitCodes(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: umdf4j " + command).contains("Exit codes:");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void eachCommandIsCalledByTheNameItHasInItsHelp() {
        Main.commandLine(Map.of()).getSubcommands().forEach((name, command) -> {
            assertThat(command.getCommandName()).isEqualTo(name);
            assertThat(command.getCommandSpec()
                            .userObject()
                            .getClass()
                            .getAnnotation(CommandLine.Command.class)
                            .name())
                    .isEqualTo(name);
            assertThat(Main.commandLine(Map.of(), name).getSubcommands()).containsOnlyKeys(name);
        });
    }

    @Test
    void theProgramHasHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "run", "devices", "suspend", "resume", "unplug", "plug", "package");
    }

    @Test
    void nothingAtAllIsWrongUse() {
        assertThat(run()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("Usage: umdf4j");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explode",
                "run",
                "run nosuchdriver",
                "run disk --set size",
                "run echo --name ../x",
                "run echo --name .hidden",
                "run echo --nbd pigeon:1",
                "run echo --nbd tcp:localhost",
                "run /no/such.jar",
                "run disk --hardware-id x",
                "plug disk --hardware-id x",
                "package",
                "package check",
                "package check /no/such.inf",
                "package show /no/such.jar",
                "suspend",
                "suspend a b",
                "suspend ../x",
                "devices --yaml",
                "demo --seconds 0",
                "demo --seconds soon"
            })
    void wrongUseIsToldInASentence(String arguments) {
        assertThat(run(arguments.split(" "))).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).isNotEmpty();
    }

    @Test
    void aDeviceThatNobodyHostsIsAFailedOperation() {
        assertThat(run("suspend", "disk")).isEqualTo(ExitCode.OPERATION_FAILED);
        assertThat(err.toString()).contains("no running host has a device called 'disk'");
    }

    @Test
    void scriptsGetTheSameAsJson() {
        assertThat(run("suspend", "disk", "--json")).isEqualTo(ExitCode.OPERATION_FAILED);
        assertThat(out.toString()).startsWith("{\"ok\":false,\"message\":");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void withoutHostsThereAreNoDevices() {
        assertThat(run("devices", "--json")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("{\"devices\":[]}");
    }

    @Test
    void aJarWithoutDriverIsTold() throws Exception {
        Path jar = directory.resolve("empty.jar");
        new JarOutputStream(Files.newOutputStream(jar)).close();
        assertThat(run("run", jar.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("holds no driver").contains("org.umdf4j.ddi.IDriverEntry");
    }

    @Test
    void aFileThatIsNoJarIsTold() throws Exception {
        Path jar = Files.writeString(directory.resolve("text.jar"), "not a jar");
        assertThat(run("run", jar.toString())).isEqualTo(ExitCode.CANNOT_START);
        assertThat(err.toString()).contains("not a usable jar");
    }

    @Test
    void aDeviceWithoutSizeCannotBeAnNbdExport() {
        String address = "unix:" + directory.resolve("x.nbd");
        assertThat(run("run", "echo", "--nbd", address)).isEqualTo(ExitCode.CANNOT_START);
        assertThat(directory.resolve("x.nbd")).doesNotExist();
    }
}
