package org.umdf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.SECURITY_IMPERSONATION_LEVEL;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.irp.LentIdentity;
import org.umdf4j.framework.irp.Requestor;
import org.umdf4j.host.file.SystemFile;
import org.umdf4j.linux.Linux;

/** A thread with another user's identity. Needs root, which alone can take one. */
@Timeout(60)
class ThreadIdentityTest {
    private static final int USER = 54_321;
    private static final int GROUP = 54_322;

    @TempDir
    Path directory;

    @BeforeEach
    void asRoot() throws IOException {
        Assumptions.assumeTrue(Linux.geteuid() == 0, "skipped: not root");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path file(String name, String mode, int user, int group) throws IOException {
        Path file = Files.writeString(directory.resolve(name), name);
        Files.setAttribute(file, "unix:uid", user);
        Files.setAttribute(file, "unix:gid", group);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    /** Whether a program of this user could read the file, tried in its name. */
    private static boolean reads(Requestor client, SECURITY_IMPERSONATION_LEVEL level, Path file) {
        AtomicReference<String> outcome = new AtomicReference<>("not run");
        new ThreadIdentity().runAs(client, level, () -> outcome.set(attempt(file)));
        assertThat(attempt(file)).as("as root again").isEqualTo("read");
        assertThat(outcome.get()).isIn("read", "denied");
        return outcome.get().equals("read");
    }

    private static String attempt(Path file) {
        try {
            Files.readAllBytes(file);
            return "read";
        } catch (AccessDeniedException denied) {
            return "denied";
        } catch (IOException other) {
            return other.toString();
        }
    }

    private static List<String> identityOfThread() throws IOException {
        return Files.readAllLines(Path.of("/proc/thread-self/status"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> line.matches("(Uid|Gid|Groups|CapEff):.*"))
                .toList();
    }

    @Test
    void opensWhatTheUserMayOpenAndNothingElse() throws IOException {
        Path own = file("own", "rw-------", USER, GROUP);
        Path roots = file("roots", "rw-------", 0, 0);
        Path groups = file("groups", "rw-r-----", 0, GROUP);
        Requestor user = new Requestor(0, USER, GROUP);
        assertThat(reads(user, SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, own)).isTrue();
        assertThat(reads(user, SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, roots))
                .isFalse();
        assertThat(reads(user, SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, groups))
                .isTrue();
    }

    @Test
    void belowImpersonationItIsNobody() throws IOException {
        Path own = file("own", "rw-------", USER, GROUP);
        Path everybodys = file("everybodys", "rw-r--r--", 0, 0);
        Requestor user = new Requestor(0, USER, GROUP);
        assertThat(reads(user, SECURITY_IMPERSONATION_LEVEL.IDENTIFICATION, own))
                .isFalse();
        assertThat(reads(user, SECURITY_IMPERSONATION_LEVEL.ANONYMOUS, own)).isFalse();
        assertThat(reads(user, SECURITY_IMPERSONATION_LEVEL.ANONYMOUS, everybodys))
                .isTrue();
    }

    @Test
    void theGroupsAreThoseOfTheProgramWhileItIsThatUsers() throws Exception {
        Path shared = file("shared", "rw-r-----", 0, 54_400);
        Process program = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + USER,
                        "--regid=" + GROUP,
                        "--groups=54400,54401",
                        "sh",
                        "-c",
                        "echo ready; exec sleep 60")
                .start();
        try {
            assertThat(program.inputReader().readLine()).isEqualTo("ready");
            long process = program.pid();
            assertThat(reads(new Requestor(process, USER, GROUP), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, shared))
                    .isTrue();
            // Another user's process under that number is not the program.
            assertThat(reads(new Requestor(process, 54_999, GROUP), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, shared))
                    .isFalse();
            assertThat(reads(new Requestor(0, USER, GROUP), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, shared))
                    .isFalse();
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    @Test
    void theThreadIsItselfAgainAfterwardsAndOthersNeverChange() throws IOException {
        List<String> before = identityOfThread();
        AtomicReference<List<String>> during = new AtomicReference<>(List.of());
        AtomicReference<List<String>> other = new AtomicReference<>(List.of());
        CountDownLatch changed = new CountDownLatch(1);
        Thread watcher = Thread.ofPlatform().start(() -> {
            awaitUninterrupted(changed);
            other.set(identityUnchecked());
        });
        assertThatThrownBy(() -> new ThreadIdentity()
                        .runAs(new Requestor(0, USER, GROUP), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, () -> {
                            during.set(identityUnchecked());
                            changed.countDown();
                            joined(watcher);
                            throw new IllegalStateException("even so");
                        }))
                .hasMessage("even so");
        assertThat(identityOfThread()).isEqualTo(before);
        assertThat(during.get()).isNotEqualTo(before);
        assertThat(during.get().getFirst()).endsWith("\t" + USER);
        assertThat(other.get()).isEqualTo(before);
    }

    private static List<String> identityUnchecked() {
        try {
            return identityOfThread();
        } catch (IOException failed) {
            return List.of(failed.toString());
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aVirtualThreadHasNoIdentity() throws InterruptedException {
        AtomicReference<Throwable> refused = new AtomicReference<>(new AssertionError("not run"));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                new ThreadIdentity()
                        .runAs(new Requestor(0, USER, GROUP), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, () -> {});
            } catch (WdfException expected) {
                refused.set(expected);
            }
        });
        thread.join(10_000);
        assertThat(refused.get()).isInstanceOfSatisfying(WdfException.class, thrown -> assertThat(thrown.status())
                .isEqualTo(HResult.STATUS_NOT_SUPPORTED));
    }

    @Test
    void isItselfForAWhileInBetweenAndTheUserAgainAfterwards() throws IOException {
        Path roots = file("roots", "rw-------", 0, 0);
        var identity = new ThreadIdentity();
        List<String> outcomes = new ArrayList<>();
        identity.runAs(new Requestor(0, USER, GROUP), SECURITY_IMPERSONATION_LEVEL.IMPERSONATION, () -> {
            outcomes.add(attempt(roots));
            identity.runAsItself(() -> outcomes.add(attempt(roots)));
            outcomes.add(attempt(roots));
        });
        assertThat(outcomes).containsExactly("denied", "read", "denied");
        identity.runAsItself(() -> outcomes.add(attempt(roots)));
        assertThat(outcomes).endsWith("read");
    }

    /** A new thread inherits the identity of the one that starts it, and the host's threads are lent to everybody. */
    @Test
    void threadsThatTheHostStartsMeanwhileAreNotTheUser() throws Exception {
        Path roots = file("roots", "rw-------", 0, 0);
        var identity = new ThreadIdentity();
        var outcomes = new LinkedBlockingQueue<String>();
        try (var scheduler = new ThreadScheduler()) {
            identity.runAs(
                    new Requestor(0, USER, GROUP),
                    SECURITY_IMPERSONATION_LEVEL.IMPERSONATION,
                    () -> LentIdentity.lend(identity::runAsItself, () -> {
                        scheduler.execute("task", () -> outcomes.add(attempt(roots)));
                        var _ = scheduler.schedule("timer", 0, () -> outcomes.add(attempt(roots)));
                    }));
            assertThat(outcomes.take()).isEqualTo("read");
            assertThat(outcomes.take()).isEqualTo("read");
        }
    }

    @Test
    void aFileBelowAStackTellsWhetherTheUserCouldOpenIt() throws IOException {
        Path roots = file("roots", "rw-------", 0, 0);
        Path own = file("own", "rw-------", USER, GROUP);
        Path readOnly = file("readOnly", "r--r--r--", USER, GROUP);
        List<HResult> answers = new ArrayList<>();
        try (var scheduler = new ThreadScheduler()) {
            for (Path path : List.of(roots, own, readOnly)) {
                var file = SystemFile.open(path, /* write= */ true, scheduler);
                assertThat(file.mayOpen()).isEqualTo(HResult.S_OK);
                new ThreadIdentity()
                        .runAs(
                                new Requestor(0, USER, GROUP),
                                SECURITY_IMPERSONATION_LEVEL.IMPERSONATION,
                                () -> answers.add(file.mayOpen()));
                file.close();
            }
        }
        assertThat(answers).containsExactly(HResult.ERROR_ACCESS_DENIED, HResult.S_OK, HResult.ERROR_ACCESS_DENIED);
    }
}
