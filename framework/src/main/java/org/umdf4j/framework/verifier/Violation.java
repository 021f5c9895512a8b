package org.umdf4j.framework.verifier;

import java.util.List;
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
 * @param requestId the request's number in the device's record, 0 for none
 * @param trace the last events of the request, then of the device, a line each
 * @param stops whether it stops the device, as the device's {@link Policy} says; false before the stack has judged
 */
public record Violation(
        String rule,
        String device,
        String driver,
        String place,
        String did,
        String mend,
        String history,
        Optional<Throwable> where,
        int requestId,
        List<String> trace,
        boolean stops) {

    public Violation {
        trace = List.copyOf(trace);
    }

    /** A violation about no request, before the device has added its trace. */
    public Violation(
            String rule,
            String device,
            String driver,
            String place,
            String did,
            String mend,
            String history,
            Optional<Throwable> where) {
        this(rule, device, driver, place, did, mend, history, where, 0, List.of(), false);
    }

    /** The same about a request. */
    public Violation of(int newRequestId) {
        return new Violation(rule, device, driver, place, did, mend, history, where, newRequestId, trace, stops);
    }

    /** The same with the trace of its device. */
    public Violation withTrace(List<String> newTrace) {
        return new Violation(rule, device, driver, place, did, mend, history, where, requestId, newTrace, stops);
    }

    /** The same, judged. */
    public Violation judged(boolean stopsDevice) {
        return new Violation(rule, device, driver, place, did, mend, history, where, requestId, trace, stopsDevice);
    }

    /** Several lines for a person, without the trace and the stack. */
    public String describe() {
        return """
            %s: driver '%s' broke rule %s in %s
              what happened: %s
              what to do:    %s
              history:       %s\
            """.formatted(device, driver, rule, place, did, mend, history);
    }

    /** {@link #describe} and the trace. */
    public String report() {
        return trace.isEmpty() ? describe() : describe() + "\n  " + String.join("\n  ", trace);
    }
}
