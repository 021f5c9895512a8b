package org.umdf4j.framework.recorder;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Events as lines for a person: when, on which thread, whose, what. */
public final class TraceText {
    /** How much of a request's life a violation shows: from its arrival through a power cycle. */
    private static final int REQUEST_EVENTS = 12;

    /** How much of the device's life a violation shows: what fits on a screen with the rest. */
    private static final int DEVICE_EVENTS = 20;

    private TraceText() {}

    /**
     * One event a line, columns aligned.
     *
     * @param zeroNanos the time that is shown as 0; earlier events are negative
     */
    public static List<String> lines(List<RecordedEvent> events, long zeroNanos) {
        int threads = widest(events.stream().map(RecordedEvent::thread).toList());
        int drivers = widest(events.stream().map(RecordedEvent::driver).toList());
        String format = "%13s ms  %-" + threads + "s  %-" + drivers + "s  %s";
        return events.stream()
                .map(event -> format.formatted(
                        millis(event.nanos() - zeroNanos), event.thread(), event.driver(), event.describe()))
                .toList();
    }

    private static int widest(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(1);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%+.3f", nanos / 1e6);
    }

    /**
     * The end of a record as a violation shows it: the last events of its request, then those of the device, times
     * relative to the last event.
     *
     * @param request the request's number, 0 for none
     */
    public static List<String> ending(FlightRecord record, int request) {
        List<RecordedEvent> all = record.events();
        if (all.isEmpty()) {
            return List.of();
        }
        long now = all.getLast().nanos();
        var lines = new ArrayList<String>();
        if (request != 0) {
            lines.add("the last events of request r" + request + ":");
            lines.addAll(lines(
                    last(
                            all.stream()
                                    .filter(event -> event.request() == request)
                                    .toList(),
                            REQUEST_EVENTS),
                    now));
        }
        lines.add("the last events of the device:");
        lines.addAll(lines(last(all, DEVICE_EVENTS), now));
        return lines;
    }

    private static List<RecordedEvent> last(List<RecordedEvent> events, int most) {
        return events.subList(Math.max(0, events.size() - most), events.size());
    }
}
