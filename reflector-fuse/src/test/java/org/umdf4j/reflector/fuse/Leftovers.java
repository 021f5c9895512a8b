package org.umdf4j.reflector.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a mount could leave behind in this process. */
final class Leftovers {
    private Leftovers() {}

    /** Has the JDK open what it keeps open anyway. */
    static void warmUp() throws IOException {
        descriptors();
    }

    /**
     * What the process has open, without its jars, which come when they are needed, and without pipes: those to the
     * programs a test runs are closed by the JDK when it likes.
     */
    static List<String> descriptors() throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            for (Path fd : all.toList()) {
                try {
                    String target = Files.readSymbolicLink(fd).toString();
                    if (!target.endsWith(".jar") && !target.startsWith("/proc/") && !target.startsWith("pipe:")) {
                        open.add(target);
                    }
                } catch (IOException closedMeanwhile) {
                    // It is the descriptor of the listing itself, which is not open any more.
                }
            }
        }
        return open;
    }

    /** Waits, with the test's timeout, until no thread of the reflector is left. */
    static void awaitNoThreads() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(10_000);
        }
        assertThat(threads()).isEmpty();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("umdf4j-fuse"))
                .collect(Collectors.toSet());
    }
}
