package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mount of a user who may not mount, by {@code fusermount3}. It all happens in a mount namespace of its own, in which
 * everybody may open {@code /dev/fuse}, as distributions have it; what this machine has stays as it is.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OtherUserTest {
    private static final String USER = "65534";

    @TempDir
    Path base;

    private final List<Process> started = new ArrayList<>();
    private List<String> asUser = List.of();
    private Path mountPoint;
    private Path mountTable;

    @BeforeEach
    void enterNamespace() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/fuse")), "skipped: this machine has no /dev/fuse");
        List.of("unshare", "nsenter", "setpriv", "fusermount3").forEach(MountTest::requireProgram);
        mountPoint = base.toRealPath().resolve("mnt");
        Files.createDirectory(mountPoint);
        Files.createDirectory(base.resolve("dev"));
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwx--x--x"));
        Process namespace = MountTest.start(
                "chown %s:%s %s; exec unshare -m bash -c 'mount -t tmpfs tmpfs %s && cd %s"
                        + " && mknod -m 666 fuse c $(stat -c \"0x%%t 0x%%T\" /dev/fuse)"
                        + " && mount --bind fuse /dev/fuse && echo ready && exec cat'",
                USER, USER, mountPoint, base.resolve("dev"), base.resolve("dev"));
        started.add(namespace);
        String said = new BufferedReader(new InputStreamReader(namespace.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        Assumptions.assumeTrue("ready".equals(said), "skipped: no mount namespace can be made: " + said);
        mountTable = Path.of("/proc", String.valueOf(namespace.pid()), "mountinfo");
        asUser = List.of(
                "nsenter",
                "-t",
                String.valueOf(namespace.pid()),
                "-m",
                "--",
                "setpriv",
                "--reuid=" + USER,
                "--regid=" + USER,
                "--clear-groups",
                "--");
        require("true", "another user's identity cannot be taken");
        require("test -u $(command -v fusermount3)", "fusermount3 is not setuid");
        for (String place : HeldMount.classPath().split(":", -1)) {
            require("test -r '" + place + "'", "other users cannot read " + place);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        require("test -x '" + java + "'", "other users cannot run " + java);
    }

    @AfterEach
    void leaveNamespace() throws InterruptedException {
        for (Process process : started.reversed()) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void servesADeviceAndCleansUpAfterSigtermAndAfterACrash() throws Exception {
        Path file = mountPoint.resolve("disk0");
        Process crashing = hold();
        assertThat(run("stat -c '%u %s' " + file)).isEqualTo(USER + " " + HeldMount.SIZE + "\n");
        run("dd if=/dev/zero of=" + file + " bs=4096 count=2 conv=notrunc,fsync 2>/dev/null");
        assertThat(run("tr -d u < " + file + " | wc -c")).isEqualTo("8192\n");
        crashing.destroyForcibly();
        HeldMount.awaitEnd(crashing);
        assertThat(isMounted()).isTrue();

        Process ending = hold();
        assertThat(run("tr -d u < " + file + " | wc -c")).isEqualTo("0\n");
        ending.destroy();
        HeldMount.awaitEnd(ending);
        assertThat(isMounted()).isFalse();
    }

    private Process hold() throws IOException {
        Process process = HeldMount.start(asUser, mountPoint, false);
        started.add(process);
        return process;
    }

    private boolean isMounted() throws IOException {
        return MountTable.find(Files.readAllLines(mountTable, StandardCharsets.ISO_8859_1), mountPoint)
                .isPresent();
    }

    private String run(String command) throws IOException, InterruptedException {
        Process process = start(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private void require(String command, String reason) throws IOException, InterruptedException {
        Process process = start(command);
        process.getInputStream().readAllBytes();
        Assumptions.assumeTrue(process.waitFor() == 0, "skipped: " + reason);
    }

    private Process start(String command) throws IOException {
        List<String> whole = new ArrayList<>(asUser);
        whole.addAll(List.of("bash", "-c", command));
        return new ProcessBuilder(whole).redirectErrorStream(true).start();
    }
}
