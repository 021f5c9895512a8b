package org.umdf4j.framework.verifier;

import org.umdf4j.ddi.WdfException;

/**
 * Thrown out of a DDI method at the driver that broke the contract, after the violation has been reported and, with {@link
 * Policy#STOP}, its device stopped. With {@link Policy#REPORT} the call has changed nothing and fails with the status that
 * section 18 names, as any other failure; a driver that does not catch it has its callback ended and nothing more.
 */
public final class ContractViolationException extends WdfException {
    private static final long serialVersionUID = 1L;

    private final transient Violation violation;

    public ContractViolationException(Violation violation) {
        super(Policy.statusOf(violation.rule()), violation.describe());
        this.violation = violation;
    }

    /** What was broken. */
    public Violation violation() {
        return violation;
    }
}
