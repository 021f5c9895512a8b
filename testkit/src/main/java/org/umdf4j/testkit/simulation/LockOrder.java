package org.umdf4j.testkit.simulation;

import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * In which order tasks take monitors and the framework's callback lock, as far as they hold them at scheduling points. Two
 * tasks that take the same locks in different orders can wait for each other for ever, also if they have not done so in
 * this run.
 *
 * <p>Asks the virtual machine at every point, which takes long, and of {@link Threads#PLATFORM platform threads} only.
 */
final class LockOrder {
    private static final int FRAMES_SHOWN = 5;

    /** A run with more points goes round in circles, and each look takes long. */
    private static final int MOST_LOOKS = 2_000;

    /** A callback lock that a task has, and which monitors it had before. */
    private record CallbackLock(Object lock, Set<String> after) {}

    /** One lock was taken with another held. */
    private record Witness(String first, String then, SimulatedTask task, String stack) {}

    private final ThreadMXBean machine = ManagementFactory.getThreadMXBean();
    private final Map<SimulatedTask, Deque<CallbackLock>> callbackLocks = new HashMap<>();

    /** The first witness of each order, by the first lock and then by the second. */
    private final Map<String, Map<String, Witness>> orders = new HashMap<>();

    private boolean seenMonitors;
    private int looks;

    /** The running task has taken a callback lock, or is about to give it back. */
    void callbackLock(SimulatedTask self, Object lock, boolean taken) {
        Deque<CallbackLock> own = callbackLocks.computeIfAbsent(self, _ -> new ArrayDeque<>());
        own.removeIf(held -> held.lock() == lock);
        if (taken) {
            Set<String> before = new HashSet<>();
            monitors(self).forEach(monitor -> before.add(name(monitor)));
            own.addLast(new CallbackLock(lock, before));
        }
    }

    boolean hasSeenMonitors() {
        return seenMonitors;
    }

    /** Looks at what the running task holds. The text is empty unless this and what was seen before do not go together. */
    Optional<String> look(SimulatedTask self) {
        if (++looks > MOST_LOOKS) {
            return Optional.empty();
        }
        List<String> held = held(self);
        for (int then = 1; then < held.size(); then++) {
            for (int first = 0; first < then; first++) {
                Optional<String> broken = add(held.get(first), held.get(then), self);
                if (broken.isPresent()) {
                    return broken;
                }
            }
        }
        return Optional.empty();
    }

    /** The locks a task holds, in the order it took them. */
    private List<String> held(SimulatedTask self) {
        List<String> held = new ArrayList<>();
        Deque<CallbackLock> own = new ArrayDeque<>(callbackLocks.getOrDefault(self, new ArrayDeque<>()));
        for (MonitorInfo monitor : monitors(self)) {
            seenMonitors = true;
            String name = name(monitor);
            while (!own.isEmpty() && !own.peekFirst().after().contains(name)) {
                held.add(name(own.removeFirst().lock()));
            }
            held.add(name);
        }
        own.forEach(lock -> held.add(name(lock.lock())));
        return held.stream().distinct().toList();
    }

    /** The monitors of drivers, outermost first. */
    private List<MonitorInfo> monitors(SimulatedTask self) {
        ThreadInfo info = machine.getThreadInfo(new long[] {self.thread.threadId()}, true, false)[0];
        return info == null
                ? List.of()
                : Stream.of(info.getLockedMonitors())
                        .filter(monitor ->
                                !isLibrary(monitor.getLockedStackFrame().getClassName()))
                        .toList()
                        .reversed();
    }

    private static boolean isLibrary(String className) {
        return Stream.of("java.", "jdk.", "sun.", "org.junit.", "org.umdf4j.framework.")
                .anyMatch(className::startsWith);
    }

    private static String name(MonitorInfo monitor) {
        return "the monitor of a %s (%x)".formatted(monitor.getClassName(), monitor.getIdentityHashCode());
    }

    private static String name(Object callbackLock) {
        return callbackLock.toString();
    }

    private static String frames(SimulatedTask self) {
        return Stream.of(self.thread.getStackTrace())
                .filter(frame -> !SimulatedTask.isMachinery(frame) && !isLibrary(frame.getClassName()))
                .limit(FRAMES_SHOWN)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }

    private Optional<String> add(String first, String then, SimulatedTask self) {
        Map<String, Witness> after = orders.computeIfAbsent(first, _ -> new HashMap<>());
        if (after.containsKey(then)) {
            return Optional.empty();
        }
        Witness here = new Witness(first, then, self, frames(self));
        List<Witness> back = way(then, first, new HashSet<>());
        after.put(then, here);
        if (back == null || back.stream().allMatch(witness -> witness.task() == self)) {
            return Optional.empty(); // one task alone does not wait for itself
        }
        return Optional.of(Stream.concat(Stream.of(here), back.stream())
                .map(witness -> "\n  task '%s' takes %s and then %s%s"
                        .formatted(witness.task().name, witness.first(), witness.then(), witness.stack()))
                .collect(Collectors.joining()));
    }

    /** By which orders one lock comes before another; null if by none. */
    private @Nullable List<Witness> way(String from, String to, Set<String> seen) {
        if (!seen.add(from)) {
            return null;
        }
        for (Witness step : orders.getOrDefault(from, Map.of()).values()) {
            List<Witness> rest = step.then().equals(to) ? List.of() : way(step.then(), to, seen);
            if (rest != null) {
                List<Witness> way = new ArrayList<>(rest);
                way.addFirst(step);
                return way;
            }
        }
        return null;
    }
}
