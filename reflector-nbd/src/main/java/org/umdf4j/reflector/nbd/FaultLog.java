package org.umdf4j.reflector.nbd;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what clients do wrong and logs each kind once, so that no client can fill the log. Any thread. */
final class FaultLog {
    private static final System.Logger LOG = System.getLogger(FaultLog.class.getPackageName());

    private final AtomicLongArray counts = new AtomicLongArray(Fault.values().length);
    private final String server;

    FaultLog(String server) {
        this.server = server;
    }

    /** A client did this. */
    void report(Fault fault) {
        if (counts.getAndIncrement(fault.ordinal()) == 0) {
            LOG.log(System.Logger.Level.WARNING, "{0}: {1}; more of this are only counted", server, fault.text());
        }
    }

    /** How often each has happened; those that have not are left out. */
    Map<Fault, Long> counts() {
        Map<Fault, Long> result = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            long count = counts.get(fault.ordinal());
            if (count > 0) {
                result.put(fault, count);
            }
        }
        return result;
    }
}
