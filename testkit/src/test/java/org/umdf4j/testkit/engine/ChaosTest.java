package org.umdf4j.testkit.engine;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.umdf4j.ddi.IWDFIoRequest;
import org.umdf4j.ddi.WdfException;
import org.umdf4j.framework.verifier.ContractViolationException;

/** Whatever allowed things drivers do, nothing is lost, hung or ended twice; the bench checks that. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChaosTest {
    private static final int LAWFUL_SEEDS = 300;
    private static final int VIOLATION_SEEDS = 200;

    /** How many scheduling points may pass before the violation. */
    private static final int LATEST_VIOLATION = 60;

    /** How many more a driver is waited for that has not got a request by then. */
    private static final int PATIENCE = 2000;

    @Test
    void lawfulDriversLoseNothingWhateverTheyDo() {
        Chaos.forSeeds(LAWFUL_SEEDS, chaos -> {
            chaos.start();
            chaos.drivers().forEach(driver -> chaos.begin("operator", () -> chaos.operate(driver)));
            chaos.settle();
            if (chaos.random().nextBoolean()) {
                chaos.begin("surprise", chaos.bench()::surpriseRemove);
                chaos.beginProgram();
                chaos.settle();
            }
        });
    }

    @Test
    void aViolationAtAnyMomentEndsEveryRequestAndEveryWait() {
        Chaos.forSeeds(VIOLATION_SEEDS, chaos -> {
            chaos.start();
            chaos.drivers().forEach(driver -> chaos.begin("purger", () -> purge(driver)));
            chaos.begin("violation", () -> breakARule(chaos));
            chaos.settle();
        });
    }

    private static void purge(ChaosDriver driver) {
        try {
            driver.anyTargetQueue().purgeSynchronously();
        } catch (WdfException over) {
            // The device was terminated before or during the call; that the call has returned is what counts.
        }
    }

    private static void breakARule(Chaos chaos) {
        int after = chaos.random().nextInt(LATEST_VIOLATION);
        ChaosDriver bad =
                chaos.drivers().get(chaos.random().nextInt(chaos.drivers().size()));
        for (int i = 0; i < after || (bad.latest().isEmpty() && i < PATIENCE); i++) {
            chaos.bench().scheduler().point("test.violation");
        }
        bad.latest().ifPresent(request -> breakARule(chaos, request));
    }

    private static void breakARule(Chaos chaos, IWDFIoRequest read) {
        chaos.bench().expectViolation("REQ-12");
        chaos.terminated();
        try {
            read.getWriteParameters();
        } catch (ContractViolationException expected) {
            return;
        }
        throw new AssertionError("a read has no write parameters");
    }
}
