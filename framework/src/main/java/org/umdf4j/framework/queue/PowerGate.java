package org.umdf4j.framework.queue;

/**
 * Where a queue stands in its device's power transitions. One step at a time, each taken under the queue's lock.
 *
 * <pre>
 * ON ─▶ CLOSING ─▶ DRAINED ─▶ STOP_ROUND ─▶ STOP_WAIT ─▶ OFF ─▶ RESUME_ROUND ─▶ RESUMED ─▶ ON
 *                     ▲                                    │
 *  (purge) ON ────────┴──────── from OFF as well ──────────┘   … STOP_WAIT ─▶ SHUT
 * </pre>
 */
enum PowerGate {
    /** Delivers. A queue that is not power-managed stays here until the purge step of removal. */
    ON("on"),
    /** Delivers nothing new; waits for the running callbacks (PQ-1). */
    CLOSING("closing"),
    /** No callback of the queue is running. */
    DRAINED("drained"),
    /** Offers each owned request to OnIoStop, one at a time (STOP-3). Cancel callbacks are held back (CAN-14). */
    STOP_ROUND("stopping"),
    /** Waits for the requests without a verdict (STOP-9). */
    STOP_WAIT("waiting for requests"),
    /** Held: the device is not in D0. */
    OFF("held"),
    /** Calls OnIoResume for each paused request (RES-3). */
    RESUME_ROUND("resuming"),
    /** Waits for the other queues' resume rounds (RES-2). */
    RESUMED("resumed"),
    /** Purged for good. */
    SHUT("shut");

    private final String text;

    PowerGate(String text) {
        this.text = text;
    }

    /** For people. */
    String text() {
        return text;
    }

    /** Whether the device is fully out of D0, so that even retrieval must wait (RET-3, RET-6). */
    boolean isOff() {
        return this == OFF || this == SHUT;
    }

    /** Whether a round of OnIoStop or OnIoResume is going on. */
    boolean isRound() {
        return this == STOP_ROUND || this == RESUME_ROUND;
    }
}
