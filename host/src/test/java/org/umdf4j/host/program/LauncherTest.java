package org.umdf4j.host.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout made for the test, built already. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class LauncherTest {
    @TempDir
    Path checkout;

    private record Ended(int code, String said) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        Path real = DriverSource.checkout();
        Files.copy(real.resolve("umdf4j"), checkout.resolve("umdf4j"));
        Path script = Path.of("host/src/launcher/find-jdk.sh");
        Files.createDirectories(checkout.resolve(script).getParent());
        Files.copy(real.resolve(script), checkout.resolve(script));
        Files.createDirectories(checkout.resolve("host/src/main"));
        Files.createFile(checkout.resolve("pom.xml"));
        Files.createFile(checkout.resolve("host/pom.xml"));
        Path app = Files.createDirectories(checkout.resolve("host/target/app"));
        int number = 0;
        for (String module : System.getProperty("jdk.module.path").split(File.pathSeparator, -1)) {
            Path from = Path.of(module);
            if (Files.isDirectory(from)) {
                DriverSource.pack(from, app.resolve(number++ + ".jar"));
            } else if (Files.exists(from)) {
                Files.copy(from, app.resolve(number++ + ".jar"));
            }
        }
        Path built = Files.createFile(checkout.resolve("host/target/built"));
        Files.setLastModifiedTime(built, FileTime.from(Instant.now().plusSeconds(60)));
    }

    private Ended launch(Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/bash", checkout.resolve("umdf4j").toString());
        builder.command().addAll(List.of(arguments));
        builder.redirectErrorStream(true).environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    @Test
    void startsWhatIsBuilt() throws Exception {
        Ended help = launch(Map.of(), "--help");
        assertThat(help.said()).startsWith("Usage: umdf4j");
        assertThat(help.code()).isZero();
    }

    @Test
    void withoutMavenASourceNewerThanTheBuildIsTold() throws Exception {
        Path source = Files.createFile(checkout.resolve("host/src/main/New.java"));
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(120)));
        Ended failed = launch(Map.of("PATH", pathWithoutMaven().toString()), "--help");
        assertThat(failed.said()).contains("building needs Maven");
        assertThat(failed.code()).isEqualTo(3);
    }

    /** The programs the launcher needs, and nothing else. */
    private Path pathWithoutMaven() throws IOException {
        Path bin = Files.createDirectory(checkout.resolve("bin"));
        for (String program : List.of("dirname", "readlink", "find", "grep")) {
            String exec = """
                    #!/bin/sh
                    PATH=/usr/bin:/bin exec %s "$@"
                    """.formatted(program);
            Path script = Files.writeString(bin.resolve(program), exec);
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        return bin;
    }

    @Test
    void aHomelessUserIsToldWhatIsMissing() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                "/usr/bin/env",
                "-i",
                "PATH=/usr/bin:/bin",
                "/bin/bash",
                checkout.resolve("umdf4j").toString(),
                "--help");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // Whether a JDK 25 is found is the machine's business; a shell's complaint is ours.
        assertThat(said).doesNotContain("unbound variable").containsAnyOf("Usage: umdf4j", "umdf4j needs a JDK 25");
    }
}
