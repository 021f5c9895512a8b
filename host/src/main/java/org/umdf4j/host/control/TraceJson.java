package org.umdf4j.host.control;

import java.util.LinkedHashMap;
import java.util.Map;
import org.umdf4j.framework.recorder.EventKind;
import org.umdf4j.framework.recorder.RecordedEvent;
import org.umdf4j.host.control.Json.MalformedException;

/** Recorded events as JSON, the form scripts see; names here are a promise to them. Stateless. */
public final class TraceJson {
    private TraceJson() {}

    /** The JSON object of an event. */
    public static Map<String, Object> write(RecordedEvent event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sequence", event.sequence());
        json.put("nanos", event.nanos());
        json.put("thread", event.thread());
        json.put("driver", event.driver());
        json.put("kind", event.kind().toString());
        json.put("what", event.what());
        json.put("request", (long) event.request());
        json.put("outcome", event.outcome());
        return json;
    }

    /**
     * The event of a JSON object.
     *
     * @throws MalformedException if something is missing or of the wrong type
     */
    static RecordedEvent read(Map<?, ?> json) throws MalformedException {
        return new RecordedEvent(
                ReportJson.field(json, "sequence", Long.class),
                ReportJson.field(json, "nanos", Long.class),
                ReportJson.field(json, "thread", String.class),
                ReportJson.field(json, "driver", String.class),
                kind(ReportJson.field(json, "kind", String.class)),
                ReportJson.field(json, "what", String.class),
                ReportJson.field(json, "request", Long.class).intValue(),
                ReportJson.field(json, "outcome", String.class));
    }

    private static EventKind kind(String word) throws MalformedException {
        for (EventKind kind : EventKind.values()) {
            if (kind.toString().equals(word)) {
                return kind;
            }
        }
        throw new MalformedException("unknown kind of event");
    }
}
