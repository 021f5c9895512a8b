package org.umdf4j.framework.verifier;

import java.util.Optional;

/**
 * A driver broke the contract. Immutable.
 *
 * @param rule the rule's id in the contract, such as {@code REQ-6}
 * @param device the device's name
 * @param driver the driver's name
 * @param place the callback or DDI method, such as {@code OnRead} or {@code IWDFIoRequest.complete}
 * @param did one sentence: what the driver did
 * @param mend one sentence: what it should have done
 * @param history the request's states so far, oldest first, or a sentence why there is none
 * @param where the driver's stack, or the exception it threw
 */
public record Violation(
        String rule,
        String device,
        String driver,
        String place,
        String did,
        String mend,
        String history,
        Optional<Throwable> where) {

    /** Several lines for a person, without the stack. */
    public String describe() {
        return """
                %s: driver '%s' broke rule %s in %s
                  what happened: %s
                  what to do:    %s
                  history:       %s""".formatted(device, driver, rule, place, did, mend, history);
    }
}
