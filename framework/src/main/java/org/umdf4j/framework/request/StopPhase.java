package org.umdf4j.framework.request;

/** Where a request stands in its queue's stop round (section 10 of the PnP contract). Guarded by the queue's lock. */
public enum StopPhase {
    /** Not part of a round. */
    NONE,
    /** In the snapshot of the present round, its turn still to come. */
    LISTED,
    /** Its OnIoStop is running: acknowledgements count. */
    NOTIFYING,
    /** Acknowledged with requeue; goes back to the queue at the end of the round. */
    ACKNOWLEDGED_REQUEUE,
    /** Acknowledged to be kept; OnIoResume will be called. */
    PAUSED,
    /** It was paused, the device is back in D0, and the queue has no OnIoResume. */
    NOT_RESUMED,
    /** No verdict: the round waits until it leaves the queue. */
    AWAITED
}
