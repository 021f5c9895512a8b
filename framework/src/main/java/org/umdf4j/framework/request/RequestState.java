package org.umdf4j.framework.request;

/**
 * Who may do what with a request now (table of section 8). At most 15 states: a request's history packs one into four
 * bits, 0 meaning none.
 */
public enum RequestState {
    /** Known to the framework only, on its way into a queue. */
    ARRIVED,
    /** In a queue, waiting. Changes from here under the queue's lock. */
    STORED,
    /** The driver owns it. */
    DELIVERED,
    /** The driver owns it and lets the framework call OnCancel. */
    CANCELABLE,
    /** Cancellation has won; OnCancel or OnIoCanceledOnQueue is still to be called. */
    CANCEL_PENDING,
    /** OnCancel or OnIoCanceledOnQueue has been called; the driver can only complete. */
    CANCEL_CALLED,
    /** Sent to an I/O target, which owns it until it completes. */
    SENT,
    /** Sent and forgotten: completes without this driver. */
    FORGOTTEN,
    /** Between two queues or between driver and queue, for a moment. Nobody owns it. */
    MOVING,
    /** Completed by the driver. */
    COMPLETED,
    /** Ended by the framework without the driver: cancelled while stored, zero length, no handler. */
    ENDED,
    /** Ended because the device was terminated; the driver's late calls do nothing. */
    TERMINATED;

    static final int BITS = 4;
    private static final RequestState[] ALL = values();

    /** The code in a history: never 0. */
    long code() {
        return ordinal() + 1L;
    }

    static RequestState ofCode(long code) {
        return ALL[(int) code - 1];
    }
}
