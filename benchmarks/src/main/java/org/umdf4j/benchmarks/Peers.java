package org.umdf4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The peers we wrote ourselves, from {@code benchmarks/peers}, compiled anew for each run. */
final class Peers {
    private Peers() {}

    /** The C disk on libfuse, built with what Debian's {@code libfuse3-dev} brings. */
    static Path build(Run run) throws IOException, InterruptedException {
        Path program = run.scratch().resolve("fuse_disk");
        if (!Files.exists(program)) {
            List<String> command = new ArrayList<>(List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror"));
            command.add(run.root().resolve("benchmarks/peers/fuse_disk.c").toString());
            command.addAll(List.of("-o", program.toString()));
            String flags = run.children().run(List.of("pkg-config", "--cflags", "--libs", "fuse3"));
            command.addAll(List.of(flags.strip().split("\\s+")));
            run.children().run(command);
        }
        return program;
    }
}
