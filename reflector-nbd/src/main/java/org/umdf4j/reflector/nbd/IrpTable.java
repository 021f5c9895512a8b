package org.umdf4j.reflector.nbd;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.irp.Irp;

/** The IRPs of a connection that are in the device. Filled by the connection's thread, emptied by any. */
final class IrpTable {
    private final AtomicReferenceArray<@Nullable Irp> irps;
    private final AtomicInteger count = new AtomicInteger();
    private int next;

    /** @param capacity the most there are at once */
    IrpTable(int capacity) {
        irps = new AtomicReferenceArray<>(capacity);
    }

    /** The place of the next one; there is one free. */
    int freeSlot() {
        while (irps.getOpaque(next) != null) {
            next = (next + 1) % irps.length();
        }
        return next;
    }

    /** The IRP goes into the device. */
    void put(int slot, Irp irp) {
        irps.set(slot, irp);
        count.incrementAndGet();
    }

    /** The IRP of this slot has ended; {@link #isEmpty} waits for {@link #release}. */
    void free(int slot) {
        irps.set(slot, null);
    }

    /** Nothing more is done for a freed one. @return whether it was the last */
    boolean release() {
        return count.decrementAndGet() == 0;
    }

    /** Whether everything that was put has been released. */
    boolean isEmpty() {
        return count.get() == 0;
    }

    /** Cancels all that are in the device now. */
    void cancelAll() {
        for (int slot = 0; slot < irps.length(); slot++) {
            Irp irp = irps.get(slot);
            if (irp != null) {
                irp.cancel();
            }
        }
    }
}
