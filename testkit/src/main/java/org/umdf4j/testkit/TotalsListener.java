package org.umdf4j.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;
import org.umdf4j.testkit.exploration.Totals;

/** Prints what the explorations of a test run have come to, as its last line. Made by JUnit. */
public final class TotalsListener implements TestExecutionListener {
    /** Tests may launch tests. */
    private static final AtomicInteger UNDER_WAY = new AtomicInteger();

    /** Made by JUnit. */
    public TotalsListener() {}

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        var _ = UNDER_WAY.incrementAndGet();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        Totals totals = Totals.soFar();
        if (UNDER_WAY.decrementAndGet() == 0 && totals.explorations() > 0) {
            System.out.println("exploration: in all " + totals);
        }
    }
}
