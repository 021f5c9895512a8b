package org.umdf4j.reflector.fuse;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/** Counts faults and logs each kind once, so that a broken peer cannot fill a disk. Any thread. */
final class FaultLog {
    private static final System.Logger LOGGER = System.getLogger("org.umdf4j.reflector.fuse");

    private final AtomicLongArray counts = new AtomicLongArray(Fault.values().length);

    /** A fault of this kind has happened. */
    void report(Fault fault, String detail) {
        report(fault, detail, null);
    }

    /** A fault of this kind has happened because of {@code cause}. */
    void report(Fault fault, String detail, @Nullable Throwable cause) {
        if (counts.getAndIncrement(fault.ordinal()) == 0) {
            LOGGER.log(Level.WARNING, "FUSE: " + fault.text() + " (" + detail + "); logged once", cause);
        }
    }

    /** How often a fault of this kind has happened. */
    long count(Fault fault) {
        return counts.get(fault.ordinal());
    }

    /** How many faults have happened. */
    long total() {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        return total;
    }
}
