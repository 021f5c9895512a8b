package org.umdf4j.reflector.fuse;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Compares every number of {@link FuseProtocol} with what the C compiler makes of this machine's {@code <linux/fuse.h>}. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProtocolTest {
    /** Our own limits, which no header knows. */
    private static final Set<String> OURS =
            Set.of("MINOR", "OLDEST_MINOR", "LAST_OPCODE", "MAX_TRANSFER", "MAX_TRANSFER_PAGES", "MAX_IOCTL");

    /** The minor version that has everything we use. */
    private static final int NEEDED_MINOR = 38;

    /** Prefixes of our names of offsets, and the structs they are offsets in. */
    private static final Map<String, String> STRUCTS = Map.ofEntries(
            entry("IN", "fuse_in_header"),
            entry("OUT", "fuse_out_header"),
            entry("INIT_IN", "fuse_init_in"),
            entry("INIT_OUT", "fuse_init_out"),
            entry("IO", "fuse_write_in"),
            entry("OPEN_IN", "fuse_open_in"),
            entry("OPEN_OUT", "fuse_open_out"),
            entry("IOCTL", "fuse_ioctl_in"),
            entry("FALLOCATE", "fuse_fallocate_in"),
            entry("SETATTR", "fuse_setattr_in"),
            entry("ATTR", "fuse_attr"),
            entry("ATTR_OUT", "fuse_attr_out"),
            entry("ENTRY_OUT", "fuse_entry_out"),
            entry("DIRENT", "fuse_dirent"),
            entry("STATFS", "fuse_kstatfs"));

    /** What the rules below do not find. */
    private static final Map<String, String> SPECIAL = Map.ofEntries(
            entry("MAJOR", "FUSE_KERNEL_VERSION"),
            entry("OPEN_OUT_FLAGS", "offsetof(struct fuse_open_out, open_flags)"),
            entry("ROOT_ID", "FUSE_ROOT_ID"),
            entry("IN_HEADER_BYTES", "sizeof(struct fuse_in_header)"),
            entry("OUT_HEADER_BYTES", "sizeof(struct fuse_out_header)"),
            // The first version of the struct, which every kernel sends at least.
            entry("INIT_IN_BYTES", "offsetof(struct fuse_init_in, flags2)"),
            entry("IO_BYTES", "sizeof(struct fuse_write_in)"),
            entry("IOCTL_IN_SIZE", "offsetof(struct fuse_ioctl_in, in_size)"),
            entry("IOCTL_OUT_SIZE", "offsetof(struct fuse_ioctl_in, out_size)"),
            entry("DIRENT_NAME", "FUSE_NAME_OFFSET"),
            entry("FORGET_ONE_BYTES", "sizeof(struct fuse_forget_one)"),
            entry("STATFS_OUT_BYTES", "sizeof(struct fuse_statfs_out)"));

    /** The minor version that has requests over io_uring. */
    private static final int NEEDED_MINOR_OF_RINGS = 42;

    /** {@link RingProtocol} in C. */
    private static final Map<String, String> RINGS = Map.ofEntries(
            entry("OVER_IO_URING", "FUSE_OVER_IO_URING >> 32"),
            entry("INIT_IN_BYTES", "sizeof(struct fuse_init_in)"),
            entry("IN_OUT", "offsetof(struct fuse_uring_req_header, in_out)"),
            entry("OP_IN", "offsetof(struct fuse_uring_req_header, op_in)"),
            entry("OP_IN_BYTES", "FUSE_URING_OP_IN_OUT_SZ"),
            entry("COMMIT_ID", "offsetof(struct fuse_uring_req_header, ring_ent_in_out.commit_id)"),
            entry("PAYLOAD_SIZE", "offsetof(struct fuse_uring_req_header, ring_ent_in_out.payload_sz)"),
            entry("HEADER_BYTES", "sizeof(struct fuse_uring_req_header)"),
            entry("REGISTER", "FUSE_IO_URING_CMD_REGISTER"),
            entry("COMMIT_AND_FETCH", "FUSE_IO_URING_CMD_COMMIT_AND_FETCH"),
            entry("CMD_COMMIT_ID", "offsetof(struct fuse_uring_cmd_req, commit_id)"),
            entry("CMD_QUEUE", "offsetof(struct fuse_uring_cmd_req, qid)"));

    @TempDir
    Path directory;

    @Test
    void everyNumberIsTheOneOfTheHeader() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/include/linux/fuse.h")),
                "skipped: this machine has no /usr/include/linux/fuse.h");
        long minor = askC(Map.of("minor", "FUSE_KERNEL_MINOR_VERSION")).getOrDefault("minor", 0L);
        Assumptions.assumeTrue(minor >= NEEDED_MINOR, "skipped: <linux/fuse.h> is of the old version 7." + minor);
        Map<String, Long> ours = new LinkedHashMap<>();
        Map<String, String> expressions = new LinkedHashMap<>();
        for (var field : FuseProtocol.class.getDeclaredFields()) {
            String name = field.getName();
            if (name.matches("[A-Z][A-Z_0-9]*") && !OURS.contains(name)) {
                ours.put(name, ((Number) field.get(null)).longValue());
                expressions.put(name, expression(name));
            }
        }
        assertThat(ours).hasSizeGreaterThan(100);
        assertThat(askC(expressions)).isEqualTo(ours);
    }

    @Test
    void everyNumberOfRequestsOverIoUringIsTheOneOfTheHeader() throws Exception {
        Assumptions.assumeTrue(
                Files.exists(Path.of("/usr/include/linux/fuse.h")),
                "skipped: this machine has no /usr/include/linux/fuse.h");
        long minor = askC(Map.of("minor", "FUSE_KERNEL_MINOR_VERSION")).getOrDefault("minor", 0L);
        Assumptions.assumeTrue(
                minor >= NEEDED_MINOR_OF_RINGS, "skipped: <linux/fuse.h> is of the old version 7." + minor);
        Map<String, Long> ours = new LinkedHashMap<>();
        for (var field : RingProtocol.class.getDeclaredFields()) {
            if (field.getName().matches("[A-Z][A-Z_0-9]*")) {
                ours.put(field.getName(), ((Number) field.get(null)).longValue());
            }
        }
        assertThat(askC(RINGS)).isEqualTo(ours);
    }

    /** What a number of ours is called in C. */
    private static String expression(String name) {
        String special = SPECIAL.get(name);
        if (special != null) {
            return special;
        }
        if (name.startsWith("FOPEN_") || name.startsWith("FATTR_")) {
            return name;
        }
        if (name.endsWith("_IN_BYTES") || name.endsWith("_OUT_BYTES")) {
            return "sizeof(struct fuse_" + lower(name.substring(0, name.length() - "_BYTES".length())) + ")";
        }
        if (name.equals("ATTR_BYTES")) {
            return "sizeof(struct fuse_attr)";
        }
        for (int end = name.lastIndexOf('_'); end > 0; end = name.lastIndexOf('_', end - 1)) {
            String struct = STRUCTS.get(name.substring(0, end));
            if (struct != null) {
                return "offsetof(struct " + struct + ", " + lower(name.substring(end + 1)) + ")";
            }
        }
        return "FUSE_" + name;
    }

    private static String lower(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }

    private Map<String, Long> askC(Map<String, String> expressions) throws IOException, InterruptedException {
        String lines = expressions.entrySet().stream()
                .map(one -> "printf(\"%s %%lld\\n\", (long long) (%s));".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining("\n"));
        String program = "#include <stddef.h>\n#include <stdio.h>\n#include <linux/fuse.h>\nint main(void) {\n" + lines
                + "\nreturn 0; }\n";
        Path source = Files.writeString(directory.resolve("numbers.c"), program);
        Path executable = directory.resolve("numbers");
        run("gcc", "-o", executable.toString(), source.toString());
        Map<String, Long> answer = new LinkedHashMap<>();
        try (Stream<String> answers = run(executable.toString()).lines()) {
            answers.map(line -> line.split(" ", 2)).forEach(pair -> answer.put(pair[0], Long.valueOf(pair[1])));
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
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
