package org.umdf4j.ddi;

import java.util.Set;

/**
 * A queue's state at one moment: what {@link IWDFIoQueue#getState} answers. A snapshot; the queue may have
 * moved on.
 *
 * <p>The predicates are the named states of a queue; several may hold at once. Rules: io-contract section 4,
 * QS-1, QS-2, Q-11. Source: wudfddi, IWDFIoQueue::GetState; guide page I/O Queue States.
 *
 * @param flags the state bits, an immutable set; {@link WDF_IO_QUEUE_STATE#NO_REQUESTS} and
 *     {@link WDF_IO_QUEUE_STATE#DRIVER_NO_REQUESTS} agree with the counts
 * @param requestsInQueue how many requests are stored and not delivered
 * @param requestsInDriver how many requests of the queue the driver owns; one it has sent to a target counts
 */
public record IoQueueState(Set<WDF_IO_QUEUE_STATE> flags, int requestsInQueue, int requestsInDriver) {
    /**
     * Checks that flags and counts agree.
     *
     * @throws IllegalArgumentException if they do not, or if a count is negative
     */
    public IoQueueState {
        if (requestsInQueue < 0 || requestsInDriver < 0) {
            throw new IllegalArgumentException(
                    "a count is negative: " + requestsInQueue + " stored, " + requestsInDriver + " owned");
        }
        flags = WDF_IO_QUEUE_STATE.of(WDF_IO_QUEUE_STATE.bits(flags));
        if (flags.contains(WDF_IO_QUEUE_STATE.NO_REQUESTS) != (requestsInQueue == 0)
                || flags.contains(WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS) != (requestsInDriver == 0)) {
            throw new IllegalArgumentException(
                    flags + " contradicts " + requestsInQueue + " stored and " + requestsInDriver + " owned requests");
        }
    }

    /** Whether nothing is stored and the driver owns nothing. */
    public boolean isIdle() {
        return has(WDF_IO_QUEUE_STATE.NO_REQUESTS) && has(WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS);
    }

    /** Whether the queue accepts and hands out requests, and power does not hold it. */
    public boolean isReady() {
        return has(WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS)
                && has(WDF_IO_QUEUE_STATE.DISPATCH_REQUESTS)
                && !has(WDF_IO_QUEUE_STATE.PNP_HELD);
    }

    /** Whether the queue accepts but hands out nothing, and the driver owns nothing: a stop is complete. */
    public boolean isStopped() {
        return has(WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS)
                && !has(WDF_IO_QUEUE_STATE.DISPATCH_REQUESTS)
                && has(WDF_IO_QUEUE_STATE.DRIVER_NO_REQUESTS);
    }

    /** Whether the queue would hand out requests but accepts none and has none: a drain is complete. */
    public boolean isDrained() {
        return !has(WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS) && has(WDF_IO_QUEUE_STATE.DISPATCH_REQUESTS) && isIdle();
    }

    /**
     * Whether the queue accepts no request and has none: a purge is complete. True of a drained queue as
     * well.
     */
    public boolean isPurged() {
        return !has(WDF_IO_QUEUE_STATE.ACCEPT_REQUESTS) && isIdle();
    }

    /**
     * Whether the queue is held back because its device is not in D0, is leaving it or is coming back to it.
     */
    public boolean isPnpHeld() {
        return has(WDF_IO_QUEUE_STATE.PNP_HELD);
    }

    private boolean has(WDF_IO_QUEUE_STATE flag) {
        return flags.contains(flag);
    }
}
