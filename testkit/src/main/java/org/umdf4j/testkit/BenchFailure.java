package org.umdf4j.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.umdf4j.framework.verifier.Violation;
import org.umdf4j.testkit.simulation.SimulationFailure;

/** Collects what went wrong on a bench, to explain a failed run: the rule or check first, then why. */
final class BenchFailure {
    /** No operation of the device made progress. */
    private static final String NO_PROGRESS = "HOST-1";

    private static final int FRAMES_SHOWN = 12;

    private final List<Violation> violations = Collections.synchronizedList(new ArrayList<>());
    private final List<String> expected = new ArrayList<>();
    private final Set<String> allowed = new HashSet<>();
    private volatile Optional<Hang> hang = Optional.empty();

    void expect(String rule) {
        expected.add(rule);
    }

    void allow(String rule) {
        allowed.add(rule);
    }

    void violated(Violation violation) {
        violations.add(violation);
    }

    List<Violation> violations() {
        return List.copyOf(violations);
    }

    /** Whether this is about something that does not move, and nobody has foreseen it. */
    boolean isUnexpectedHang(Violation violation) {
        return violation.rule().equals(NO_PROGRESS) && !expected.contains(NO_PROGRESS);
    }

    /** Nothing moves; the first explanation counts, because what follows is a consequence. */
    void hangs(Hang found) {
        if (hang.isEmpty()) {
            hang = Optional.of(found);
        }
    }

    /** Fails unless exactly the expected rules were broken, in this order. */
    void check() {
        List<String> broken = violations().stream()
                .map(Violation::rule)
                .filter(rule -> !allowed.contains(rule))
                .toList();
        if (!broken.equals(expected)) {
            throw new AssertionError("expected violations of " + expected + ", found " + broken);
        }
    }

    /** The failure as a driver's author needs it. */
    SimulationFailure explain(SimulationFailure failure, Trace trace) {
        Optional<Violation> first = firstUnexpected();
        String kind = first.map(violation -> "rule " + violation.rule()).orElse(failure.kind());
        String headline = hang.map(found -> ", " + found.headline() + found.details())
                .or(() -> first.map(violation -> ": " + violation.did()))
                .map(what -> kind + what)
                .orElse("");
        String broken = violations().stream().map(BenchFailure::describe).collect(Collectors.joining());
        String told = "\n  drivers were told: " + trace;
        return hang.isPresent()
                ? failure.explained(kind, headline, broken + told) // the explanation says more than a time-out
                : failure.explained(kind, headline + broken, told);
    }

    private Optional<Violation> firstUnexpected() {
        List<String> foreseen = new ArrayList<>(expected);
        return violations().stream()
                .filter(violation -> !allowed.contains(violation.rule()))
                .filter(violation -> !foreseen.remove(violation.rule()))
                .findFirst();
    }

    private static String describe(Violation violation) {
        return "\n  violation: " + violation.describe().replace("\n", "\n    ")
                + violation.where().map(BenchFailure::stack).orElse("");
    }

    private static String stack(Throwable where) {
        return Arrays.stream(where.getStackTrace())
                .limit(FRAMES_SHOWN)
                .map(frame -> "\n    at " + frame)
                .collect(Collectors.joining());
    }
}
