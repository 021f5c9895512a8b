package org.umdf4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.StructLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of the bindings with what the C compiler of this machine says. */
class LayoutTest {
    private static final String HEADERS = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <fcntl.h>
        #include <linux/fs.h>
        #include <linux/io_uring.h>
        #include <poll.h>
        #include <spawn.h>
        #include <stddef.h>
        #include <stdio.h>
        #include <sys/eventfd.h>
        #include <sys/ioctl.h>
        #include <sys/mman.h>
        #include <sys/mount.h>
        #include <sys/socket.h>
        #include <sys/statfs.h>
        #include <sys/syscall.h>
        #include <sys/uio.h>
        #include <unistd.h>
        """;

    @TempDir
    Path directory;

    @Test
    @Timeout(60)
    void everyNumberIsTheOneOfTheCHeaders() throws Exception {
        Map<String, Long> ours = numbers();
        assertThat(askC(ours)).isEqualTo(ours);
    }

    private static Map<String, Long> numbers() throws IllegalAccessException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        for (Class<?> header : new Class<?>[] {
            Errno.class,
            Eventfd.class,
            Fcntl.class,
            IoUring.class,
            Ioctl.class,
            Mount.class,
            Mman.class,
            Poll.class,
            Socket.class,
            Unistd.class
        }) {
            for (var field : header.getDeclaredFields()) {
                if (field.getName().matches("_?[A-Z][A-Z_0-9]*")
                        && !field.getName().endsWith("_BYTES")
                        && !field.getName().startsWith("SYS_")) {
                    Object value = field.get(null);
                    if (value instanceof Number number) {
                        // The numbers of ioctl are unsigned in C.
                        numbers.put(
                                field.getName(),
                                header == Ioctl.class ? Integer.toUnsignedLong(number.intValue()) : number.longValue());
                    }
                }
            }
        }
        numbers.put("sizeof(struct statfs)", Mount.STATFS_BYTES);
        numbers.put("sizeof(posix_spawn_file_actions_t)", Spawn.FILE_ACTIONS_BYTES);
        numbers.put("SYS_faccessat2", Fcntl.SYS_FACCESSAT2);
        numbers.put("SYS_io_uring_setup", IoUring.SYS_IO_URING_SETUP);
        numbers.put("SYS_io_uring_enter", IoUring.SYS_IO_URING_ENTER);
        numbers.put("CMSG_LEN(sizeof(int))", DescriptorMessage.CONTROL_LENGTH);
        numbers.put("CMSG_SPACE(sizeof(int))", DescriptorMessage.CONTROL_SPACE);
        struct(numbers, "struct io_sqring_offsets", IoUring.SQ_OFFSETS$LAYOUT);
        struct(numbers, "struct io_cqring_offsets", IoUring.CQ_OFFSETS$LAYOUT);
        struct(numbers, "struct io_uring_params", IoUring.PARAMS$LAYOUT);
        struct(numbers, "struct io_uring_sqe", IoUring.SQE$LAYOUT);
        struct(numbers, "struct io_uring_cqe", IoUring.CQE$LAYOUT);
        struct(numbers, "struct pollfd", Poll.POLLFD$LAYOUT);
        struct(numbers, "struct iovec", Socket.IOVEC$LAYOUT);
        struct(numbers, "struct msghdr", Socket.MSGHDR$LAYOUT);
        struct(numbers, "struct cmsghdr", Socket.CMSGHDR$LAYOUT);
        return numbers;
    }

    private static void struct(Map<String, Long> numbers, String name, StructLayout layout) {
        numbers.put("sizeof(" + name + ")", layout.byteSize());
        layout.memberLayouts().forEach(member -> member.name()
                .ifPresent(
                        field -> numbers.put("offsetof(" + name + ", " + field + ")", Socket.offset(layout, field))));
    }

    private Map<String, Long> askC(Map<String, Long> expressions) throws IOException, InterruptedException {
        StringBuilder program = new StringBuilder(HEADERS).append("int main(void) {\n");
        for (String expression : expressions.keySet()) {
            program.append("printf(\"%lld\\n\", (long long) (")
                    .append(expression)
                    .append("));\n");
        }
        Path source = Files.writeString(directory.resolve("numbers.c"), program.append("return 0; }\n"));
        Path executable = directory.resolve("numbers");
        run("gcc", "-o", executable.toString(), source.toString());
        String[] lines = run(executable.toString()).split("\n", -1);
        Map<String, Long> answer = new LinkedHashMap<>();
        int line = 0;
        for (String expression : expressions.keySet()) {
            answer.put(expression, Long.valueOf(lines[line++]));
        }
        return answer;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            Assumptions.abort("skipped: " + command[0] + " cannot be run: " + absent.getMessage());
            throw absent;
        }
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
