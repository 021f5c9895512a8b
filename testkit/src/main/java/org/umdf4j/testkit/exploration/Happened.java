package org.umdf4j.testkit.exploration;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of one run so far, and which of them had to come before which. */
final class Happened {
    /**
     * @param count which step of its task it is, from 1
     * @param before everything that comes before it, itself included
     * @param point the choice before it; null if there was none
     */
    record Event(
            int task, int count, Clock before, @Nullable Point point) {
        boolean comesBefore(Event later) {
            return later.before.of(task) >= count;
        }
    }

    private final List<Event> events = new ArrayList<>();
    private final Map<Integer, Clock> tasks = new HashMap<>();
    private final Map<Integer, Integer> lastChange = new HashMap<>();
    private final Map<Integer, List<Integer>> looksSince = new HashMap<>();
    private final Map<Integer, Clock> unlocked = new HashMap<>();
    private final Map<Integer, Clock> signalled = new HashMap<>();
    private Clock beforeAll = new Clock();

    Event event(int number) {
        return events.get(number);
    }

    int size() {
        return events.size();
    }

    /**
     * Adds a step.
     *
     * @return the earlier steps of other tasks with which it competes: either could have come first
     */
    BitSet add(int task, Touched touched, @Nullable Point point) {
        Clock clock = tasks.getOrDefault(task, new Clock()).copy();
        if (touched.afterAll()) {
            Clock all = new Clock();
            tasks.values().forEach(all::join);
            beforeAll = all;
        }
        clock.join(beforeAll);
        touched.got().stream().forEach(signal -> joinIfAny(clock, signalled, signal));
        int count = clock.of(task) + 1;

        BitSet competitors = new BitSet();
        forEachConflict(touched, earlier -> {
            Event event = events.get(earlier);
            if (clock.of(event.task()) < event.count()) {
                competitors.set(earlier);
            }
        });
        forEachConflict(touched, earlier -> clock.join(events.get(earlier).before()));
        touched.taken().stream().forEach(lock -> joinIfAny(clock, unlocked, lock));
        clock.set(task, count);

        events.add(new Event(task, count, clock, point));
        tasks.put(task, clock);
        remember(touched, clock, events.size() - 1);
        return competitors;
    }

    private static void joinIfAny(Clock clock, Map<Integer, Clock> clocks, int object) {
        Clock other = clocks.get(object);
        if (other != null) {
            clock.join(other);
        }
    }

    private void forEachConflict(Touched touched, IntConsumer action) {
        touched.looked().stream().forEach(object -> lastChange(object, action));
        touched.changed().stream().forEach(object -> {
            lastChange(object, action);
            looksSince.getOrDefault(object, List.of()).forEach(action::accept);
        });
    }

    private void lastChange(int object, IntConsumer action) {
        Integer change = lastChange.get(object);
        if (change != null) {
            action.accept(change);
        }
    }

    private void remember(Touched touched, Clock clock, int number) {
        touched.looked().stream().forEach(object -> looksSince
                .computeIfAbsent(object, _ -> new ArrayList<>())
                .add(number));
        touched.changed().stream().forEach(object -> {
            lastChange.put(object, number);
            looksSince.remove(object);
        });
        touched.given().stream().forEach(lock -> unlocked.put(lock, clock));
        // A gate may be opened by several; it is open after the first, so later ones make nothing possible.
        touched.sent().stream().forEach(signal -> signalled.putIfAbsent(signal, clock));
    }

    /** All that matters of the order: the same text for all orders that differ only by changes that make no difference. */
    String order() {
        return events.stream()
                .sorted(Comparator.comparingInt(Event::task).thenComparingInt(Event::count))
                .map(event -> event.task() + ":" + event.before())
                .collect(Collectors.joining("; "));
    }

    /**
     * The tasks one of which has to go first at the choice before {@code earlier}, so that {@code later} comes before it: all
     * that can begin what happened between the two without waiting for {@code earlier}.
     */
    List<Integer> initials(int earlier, int later) {
        Event first = events.get(earlier);
        List<Event> beginnings = new ArrayList<>();
        List<Integer> initials = new ArrayList<>();
        for (int number = earlier + 1; number <= later; number++) {
            Event event = events.get(number);
            boolean without = number == later || !first.comesBefore(event);
            if (without && beginnings.stream().noneMatch(begun -> begun.task() == event.task())) {
                if (beginnings.stream().noneMatch(begun -> begun.comesBefore(event))) {
                    initials.add(event.task());
                }
                beginnings.add(event);
            }
        }
        return initials;
    }
}
