package org.umdf4j.reflector.nbd;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads and programs bring about, with a hard limit. */
final class Eventually {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private Eventually() {}

    static void is(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NANOS) {
                throw new AssertionError("not within 20 s: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
