package org.umdf4j.ddi;

/**
 * How far a driver acts as the program that issued a request. In ascending order.
 *
 * <p>On Linux the first two have nobody's rights, the third has the program's. Rules: IMP-1, IMP-2. Source: wudfddi,
 * SECURITY_IMPERSONATION_LEVEL.
 */
public enum SECURITY_IMPERSONATION_LEVEL {
    /** SecurityAnonymous: Neither identify the program nor act as it. */
    ANONYMOUS(0),
    /** SecurityIdentification: Identify the program, but do not act as it. */
    IDENTIFICATION(1),
    /** SecurityImpersonation: Act as the program on this machine. */
    IMPERSONATION(2),
    /** SecurityDelegation: Act as the program on other machines too; no program here allows it. */
    DELEGATION(3);

    private final int value;

    SECURITY_IMPERSONATION_LEVEL(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
