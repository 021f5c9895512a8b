package org.umdf4j.host.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of this machine.
 *
 * @param path where it is
 */
record Program(String path) {
    /** Where administration programs are, which an ordinary user's PATH does not name. */
    private static final String ADMINISTRATION = ":/usr/sbin:/sbin";

    /** Finds a program; skips the test, by name and with a printed reason, if the machine lacks it. */
    static Program named(String name) {
        String everywhere = System.getenv().getOrDefault("PATH", "/usr/bin:/bin") + ADMINISTRATION;
        String found = Arrays.stream(everywhere.split(":", -1))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        skipUnless(!found.isEmpty(), "this machine has no " + name);
        return new Program(found);
    }

    /** Skips the test, with a printed reason, unless this process is root. */
    static void needsRoot() {
        skipUnless("root".equals(System.getProperty("user.name")), "not root, so no loop device and no mount");
    }

    /** Skips the test and says why. */
    static void skipUnless(boolean condition, String reason) {
        if (!condition) {
            System.out.println("[system] skipped: " + reason);
        }
        Assumptions.assumeTrue(condition, reason);
    }
}
