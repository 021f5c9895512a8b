package org.umdf4j.testkit.exploration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.umdf4j.testkit.simulation.Choices;

/**
 * Makes a failing schedule smaller: takes out deviations from the schedule without preemptions as long as what is left
 * shows the same kind of failure (delta debugging; Zeller and Hildebrandt, TSE 2002).
 */
final class Minimizer {
    /** More runs than a schedule of some dozen deviations needs. */
    private static final int RUNS = 500;

    private static final String NONE = "fifo";

    /** Runs a scenario under these choices; null if it goes well. */
    interface Trial {
        @Nullable
        Finding run(Choices choices);
    }

    private final Trial trial;
    private int runs;

    Minimizer(Trial trial) {
        this.trial = trial;
    }

    /** @param again repeats the run for the finding to return */
    Finding smallest(Finding found, Function<String, Finding> again) {
        String best = found.schedule();
        List<String> deviations = deviations(best);
        int parts = 2;
        while (!deviations.isEmpty() && runs < RUNS) {
            int size = Math.max(1, (deviations.size() + parts - 1) / parts);
            boolean smaller = false;
            for (int from = 0; from < deviations.size() && !smaller; from += size) {
                List<String> rest = new ArrayList<>(deviations);
                rest.subList(from, Math.min(from + size, deviations.size())).clear();
                @Nullable Finding less = tryOut(rest, found.kind());
                if (less != null && deviations(less.schedule()).size() < deviations.size()) {
                    best = less.schedule();
                    deviations = deviations(best);
                    smaller = true;
                }
            }
            if (!smaller && size == 1) {
                break;
            }
            parts = smaller ? 2 : Math.min(deviations.size(), 2 * parts);
        }
        return again.apply(best);
    }

    private @Nullable Finding tryOut(List<String> deviations, String kind) {
        runs++;
        TreeMap<Integer, Integer> taken = new TreeMap<>();
        for (String deviation : deviations) {
            int equals = deviation.indexOf('=');
            taken.put(
                    Integer.parseInt(deviation.substring(0, equals)),
                    Integer.parseInt(deviation.substring(equals + 1)));
        }
        // After a deviation less the later ones may not fit any more: then the first option is taken.
        @Nullable
        Finding found = trial.run(point -> {
            int option = taken.getOrDefault(point.number(), 0);
            return option < point.options().size() ? option : 0;
        });
        return found != null && found.kind().equals(kind) ? found : null;
    }

    private static List<String> deviations(String schedule) {
        return schedule.equals(NONE)
                ? List.of()
                : Arrays.stream(schedule.split(",", -1)).collect(Collectors.toCollection(ArrayList::new));
    }
}
