package org.umdf4j.host.system;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads and programs bring about, with a hard limit. */
final class Eventually {
    /** Generous, because a loaded machine is no defect of ours. */
    private static final long LIMIT_NANOS = 60_000_000_000L;

    private static final long POLL_NANOS = 500_000;

    private Eventually() {}

    /** Fails, with the message of that moment, unless the condition comes true within a minute. */
    static void is(Supplier<String> what, BooleanSupplier condition) {
        if (!within(LIMIT_NANOS, condition)) {
            throw new AssertionError("not within a minute: " + what.get());
        }
    }

    /** Whether the condition came true in that time. */
    static boolean within(long nanos, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > nanos) {
                return condition.getAsBoolean();
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }
}
