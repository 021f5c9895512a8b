package org.umdf4j.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Property stores on disk: whole, private, within their directory. */
@Timeout(180)
class StateDirectoryTest {
    private static final List<String> STORE = List.of("device", "disk", "service", "disk");

    @TempDir
    Path base;

    private StateDirectory state() {
        return StateDirectory.of(
                Map.of("UMDF4J_STATE_DIR", base.resolve("state").toString()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(base)) {
            return tree.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void whatWasWrittenLastIsRead() throws IOException {
        assertThat(state().read(STORE)).isEmpty();
        assertThat(base.resolve("state")).doesNotExist();
        state().write(STORE, bytes("one"));
        state().write(STORE, bytes("two"));
        state().write(List.of("device", "disk"), bytes("other"));
        assertThat(state().read(STORE)).contains(bytes("two"));
        assertThat(state().read(List.of("device", "disk"))).contains(bytes("other"));
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        state().write(STORE, bytes("secret"));
        try (Stream<Path> tree = Files.walk(base.resolve("state"))) {
            for (Path path : tree.toList()) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
                assertThat(mode).as(path.toString()).isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void noNameLeadsOutOfTheDirectoryOrToAnotherStore() throws IOException {
        List<String> names = List.of(
                "..",
                ".",
                "/",
                "../../x",
                "a/b",
                "\0",
                "%2E",
                "~",
                "\u00e4",
                "x".repeat(255),
                "\u20ac".repeat(255),
                "a.new");
        for (String name : names) {
            state().write(List.of("software", name), bytes(name));
            state().write(List.of(name, "leaf"), bytes("leaf " + name));
        }
        for (String name : names) {
            assertThat(state().read(List.of("software", name))).contains(bytes(name));
            assertThat(state().read(List.of(name, "leaf"))).contains(bytes("leaf " + name));
        }
        assertThat(files()).hasSize(2 * names.size()).allMatch(file -> file.startsWith(base.resolve("state")));
    }

    @Test
    void whatADeadProcessLeftUnfinishedIsNotReadAndNotInTheWay() throws IOException {
        state().write(STORE, bytes("whole"));
        Path file = files().getFirst();
        Files.write(file.resolveSibling(file.getFileName() + ".new"), bytes("ha"));
        assertThat(state().read(STORE)).contains(bytes("whole"));
        state().write(STORE, bytes("next"));
        assertThat(state().read(STORE)).contains(bytes("next"));
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFileTooLargeToBeAStoreIsRefused() throws IOException {
        state().write(STORE, bytes("whole"));
        Files.write(files().getFirst(), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> state().read(STORE)).isInstanceOf(IOException.class);
    }

    @Test
    void aProcessKilledAtAnyPointLeavesTheOldValueOrTheNewOne() throws Exception {
        for (int round = 0; round < 4; round++) {
            long acknowledged = writeUntilKilled(base.resolve("state").toString(), 1 + 37 * round);
            String kept = new String(state().read(List.of("killed")).orElseThrow(), StandardCharsets.UTF_8);
            assertThat(kept).matches("(?s)[0-9]+\n(x{4096}){16}");
            long number = Long.parseLong(kept.substring(0, kept.indexOf('\n')));
            assertThat(number).isBetween(acknowledged, acknowledged + 1);
        }
    }

    /** Kills a writer when it has said that often that a write has returned; answers the last number it said. */
    private static long writeUntilKilled(String directory, int writes) throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long last = -1;
        try (BufferedReader said = writer.inputReader()) {
            for (int i = 0; i < writes; i++) {
                last = Long.parseLong(said.readLine());
            }
            // Not through Process, which would close the pipe with what the writer has said meanwhile.
            assertThat(writer.toHandle().destroyForcibly()).isTrue();
            for (String more = said.readLine(); more != null; more = said.readLine()) {
                last = more.isEmpty() ? last : Long.parseLong(more);
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        return last;
    }

    /** Writes one store over and over, each time with the next number and enough behind it to be torn. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            StateDirectory state = StateDirectory.of(Map.of("UMDF4J_STATE_DIR", arguments[0]));
            String filling = "x".repeat(16 * 4096);
            for (long number = 0; ; number++) {
                state.write(List.of("killed"), bytes(number + "\n" + filling));
                System.out.println(number);
            }
        }
    }
}
