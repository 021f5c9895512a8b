package org.umdf4j.framework.stack;

/**
 * A request that a driver owns, and what the contract says of its being there. Immutable; for people.
 *
 * @param driver the driver's name
 * @param queue the queue it was last delivered from
 * @param id its number in the device's record, the 17 of {@code r17}
 * @param what its number and type, such as {@code "r17 READ request"}
 * @param state the name of its state of ownership
 * @param rule the rule by which a transition or a cancellation waits for the driver; empty if nothing does
 * @param why what the driver did, or has not done yet
 * @param mend what it should do
 */
public record HeldRequest(
        String driver, String queue, int id, String what, String state, String rule, String why, String mend) {

    /** Whether a transition or a cancellation waits for it. */
    public boolean isOverdue() {
        return !rule.isEmpty();
    }

    /** One sentence: {@code "r17 READ request of default queue: OnIoStop has returned … (STOP-9)"}. */
    public String describe() {
        return "%s of %s: %s%s".formatted(what, queue, why, isOverdue() ? " (" + rule + ")" : "");
    }
}
