package org.umdf4j.ddi;

import java.util.Set;

/**
 * Told that a queue has reached a state. Either given to {@link IWDFIoQueue#stop}, {@link IWDFIoQueue#drain}
 * or {@link IWDFIoQueue#purge}, on any queue, or implemented by the callback object of a <em>manual</em>
 * queue to learn that there is something to retrieve.
 *
 * <p>Source: wudfddi, IQueueCallbackStateChange.
 */
@FunctionalInterface
public interface IQueueCallbackStateChange {
    /**
     * Called once when the stop, drain or purge is complete, possibly before that call returns (SDP-1); or
     * when a manual queue goes from empty to not empty, once for the transition and not per request, withheld
     * while the queue is stopped or held and repeated after that (RET-8, RES-8). A driver told so retrieves
     * until the queue is empty. Under the callback lock.
     *
     * <p>Rules: SDP-1, SDP-2, PQ-5, RET-8, RES-8. Source: wudfddi, IQueueCallbackStateChange::OnStateChange.
     *
     * @param queueState the queue's state at the time of the call; immutable
     */
    void onStateChange(IWDFIoQueue wdfQueue, Set<WDF_IO_QUEUE_STATE> queueState);
}
