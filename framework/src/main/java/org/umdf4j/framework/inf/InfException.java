package org.umdf4j.framework.inf;

import java.util.List;
import java.util.stream.Collectors;

/** An INF is malformed. Carries everything found wrong with it, warnings included, in the order of the text. */
public final class InfException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<InfProblem> problems;

    InfException(List<InfProblem> problems) {
        super(problems.stream().map(InfProblem::describe).collect(Collectors.joining("\n")));
        this.problems = problems;
    }

    /** All problems, at least one of them an error. */
    public List<InfProblem> problems() {
        return problems;
    }
}
