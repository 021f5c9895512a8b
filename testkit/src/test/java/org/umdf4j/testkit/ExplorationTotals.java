package org.umdf4j.testkit;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Prints, when all tests have run, what the explorations among them came to. Hears of them by their report entries. */
public final class ExplorationTotals implements TestExecutionListener {
    /** Tests that run tests, such as the check of the guards, are inside the run that counts. */
    private static final AtomicInteger RUNNING = new AtomicInteger();

    private final LongAdder scenarios = new LongAdder();
    private final LongAdder exhaustive = new LongAdder();
    private final LongAdder schedules = new LongAdder();
    private final LongAdder pruned = new LongAdder();

    /** Made by JUnit. */
    public ExplorationTotals() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        RUNNING.incrementAndGet();
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        Map<String, String> values = entry.getKeyValuePairs();
        if (values.containsKey("exploration")) {
            scenarios.increment();
            exhaustive.add(Boolean.parseBoolean(values.get("exhaustive")) ? 1 : 0);
            schedules.add(Long.parseLong(values.get("schedules")));
            pruned.add(Long.parseLong(values.get("pruned")));
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        if (RUNNING.decrementAndGet() == 0 && scenarios.sum() > 0) {
            System.out.printf(
                    "explorations: %,d scenarios, %,d of them exhaustive; %,d schedules explored, %,d pruned%n",
                    scenarios.sum(), exhaustive.sum(), schedules.sum(), pruned.sum());
        }
    }
}
