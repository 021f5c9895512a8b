package org.umdf4j.testkit.simulation;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A scenario went wrong. The message says how, where every task stood, and what repeats the run. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final String summary;
    private final String details;
    private final String schedule;

    SimulationFailure(String kind, String summary, String details, String schedule, @Nullable Throwable cause) {
        super(summary + details, cause);
        this.kind = kind;
        this.summary = summary;
        this.details = details;
        this.schedule = schedule;
    }

    /** What went wrong, the headline in its first line. */
    public String summary() {
        return summary;
    }

    /** How to repeat it and where every task stood; begins with a new line. */
    public String details() {
        return details;
    }

    /** Repeats the run through {@link Choices#replay}. */
    public String schedule() {
        return schedule;
    }

    /**
     * What went wrong, in a few words that are the same for the same fault in different schedules: {@code "deadlock"}, or
     * which exception came from where.
     */
    public String kind() {
        return kind;
    }

    /**
     * The same failure for somebody who knows more.
     *
     * @param knownKind the kind to go by
     * @param explanation comes before the {@link #summary}, its headline first; empty for none
     * @param more comes after the {@link #details}
     */
    public SimulationFailure explained(String knownKind, String explanation, String more) {
        String better = explanation.isEmpty() ? summary : explanation.stripLeading() + "\n  " + summary;
        SimulationFailure explained = new SimulationFailure(knownKind, better, details + more, schedule, getCause());
        explained.setStackTrace(getStackTrace());
        return explained;
    }

    /** The kind of failure that this exception is: the check that failed, or its class and the first line of test or driver code it came through. */
    public static String kindOf(Throwable thrown) {
        if (thrown instanceof CheckFailure check) {
            return check.check();
        }
        String from = Stream.of(thrown.getStackTrace())
                .filter(frame -> !isLibrary(frame.getClassName()))
                .findFirst()
                .map(frame -> " at " + frame.getClassName() + ":" + frame.getLineNumber())
                .orElse("");
        return thrown.getClass().getSimpleName() + from;
    }

    private static boolean isLibrary(String className) {
        return Stream.of("java.", "jdk.", "org.assertj.", "org.junit.", "org.umdf4j.framework.")
                .anyMatch(className::startsWith);
    }
}
