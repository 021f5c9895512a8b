package org.umdf4j.ddi;

import java.util.Set;

/**
 * Told, for each request the driver owns, that the device is leaving D0 or going away. Implemented by a
 * queue's callback object; if it is not, the framework waits until every owned request has been completed,
 * forwarded or requeued (STOP-10).
 *
 * <p>Rules: pnp-power-contract section 10. Source: wudfddi, IQueueCallbackIoStop.
 */
@FunctionalInterface
public interface IQueueCallbackIoStop {
    /**
     * Called once per request and power-down, after all delivery callbacks of the device's power-managed
     * queues have returned; requests of one queue come one at a time, in the order the driver obtained them.
     * The driver owns the request (which it may have sent to a target) and does one of these before
     * returning:
     *
     * <ul>
     *   <li>{@linkplain IWDFIoRequest#complete complete} it;
     *   <li>give it back with {@link IWDFIoRequest#stopAcknowledge stopAcknowledge(true)}: it will be
     *       delivered again in D0;
     *   <li>keep it with {@link IWDFIoRequest#stopAcknowledge stopAcknowledge(false)}:
     *       {@link IQueueCallbackIoResume} says when to go on;
     *   <li>forward or requeue it, or {@linkplain IWDFIoRequest#cancelSentRequest cancel} what was sent.
     * </ul>
     *
     * <p>Otherwise the device stays where it is until the request is completed or leaves the queue; only the
     * host's time-out limits that (STOP-9). With {@link WDF_REQUEST_STOP_ACTION_FLAGS#REQUEST_CANCELABLE} the
     * driver unmarks the request before it completes or gives it back; if cancellation has won, it just
     * returns (STOP-18, STOP-19). Under the callback lock.
     *
     * <p>Rules: STOP-1 to STOP-37, PQ-1 to PQ-6. Source: wudfddi, IQueueCallbackIoStop::OnIoStop.
     *
     * @param actionFlags {@link WDF_REQUEST_STOP_ACTION_FLAGS#SUSPEND} or
     *     {@link WDF_REQUEST_STOP_ACTION_FLAGS#PURGE}, with
     *     {@link WDF_REQUEST_STOP_ACTION_FLAGS#REQUEST_CANCELABLE} or without; immutable
     */
    void onIoStop(IWDFIoQueue wdfQueue, IWDFIoRequest wdfRequest, Set<WDF_REQUEST_STOP_ACTION_FLAGS> actionFlags);
}
