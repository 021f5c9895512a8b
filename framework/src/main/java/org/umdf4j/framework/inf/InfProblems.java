package org.umdf4j.framework.inf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.umdf4j.framework.inf.InfProblem.Severity;

/** Collects what is wrong while an INF is read. One thread. */
final class InfProblems {
    /** Nobody reads more, and a file that is no INF at all would have one a line. */
    static final int MOST = 100;

    private final List<InfProblem> found = new ArrayList<>();
    private boolean errors;

    void error(InfPosition at, String problem, String mend) {
        errors = true;
        add(new InfProblem(Severity.ERROR, at, problem, mend));
    }

    void warning(InfPosition at, String problem, String mend) {
        add(new InfProblem(Severity.WARNING, at, problem, mend));
    }

    private void add(InfProblem problem) {
        // A section that two models share is read twice.
        if (found.size() < MOST && !found.contains(problem)) {
            found.add(problem);
        }
    }

    boolean hasErrors() {
        return errors;
    }

    /** In the order of the text. */
    List<InfProblem> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(
                                (InfProblem problem) -> problem.at().line())
                        .thenComparingInt(problem -> problem.at().column()))
                .toList();
    }
}
