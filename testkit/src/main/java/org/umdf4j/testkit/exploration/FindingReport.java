package org.umdf4j.testkit.exploration;

import java.util.ArrayList;
import java.util.List;
import org.umdf4j.testkit.simulation.LogEntry;
import org.umdf4j.testkit.simulation.SimulationFailure;

/** What a person reads about a finding: the fault, the schedule step by step in a column per task, how to repeat it. */
final class FindingReport {
    private static final int STEPS_SHOWN = 120;
    private static final int COLUMN = 4;

    private final ExplorationResult result;
    private final Finding finding;

    FindingReport(ExplorationResult result, Finding finding) {
        this.result = result;
        this.finding = finding;
    }

    @Override
    public String toString() {
        StringBuilder report = new StringBuilder();
        SimulationFailure failure = finding.failure() instanceof SimulationFailure simulation ? simulation : null;
        report.append(failure == null ? finding.failure().getMessage() : failure.summary());
        report.append("\n\n  The schedule, one column a task:\n");
        steps(report);
        report.append("\n  ").append(result.summary());
        report.append("\n  repeat this one: replay = \"")
                .append(finding.schedule())
                .append('"');
        if (failure != null) {
            report.append("\n\n  Where everybody stood:").append(failure.details());
        }
        return report.toString();
    }

    private void steps(StringBuilder report) {
        List<LogEntry> shown =
                finding.log().stream().filter(entry -> isVisible(entry.place())).toList();
        List<Integer> columns = new ArrayList<>();
        int left = Math.max(0, shown.size() - STEPS_SHOWN);
        if (left > 0) {
            report.append("    … ").append(left).append(" steps before\n");
        }
        for (LogEntry entry : shown.subList(left, shown.size())) {
            if (!columns.contains(entry.id())) {
                columns.add(entry.id());
            }
            report.append("    ")
                    .append(" ".repeat(COLUMN * columns.indexOf(entry.id())))
                    .append(entry.task())
                    .append(": ")
                    .append(entry.place());
            if (!entry.about().isEmpty()) {
                report.append(' ').append(entry.about());
            }
            report.append('\n');
        }
    }

    private static boolean isVisible(String place) {
        return !place.startsWith("lock ") && !place.startsWith("unlock ") && !place.endsWith("shared word");
    }
}
