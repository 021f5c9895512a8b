package org.umdf4j.framework.verifier;

import java.util.Optional;
import java.util.function.Consumer;
import org.umdf4j.framework.recorder.Recorder;

/** Reports what one driver does wrong on one device. Immutable; any thread, but never with a framework lock held. */
public final class Verifier {
    private final String device;
    private final String driver;
    private final Recorder recorder;
    private final Consumer<Violation> report;

    /**
     * @param device the device's name
     * @param driver the driver's name
     * @param recorder the driver's way into the device's record
     * @param report stops the device; called once for each violation
     */
    public Verifier(String device, String driver, Recorder recorder, Consumer<Violation> report) {
        this.device = device;
        this.driver = driver;
        this.recorder = recorder;
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

    /** The driver's way into the device's record. */
    public Recorder recorder() {
        return recorder;
    }

    /**
     * Reports that a DDI method was called against its contract, with the caller's stack.
     *
     * @return what the method is to throw
     */
    public ContractViolationException violation(String rule, String place, String did, String mend, String history) {
        return violation(rule, place, did, mend, new Subject() {
            @Override
            public int requestId() {
                return 0;
            }

            @Override
            public String history() {
                return history;
            }
        });
    }

    /** As {@link #violation(String, String, String, String, String)}, about a request. */
    public ContractViolationException violation(String rule, String place, String did, String mend, Subject subject) {
        return reported(rule, place, did, mend, subject, new Throwable("called from here"));
    }

    /**
     * Reports what a driver should not do although the call goes on or fails in an ordinary way; stops no device.
     *
     * @param rule one that {@link Policy#stops} says no to, whichever the policy
     */
    public void remark(String rule, String place, String did, String mend, Subject subject) {
        var _ = reported(rule, place, did, mend, subject, new Throwable("called from here"));
    }

    /** Reports that {@code escaped} came out of a driver callback (HOST-11). */
    public void escaped(String place, Throwable escaped, Subject subject) {
        reported(
                "HOST-11",
                place,
                "the callback threw " + escaped,
                "Catch what the callback may throw and report the failure by its status or by completing the request.",
                subject,
                escaped);
    }

    private ContractViolationException reported(
            String rule, String place, String did, String mend, Subject subject, Throwable where) {
        recorder.violation(rule, subject.requestId());
        var violation = new Violation(rule, device, driver, place, did, mend, subject.history(), Optional.of(where))
                .of(subject.requestId())
                .withTrace(recorder.ending(subject.requestId()));
        report.accept(violation);
        return new ContractViolationException(violation);
    }
}
