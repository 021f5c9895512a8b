package org.umdf4j.framework.recorder;

/**
 * One thing that happened on a device. Immutable.
 *
 * @param sequence its place in the device's order of events, counted from 1
 * @param nanos when, on the scheduler's clock
 * @param thread the name of the thread it happened on
 * @param driver the driver concerned
 * @param kind what sort of thing it is
 * @param what the callback, the DDI method or the words for it
 * @param request the number of the request concerned, 0 if none
 * @param outcome the status, byte count or answer; may be empty
 */
public record RecordedEvent(
        long sequence,
        long nanos,
        String thread,
        String driver,
        EventKind kind,
        String what,
        int request,
        String outcome) {

    /** What happened, without time and thread: {@code r17 OnRead begins}. */
    public String describe() {
        String subject = request == 0 ? "" : "r" + request + " ";
        String end =
                switch (kind) {
                    case CALLBACK_BEGIN, DEVICE_BEGIN -> " begins";
                    case CALLBACK_END, DEVICE_END -> " ends";
                    case CALL, REQUEST, DEVICE, VIOLATION -> "";
                };
        return subject + what + end + (outcome.isEmpty() ? "" : ": " + outcome);
    }
}
