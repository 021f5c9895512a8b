package org.umdf4j.testkit.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The locks that drivers take by themselves, {@code synchronized} and those of java.util.concurrent, as far as tasks wait
 * for them. They are no scheduling points, so a task that waits for one stands still in the middle of a step; the virtual
 * machine tells which lock it is and who holds it. Of {@link Threads#PLATFORM platform threads} only.
 *
 * <p>Used by whoever holds the baton.
 */
final class DriverLocks {
    private static final int FRAMES_SHOWN = 4;
    private static final long PAUSE_NANOS = 20_000;

    private final ThreadMXBean machine = ManagementFactory.getThreadMXBean();

    /** Every task there has been, by its thread, because a task may end with a lock held. */
    private final Map<Long, SimulatedTask> tasks = new HashMap<>();

    private final List<SimulatedTask> waiting = new ArrayList<>();

    void add(SimulatedTask task) {
        tasks.put(task.thread.threadId(), task);
    }

    /** What a task that stands still waits for, if that is a lock which another task holds. */
    Optional<Waiting.ForDriverLock> waitOf(SimulatedTask task) {
        return waitOf(machine.getThreadInfo(task.thread.threadId()));
    }

    private Optional<Waiting.ForDriverLock> waitOf(ThreadInfo info) {
        return info == null || info.getLockInfo() == null
                ? Optional.empty()
                : Optional.ofNullable(tasks.get(info.getLockOwnerId()))
                        .map(owner ->
                                new Waiting.ForDriverLock(info.getLockInfo().getClassName(), owner));
    }

    /** From here to its next scheduling point the task moves when the lock is given back, not when it is chosen. */
    void waits(SimulatedTask task, Waiting.ForDriverLock lock) {
        task.waiting = lock;
        task.arrived = false;
        waiting.add(task);
    }

    boolean anybodyWaits() {
        return !waiting.isEmpty();
    }

    /**
     * Lets every task that has got its lock go on to its next scheduling point, or to the next lock.
     *
     * @param over whether it has become pointless
     * @return whether any task has gone on
     */
    boolean settle(BooleanSupplier over) {
        if (waiting.isEmpty()) {
            return false;
        }
        // Twice, because who is asked last may have let go of what the first was seen waiting for.
        for (int quiet = 0; quiet < 2 && !over.getAsBoolean(); ) {
            quiet = allStandStill() ? quiet + 1 : 0;
            if (quiet == 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        List<SimulatedTask> arrived =
                waiting.stream().filter(task -> task.arrived).toList();
        arrived.forEach(task -> task.waiting = SimulatedTask.NOTHING);
        return waiting.removeAll(arrived);
    }

    private boolean allStandStill() {
        return waiting.stream().allMatch(task -> {
            if (task.arrived) {
                return true;
            }
            Optional<Waiting.ForDriverLock> lock = waitOf(task);
            lock.ifPresent(wait -> task.waiting = wait);
            return lock.isPresent();
        });
    }

    /** Who waits for which lock, who has it, and where each of them took what it holds; empty if nobody waits. */
    String explain() {
        if (waiting.isEmpty()) {
            return "";
        }
        Set<SimulatedTask> concerned = Stream.concat(
                        waiting.stream(), waiting.stream().flatMap(task -> owner(task).stream()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return concerned.stream().map(this::describe).collect(Collectors.joining());
    }

    private static Optional<SimulatedTask> owner(SimulatedTask task) {
        return task.waiting instanceof Waiting.ForDriverLock lock ? Optional.of(lock.owner()) : Optional.empty();
    }

    private String describe(SimulatedTask task) {
        StringBuilder text = new StringBuilder("\n  task '" + task.name + "' " + task.waiting.describe());
        if (!task.thread.isAlive()) {
            return text.append(", has ended and never gave its lock back").toString();
        }
        text.append(frames(task.thread));
        ThreadInfo info = machine.getThreadInfo(new long[] {task.thread.threadId()}, true, true)[0];
        if (info != null) {
            for (MonitorInfo held : info.getLockedMonitors()) {
                text.append("\n    has taken a monitor of ").append(held.getClassName());
                text.append(" at ").append(held.getLockedStackFrame());
            }
            Stream.of(info.getLockedSynchronizers())
                    .forEach(held -> text.append("\n    has taken a ").append(readable(held.getClassName())));
        }
        return text.toString();
    }

    /** The part of a thread's stack that an author knows. */
    private static String frames(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> !SimulatedTask.isMachinery(frame))
                .limit(FRAMES_SHOWN)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }

    /** {@code java.util.concurrent.locks.ReentrantLock$NonfairSync} is what authors know as a ReentrantLock. */
    static String readable(String lock) {
        return lock.startsWith("java.util.concurrent.") ? lock.replaceFirst("\\$.*", "") : lock;
    }
}
