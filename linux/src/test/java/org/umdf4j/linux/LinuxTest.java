package org.umdf4j.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinuxTest {
    private long descriptorsBefore;

    @BeforeEach
    void countDescriptors() throws IOException {
        Linux.geteuid();
        descriptorsBefore = descriptors();
    }

    @AfterEach
    void noDescriptorIsLeft() throws IOException {
        assertThat(descriptors()).isEqualTo(descriptorsBefore);
    }

    @Test
    void failureIsTheNegativeErrorNumber() {
        assertThat(Linux.open("/nonexistent/file", Linux.O_RDONLY)).isEqualTo(-Errno.ENOENT);
        assertThat(Linux.close(-1)).isEqualTo(-Errno.EBADF);
        assertThat(Linux.umount2("/nonexistent/directory", 0)).isNegative();
        assertThat(Linux.mount("x", "/nonexistent/directory", "nosuchfs", 0, ""))
                .isNegative();
    }

    @Test
    void bytesWrittenToAPipeAreReadFromIt() {
        int[] ends = new int[2];
        assertThat(Linux.pipe2(ends, Linux.O_CLOEXEC)).isZero();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment sent = arena.allocateFrom("umdf4j");
            MemorySegment got = arena.allocate(16);
            assertThat(Linux.write(ends[1], sent, 6)).isEqualTo(6);
            assertThat(Linux.read(ends[0], got, 16)).isEqualTo(6);
            assertThat(got.getString(0)).isEqualTo("umdf4j");
        }
        Linux.close(ends[0]);
        Linux.close(ends[1]);
    }

    @Test
    void countBeyondTheBufferIsRefusedBeforeTheCall() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment small = arena.allocate(8);
            assertThatThrownBy(() -> Linux.read(0, small, 9)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> Linux.write(1, small, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void dup3MakesADescriptorMeanAnotherFile() {
        int[] ends = new int[2];
        assertThat(Linux.pipe2(ends, Linux.O_CLOEXEC)).isZero();
        int nowhere = Linux.open("/dev/null", Linux.O_RDWR | Linux.O_CLOEXEC);
        assertThat(Linux.dup3(nowhere, ends[0], Linux.O_CLOEXEC)).isEqualTo(ends[0]);
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Linux.read(ends[0], arena.allocate(4), 4)).isZero();
        }
        List.of(ends[0], ends[1], nowhere).forEach(Linux::close);
    }

    @Test
    void anonymousMemoryIsZeroedWritableAndGoneWithItsArena() {
        Arena arena = Arena.ofShared();
        MemorySegment memory = Linux.mmapAnonymous(1 << 20, arena);
        assertThat(memory.byteSize()).isEqualTo(1 << 20);
        assertThat(memory.get(JAVA_BYTE, (1 << 20) - 1)).isZero();
        memory.set(JAVA_BYTE, 4096, (byte) 7);
        assertThat(memory.get(JAVA_BYTE, 4096)).isEqualTo((byte) 7);
        arena.close();
        assertThatThrownBy(() -> memory.get(JAVA_BYTE, 4096)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void spawnedProgramGetsItsDescriptorsAndEnvironment() {
        int[] ends = new int[2];
        assertThat(Linux.pipe2(ends, Linux.O_CLOEXEC)).isZero();
        List<String> command = List.of("sh", "-c", "printf %s \"$GREETING\" >&3; ls /proc/self/fd | wc -l >&3; exit 3");
        int pid = Linux.posix_spawnp(
                command, List.of("GREETING=hello", "PATH=" + System.getenv("PATH")), ends[1], ends[1]);
        assertThat(pid).isPositive();
        assertThat(Linux.waitpid(pid)).isEqualTo(3 << 8);
        Linux.close(ends[1]);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment got = arena.allocate(64);
            int count = (int) Linux.read(ends[0], got, 64);
            String text = new String(got.asSlice(0, count).toArray(JAVA_BYTE), StandardCharsets.UTF_8);
            assertThat(text).startsWith("hello");
            // 0 to 3, and the one ls opens to list them: nothing of this process leaked into the child.
            assertThat(text.substring(5).trim()).isIn("4", "5");
        }
        Linux.close(ends[0]);
    }

    @Test
    void spawningAProgramThatIsNotThereFails() {
        assertThat(Linux.posix_spawnp(List.of("no-such-program-of-umdf4j"), List.of()))
                .isEqualTo(-Errno.ENOENT);
    }

    @Test
    void messageWithoutADescriptorAndAClosedPeerAreToldApart() {
        int[] pair = new int[2];
        assertThat(Linux.socketpair(Linux.SOCK_STREAM, pair)).isZero();
        try (Arena arena = Arena.ofConfined()) {
            assertThat(Linux.write(pair[0], arena.allocate(1), 1)).isEqualTo(1);
        }
        assertThat(Linux.recvmsg(pair[1])).isEqualTo(-Errno.EPROTO);
        Linux.close(pair[0]);
        assertThat(Linux.recvmsg(pair[1])).isEqualTo(-Errno.ENOTCONN);
        Linux.close(pair[1]);
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }
}
