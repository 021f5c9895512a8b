package org.umdf4j.framework.verifier;

import java.util.Optional;
import java.util.function.Consumer;

/** Reports what one driver does wrong on one device. Immutable; any thread, but never with a framework lock held. */
public final class Verifier {
    private final String device;
    private final String driver;
    private final Consumer<Violation> report;

    /**
     * @param device the device's name
     * @param driver the driver's name
     * @param report stops the device; called once for each violation
     */
    public Verifier(String device, String driver, Consumer<Violation> report) {
        this.device = device;
        this.driver = driver;
        this.report = report;
    }

    /** The device's name. */
    public String device() {
        return device;
    }

    /** The driver's name. */
    public String driver() {
        return driver;
    }

    /**
     * Reports that a DDI method was called against its contract, with the caller's stack.
     *
     * @return what the method is to throw
     */
    public ContractViolationException violation(String rule, String place, String did, String mend, String history) {
        return reported(rule, place, did, mend, history, new Throwable("called from here"));
    }

    /** Reports that {@code escaped} came out of a driver callback (HOST-11). */
    public void escaped(String place, Throwable escaped, String history) {
        reported(
                "HOST-11",
                place,
                "the callback threw " + escaped,
                "Catch what the callback may throw and report the failure by its status or by completing the request.",
                history,
                escaped);
    }

    private ContractViolationException reported(
            String rule, String place, String did, String mend, String history, Throwable where) {
        var violation = new Violation(rule, device, driver, place, did, mend, history, Optional.of(where));
        report.accept(violation);
        return new ContractViolationException(violation);
    }
}
