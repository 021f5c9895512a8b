package org.umdf4j.benchmarks;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the machine has of what benchmarks need. */
final class Programs {
    private Programs() {}

    /** Those of {@link Benchmark#needs} that are not there. */
    static List<String> missing(List<String> needed) {
        return needed.stream().filter(each -> !isThere(each)).toList();
    }

    private static boolean isThere(String needed) {
        if (needed.contains("/")) {
            return Files.exists(Path.of(needed));
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Stream.of(path.split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, needed)));
    }
}
