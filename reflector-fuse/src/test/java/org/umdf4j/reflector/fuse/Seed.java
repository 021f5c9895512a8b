package org.umdf4j.reflector.fuse;

import java.util.Random;

/** Where random tests get their numbers from. */
final class Seed {
    private Seed() {}

    /** Prints how to repeat the test: with the system property {@code fuse.seed}. */
    static Random random(String test) {
        long seed = Long.getLong("fuse.seed", System.nanoTime());
        System.out.println(test + ": repeat with -Dfuse.seed=" + seed);
        return new Random(seed);
    }
}
