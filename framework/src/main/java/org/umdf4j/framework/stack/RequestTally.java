package org.umdf4j.framework.stack;

/**
 * What has become of requests, since the device was added, and what is there now.
 *
 * @param delivered handed to the driver, redeliveries included
 * @param completed completed by the driver, or sent and forgotten
 * @param stopped OnIoStop calls
 * @param resumed OnIoResume calls
 * @param requeued given back to their queue, by StopAcknowledge or Requeue
 * @param canceled cancelled while stored or while cancelable
 * @param stored waiting now
 * @param owned the driver's now
 */
public record RequestTally(
        long delivered,
        long completed,
        long stopped,
        long resumed,
        long requeued,
        long canceled,
        long stored,
        long owned) {
    /** Nothing counted. */
    public static final RequestTally NONE = new RequestTally(0, 0, 0, 0, 0, 0, 0, 0);

    /** The sum of two. */
    public RequestTally plus(RequestTally other) {
        return new RequestTally(
                delivered + other.delivered,
                completed + other.completed,
                stopped + other.stopped,
                resumed + other.resumed,
                requeued + other.requeued,
                canceled + other.canceled,
                stored + other.stored,
                owned + other.owned);
    }
}
