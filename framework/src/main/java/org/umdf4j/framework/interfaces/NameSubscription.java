package org.umdf4j.framework.interfaces;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.umdf4j.framework.scheduler.FrameworkLock;
import org.umdf4j.framework.scheduler.Gate;
import org.umdf4j.framework.scheduler.Scheduler;

/**
 * What one listener wants to hear, and what it has not heard yet. An arrival that is taken back before it was told of is
 * not told at all; so what waits is bounded by the names there are and {@link #MOST_EVENTS}. Any thread.
 */
public final class NameSubscription {
    /** How many events wait for a listener; of more, the oldest are left out (OBJ-10 promises nobody any). */
    public static final int MOST_EVENTS = 256;

    private final Scheduler scheduler;
    private final FrameworkLock lock;
    private final NameListener listener;
    private final Collection<PresentName> present;

    /** Guarded by the system's {@link #lock}, as everything below but the teller. */
    private final List<Predicate<SystemName>> wanted = new ArrayList<>();

    /** Names that the listener has been told of, or will be, and that are still there. */
    private final Set<PresentName> known = new HashSet<>();

    private final Map<StackInterfaces, Integer> followed = new HashMap<>();
    private final Deque<Notice> pending = new ArrayDeque<>();
    private int waitingEvents;
    private long lostEvents;
    private boolean telling;
    private boolean closed;

    /** Opened when the call in progress has returned, if somebody waits for that. */
    private @Nullable Gate quiet;

    /** The thread in the listener, which must not wait for itself. */
    private volatile @Nullable Thread teller;

    private sealed interface Notice {
        record Arrived(PresentName name) implements Notice {}

        record Removed(PresentName name) implements Notice {}

        record Posted(StackInterfaces stack, DeviceEvent event) implements Notice {}

        record Lost(long count) implements Notice {}
    }

    /**
     * @param lock the system's
     * @param present the names there are; guarded by the lock
     */
    NameSubscription(Scheduler scheduler, FrameworkLock lock, Collection<PresentName> present, NameListener listener) {
        this.scheduler = scheduler;
        this.lock = lock;
        this.present = present;
        this.listener = listener;
    }

    /**
     * The listener hears of such names from now on; of one that two calls want, once.
     *
     * @param existing whether also of those that are there
     */
    public void want(Predicate<SystemName> names, boolean existing) {
        boolean start = false;
        lock.lock();
        try {
            wanted.add(names);
            for (PresentName name : present) {
                start |= existing && names.test(name.name()) && arrivedLocked(name);
            }
        } finally {
            lock.unlock();
        }
        startIf(start);
    }

    /** The listener hears the stack's events from now on, until as many calls of {@link #unfollow}. */
    public void follow(StackInterfaces stack) {
        lock.lock();
        try {
            followed.merge(stack, 1, Integer::sum);
        } finally {
            lock.unlock();
        }
    }

    /** Takes back one {@link #follow}. Events that wait are still told. */
    public void unfollow(StackInterfaces stack) {
        lock.lock();
        try {
            followed.computeIfPresent(stack, (_, count) -> count == 1 ? null : count - 1);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing is told any more; a call in progress may still finish, see {@link #awaitQuiet}. Again is no mistake. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            pending.clear();
            known.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the call in progress, if there is one and it is not the caller's own. After {@link #close}. */
    public void awaitQuiet() {
        Gate gate;
        lock.lock();
        try {
            if (!telling || teller == Thread.currentThread()) {
                return;
            }
            if (quiet == null) {
                quiet = scheduler.newGate("the end of a notice about device interfaces");
            }
            gate = quiet;
        } finally {
            lock.unlock();
        }
        gate.await();
    }

    /** Closes, and lets go of whoever waits: the call in progress may never return. */
    public void abandon() {
        Gate waitedFor;
        close();
        lock.lock();
        try {
            telling = false;
            waitedFor = quiet;
        } finally {
            lock.unlock();
        }
        if (waitedFor != null) {
            waitedFor.open();
        }
    }

    // ------------------------------------------------------------------------------------------- with the lock held

    /** As the next two, answers whether the caller must {@link #start} the telling when it has given the lock back. */
    boolean appearedLocked(PresentName name) {
        return wanted.stream().anyMatch(names -> names.test(name.name())) && arrivedLocked(name);
    }

    private boolean arrivedLocked(PresentName name) {
        return !closed && known.add(name) && addLocked(new Notice.Arrived(name));
    }

    boolean removedLocked(PresentName name) {
        return known.remove(name) && !pending.remove(new Notice.Arrived(name)) && addLocked(new Notice.Removed(name));
    }

    boolean postedLocked(StackInterfaces stack, DeviceEvent event) {
        if (closed || !followed.containsKey(stack)) {
            return false;
        }
        if (waitingEvents == MOST_EVENTS) {
            dropOldestLocked();
        }
        waitingEvents++;
        return addLocked(new Notice.Posted(stack, event));
    }

    private void dropOldestLocked() {
        for (Iterator<Notice> notices = pending.iterator(); notices.hasNext(); ) {
            if (notices.next() instanceof Notice.Posted) {
                notices.remove();
                waitingEvents--;
                lostEvents++;
                return;
            }
        }
    }

    /** Whether nobody can want anything of it any more. */
    boolean isOverLocked() {
        return closed;
    }

    private boolean addLocked(Notice notice) {
        pending.add(notice);
        boolean start = !telling;
        telling = true;
        return start;
    }

    // ------------------------------------------------------------------------------------------- telling

    private void startIf(boolean needed) {
        if (needed) {
            start();
        }
    }

    /** Begins to tell, on a thread of the scheduler. */
    void start() {
        scheduler.execute("device interfaces", this::tell);
    }

    private void tell() {
        teller = Thread.currentThread();
        for (Optional<Notice> next = next(); next.isPresent(); next = next()) {
            switch (next.get()) {
                case Notice.Arrived(PresentName name) -> listener.onArrival(name);
                case Notice.Removed(PresentName name) -> listener.onRemoval(name);
                case Notice.Posted(StackInterfaces stack, DeviceEvent event) -> listener.onEvent(stack, event);
                case Notice.Lost(long count) -> listener.onEventsLost(count);
            }
        }
    }

    private Optional<Notice> next() {
        Gate waitedFor;
        lock.lock();
        try {
            Notice first = pending.peek();
            if (first instanceof Notice.Posted && lostEvents > 0) {
                Notice lost = new Notice.Lost(lostEvents);
                lostEvents = 0;
                return Optional.of(lost);
            }
            if (first != null) {
                pending.remove();
                waitingEvents -= first instanceof Notice.Posted ? 1 : 0;
                return Optional.of(first);
            }
            telling = false;
            teller = null;
            waitedFor = quiet;
        } finally {
            lock.unlock();
        }
        if (waitedFor != null) {
            waitedFor.open();
        }
        return Optional.empty();
    }
}
