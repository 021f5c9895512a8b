package org.umdf4j.framework.verifier;

/**
 * Thrown out of a DDI method at the driver that broke the contract, after the violation has been reported and, with {@link
 * Policy#STOP}, its device stopped. A driver should not catch it; doing so changes nothing. With {@link Policy#REPORT} it
 * ends the callback it comes out of and nothing more.
 */
public final class ContractViolationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public ContractViolationException(Violation violation) {
        super(violation.describe());
        this.violation = violation;
    }

    /** What was broken. */
    public Violation violation() {
        return violation;
    }
}
