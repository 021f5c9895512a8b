package org.umdf4j.reflector.fuse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Interrupts that have overtaken their requests: an interrupt comes by the descriptor, its request by a ring, where the
 * kernel cannot be told to ask again. Those whose request had ended already are forgotten after a while; the kernel uses
 * no number twice. Any thread.
 */
final class EarlyInterrupts {
    /** Far more than can be under way at once. */
    private static final int MOST = 4096;

    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private final Set<Long> uniques = new LinkedHashSet<>();

    /** Spares requests the lock. */
    private volatile boolean any;

    /** The request with this number is to be interrupted when it comes. */
    void add(long unique) {
        lock.lock();
        try {
            if (uniques.size() == MOST) {
                uniques.remove(uniques.iterator().next());
            }
            uniques.add(unique);
            any = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the request with this number is to be interrupted; true once. */
    boolean take(long unique) {
        if (!any) {
            return false;
        }
        lock.lock();
        try {
            boolean found = uniques.remove(unique);
            any = !uniques.isEmpty();
            return found;
        } finally {
            lock.unlock();
        }
    }
}
