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
        Path scripts = Files.createDirectories(checkout.resolve("host/src/launcher"));
        for (String script : List.of("find-jdk.sh", "program.sh")) {
            Files.copy(real.resolve("host/src/launcher").resolve(script), scripts.resolve(script));
        }
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

    @Test
    void aBuildLeavesACacheThatLaterStartsUse() throws Exception {
        Path app = checkout.resolve("host/target/app");
        Path saved = Files.move(app, checkout.resolve("saved"));
        script("mvn", "cp -r %s %s".formatted(saved, app));
        Files.delete(checkout.resolve("host/target/built"));
        Ended built = launch(Map.of("PATH", checkout.resolve("bin") + ":/usr/bin:/bin"), "--version");
        assertThat(built.said()).contains("umdf4j: built in").contains("umdf4j 0.1");
        Path cache = checkout.resolve("host/target/umdf4j.aot");
        assertThat(cache)
                .as(Files.readString(checkout.resolve("host/target/training.log")))
                .exists();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)))
                .matches("r[w-]-r--r--");

        Path log = checkout.resolve("aot.log");
        Ended version = launch(Map.of("UMDF4J_JAVA_OPTIONS", "-Xlog:aot:file=" + log), "--version");
        assertThat(version.said()).startsWith("umdf4j 0.1");
        assertThat(Files.readString(log)).contains("Using AOT-linked classes: true");

        // Another collector has no use for it.
        Ended other = launch(Map.of("UMDF4J_JAVA_OPTIONS", "-XX:-UseSerialGC -XX:+UseParallelGC"), "--version");
        assertThat(other.said()).startsWith("umdf4j 0.1");
    }

    @Test
    void aBrokenCacheIsPassedOver() throws Exception {
        Files.writeString(checkout.resolve("host/target/umdf4j.aot"), "not a cache");
        Files.copy(Path.of(System.getProperty("java.home"), "release"), checkout.resolve("host/target/umdf4j.aot.jdk"));
        Ended help = launch(Map.of(), "--help");
        assertThat(help.said()).startsWith("Usage: umdf4j");
        assertThat(help.code()).isZero();
    }

    @Test
    void aDriverFromElsewhereHasNoNativeAccessAndOursStartWithTheCacheOfThisJdk() throws Exception {
        Path jdk = checkout.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Path release = Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        script("../jdk/bin/java", "echo \"$@\"");
        script("../jdk/bin/javac", "exit 1");
        Path cache = Files.createFile(checkout.resolve("host/target/umdf4j.aot"));
        Path cacheJdk = Files.copy(release, checkout.resolve("host/target/umdf4j.aot.jdk"));
        Map<String, String> environment = Map.of("JAVA_HOME", jdk.toString());

        assertThat(launch(environment, "run", "disk").said())
                .contains("-XX:AOTCache=" + cache)
                .doesNotContain("deny");
        assertThat(launch(environment, "run", "--set", "a=b", "x.jar#echo").said())
                .contains("--illegal-native-access=deny")
                .doesNotContain("AOTCache");
        Files.writeString(cacheJdk, "JAVA_VERSION=\"25.0.2\"\n");
        assertThat(launch(environment, "run", "disk").said()).doesNotContain("AOTCache");
    }

    /** A program of the test's, in the checkout's directory {@code bin}. */
    private void script(String name, String command) throws IOException {
        Path script = Files.createDirectories(checkout.resolve("bin")).resolve(name);
        Files.writeString(script, "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    /** The programs the launcher needs, and nothing else. */
    private Path pathWithoutMaven() throws IOException {
        for (String program : List.of("dirname", "readlink", "find", "grep")) {
            script(program, "PATH=/usr/bin:/bin exec %s \"$@\"".formatted(program));
        }
        return checkout.resolve("bin");
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
