package org.umdf4j.testkit.exploration;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A choice that a {@link ReducedSearch} comes back to: the runs on its path all begin alike up to here. */
final class Point {
    /** Who could go on. */
    final List<Integer> options;

    /** Steps that need not be tried here, because they were before a choice above and nothing since concerns them. */
    private final Map<Integer, Touched> asleep;

    /** What has been tried here and what that did. A step is unknown while its run has not got past it. */
    private final Map<Integer, Touched> tried = new HashMap<>();

    /** What has to be tried here. */
    private final Set<Integer> wanted = new LinkedHashSet<>();

    private int chosen;

    Point(List<Integer> options, Map<Integer, Touched> asleep, int chosen) {
        this.options = options;
        this.asleep = new HashMap<>(asleep);
        this.chosen = chosen;
        wanted.add(chosen);
    }

    int chosen() {
        return chosen;
    }

    /** The step chosen here has been made. */
    void made(Touched touched) {
        tried.put(chosen, touched);
    }

    /** Every option must be tried here. */
    void wantAll() {
        wanted.addAll(options);
    }

    /** One of these tasks must be tried here. */
    void wantOneOf(List<Integer> tasks, int preferred) {
        if (tasks.stream().anyMatch(task -> wanted.contains(task) || asleep.containsKey(task))) {
            return;
        }
        List<Integer> possible = tasks.stream().filter(options::contains).toList();
        if (possible.isEmpty()) {
            wanted.addAll(options); // cannot be told from here: try everything
        } else {
            wanted.add(possible.contains(preferred) ? preferred : possible.getFirst());
        }
    }

    /** Goes on to the next option that has to be tried; false if there is none. */
    boolean advance() {
        tried.putIfAbsent(chosen, Touched.EVERYTHING); // its run broke off before the step had ended
        for (int task : wanted) {
            if (!tried.containsKey(task) && !asleep.containsKey(task)) {
                chosen = task;
                return true;
            }
        }
        return false;
    }

    /** How many of the options have not been and will not be tried. */
    int leftOut() {
        return options.size() - tried.size();
    }

    /** What need not be tried below the present choice, until a step concerns it. */
    Map<Integer, Touched> asleepBelow() {
        Map<Integer, Touched> below = new HashMap<>(asleep);
        below.putAll(tried);
        below.remove(chosen);
        return below;
    }
}
