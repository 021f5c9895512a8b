package org.umdf4j.framework.inf;

/**
 * Something wrong with an INF.
 *
 * @param severity whether the package can be used all the same
 * @param at where
 * @param problem what is wrong, a sentence without its full stop
 * @param mend what to write instead, likewise
 */
public record InfProblem(Severity severity, InfPosition at, String problem, String mend) {
    /** How bad it is. */
    public enum Severity {
        /** The package is refused. */
        ERROR,
        /** The package is usable; something in it has no effect. */
        WARNING;

        @Override
        public String toString() {
            return this == ERROR ? "error" : "warning";
        }
    }

    /** One line for people: {@code meter.inf:12:5: error: what is wrong; what to do}. */
    public String describe() {
        return "%s: %s: %s; %s".formatted(at, severity, problem, mend);
    }
}
