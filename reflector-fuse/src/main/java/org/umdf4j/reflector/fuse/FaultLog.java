package org.umdf4j.reflector.fuse;

import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts faults and logs each kind once, so that a broken peer cannot fill a disk. Any thread. */
final class FaultLog {
    private final System.Logger logger;

    /** Filled in the constructor, never changed. */
    private final Map<Fault, AtomicLong> counts = new EnumMap<>(Fault.class);

    FaultLog(System.Logger logger) {
        this.logger = logger;
        for (Fault fault : Fault.values()) {
            counts.put(fault, new AtomicLong());
        }
    }

    /** A fault of this kind has happened. */
    void report(Fault fault, String detail) {
        report(fault, detail, null);
    }

    /** A fault of this kind has happened because of {@code cause}. */
    void report(Fault fault, String detail, @Nullable Throwable cause) {
        if (counter(fault).getAndIncrement() == 0) {
            logger.log(Level.WARNING, "FUSE: " + fault.text() + " (" + detail + "); logged once", cause);
        }
    }

    /** How often a fault of this kind has happened. */
    long count(Fault fault) {
        return counter(fault).get();
    }

    /** How many faults have happened. */
    long total() {
        return counts.values().stream().mapToLong(AtomicLong::get).sum();
    }

    private AtomicLong counter(Fault fault) {
        return Objects.requireNonNull(counts.get(fault));
    }
}
