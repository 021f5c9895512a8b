package org.umdf4j.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.umdf4j.framework.recorder.FlightRecord;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.framework.recorder.TraceText;
import org.umdf4j.framework.stack.DeviceStack;
import org.umdf4j.framework.stack.HeldRequest;

/**
 * Why a device does not get on, at the moment when nothing moves any more: what waits, for which request or callback, since
 * when, and by which rule.
 *
 * @param headline one sentence, the rule first
 * @param details each request that a driver holds, with all that happened to it; begins with a new line
 */
record Hang(String headline, String details) {
    private static final int REQUESTS_SHOWN = 6;
    private static final String STACK = "(stack)";
    private static final String RETRIEVED = "retrieveNextRequest";

    /** Callbacks by which a driver does not get a request but hears of one it has. */
    private static final Set<String> NEWS = Set.of("OnIoStop", "OnIoResume", "OnCancel", "OnCompletion");

    static Hang of(DeviceStack stack, FlightRecord record) {
        List<RecordedEvent> events = record.events();
        List<HeldRequest> held = new ArrayList<>(stack.heldRequests());
        held.sort((one, other) -> Boolean.compare(other.isOverdue(), one.isOverdue()));
        return new Hang(
                headline(operation(events), stack.runningCallbacks(), held),
                held.stream()
                                .limit(REQUESTS_SHOWN)
                                .map(request -> describe(request, events))
                                .collect(Collectors.joining())
                        + "\n  " + stack.status().describe().replace("\n", "\n  "));
    }

    /** The operation of the stack that has begun and not ended; empty if there is none. */
    private static String operation(List<RecordedEvent> events) {
        String operation = "";
        for (RecordedEvent event : events) {
            if (event.driver().equals(STACK)) {
                switch (event.kind()) {
                    case DEVICE_BEGIN -> operation = event.what();
                    case DEVICE_END -> operation = "";
                    default -> {}
                }
            }
        }
        return operation;
    }

    private static String headline(String operation, List<String> callbacks, List<HeldRequest> held) {
        String waits = operation.isEmpty() ? "" : operation + " never ends: ";
        if (!callbacks.isEmpty()) {
            String rule = operation.isEmpty() ? "" : "PQ-2: ";
            return rule + waits + "has not returned: " + String.join("; ", callbacks);
        }
        if (held.isEmpty()) {
            return waits + "no driver holds a request";
        }
        HeldRequest first = held.getFirst();
        String others = held.size() == 1 ? "" : " (and %d more)".formatted(held.size() - 1);
        return "%s%sdriver '%s' holds %s of %s%s: %s"
                .formatted(
                        first.isOverdue() ? first.rule() + ": " : "",
                        waits,
                        first.driver(),
                        first.what(),
                        first.queue(),
                        others,
                        first.why());
    }

    private static String describe(HeldRequest request, List<RecordedEvent> events) {
        List<RecordedEvent> own =
                events.stream().filter(event -> event.request() == request.id()).toList();
        StringBuilder text = new StringBuilder();
        text.append("\n  %s, held by driver '%s', from %s, now %s"
                .formatted(request.what(), request.driver(), request.queue(), request.state()));
        own.stream().filter(Hang::handsOver).reduce((_, later) -> later).ifPresent(since -> text.append(
                        "\n    held since:  event ")
                .append(since.sequence())
                .append(", ")
                .append(since.what())
                .append(" on '")
                .append(since.thread())
                .append('\''));
        text.append("\n    why:         ").append(request.why());
        if (request.isOverdue()) {
            text.append(" (").append(request.rule()).append(')');
        }
        text.append("\n    what to do:  ").append(request.mend());
        if (!own.isEmpty()) {
            text.append("\n    its events:  ")
                    .append(String.join(
                            "\n                 ",
                            TraceText.lines(own, events.getLast().nanos())));
        }
        return text.toString();
    }

    private static boolean handsOver(RecordedEvent event) {
        return switch (event.kind()) {
            case CALLBACK_BEGIN -> !NEWS.contains(event.what());
            case CALL -> event.what().equals(RETRIEVED);
            default -> false;
        };
    }
}
