package org.umdf4j.framework.recorder;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WDF_REQUEST_TYPE;

/**
 * The constant part of an event: its words, and what its two numbers mean. Recording writes the label's number only.
 * Labels are made once and live as long as the program; there are as many as there are places that record.
 */
public final class Label {
    /** What the two numbers of an event say. */
    public enum Detail {
        /** Nothing. */
        NONE,
        /** The first is the value of an {@link HResult}. */
        STATUS,
        /** The first is the value of an {@link HResult}, the second a number of bytes. */
        STATUS_AND_BYTES,
        /** As {@link #STATUS_AND_BYTES}, and with it a received request has ended. */
        ENDING,
        /** A request becomes the driver's: the first is its type's ordinal, the second the {@link Label#code} of its queue. */
        DELIVERY,
        /** The first is a number of requests that the driver owns. */
        OWNED,
        /** The first is 0 for false. */
        YES_OR_NO,
        /** The first is a number of bytes. */
        BYTES,
        /** The first is a number. */
        NUMBER
    }

    /** More than the code base has places; what comes later shares one label, so that nothing grows without end. */
    private static final int MOST = 0xFFFF;

    private static final WDF_REQUEST_TYPE[] TYPES = WDF_REQUEST_TYPE.values();

    private static final ConcurrentHashMap<String, Label> BY_TEXT = new ConcurrentHashMap<>();
    private static final CopyOnWriteArrayList<Label> ALL = new CopyOnWriteArrayList<>();
    private static final Label OTHER = of("(other)");

    private final int code;
    private final String text;
    private final Detail detail;

    private Label(int code, String text, Detail detail) {
        this.code = code;
        this.text = text;
        this.detail = detail;
    }

    /** The label with these words and no numbers. */
    public static Label of(String text) {
        return of(text, Detail.NONE);
    }

    /** The label with these words; the first caller decides what the numbers mean. */
    public static Label of(String text, Detail detail) {
        Label known = BY_TEXT.get(text);
        return known != null ? known : BY_TEXT.computeIfAbsent(text, _ -> made(text, detail));
    }

    private static Label made(String text, Detail detail) {
        synchronized (ALL) {
            int code = ALL.size();
            if (code > MOST) {
                return OTHER;
            }
            Label label = new Label(code, text, detail);
            ALL.add(label);
            return label;
        }
    }

    /** The label with this number. */
    public static Label ofCode(int code) {
        List<Label> all = ALL;
        return all.get(code);
    }

    /** Its number, the same as long as the program runs. */
    public int code() {
        return code;
    }

    /** The words. */
    public String text() {
        return text;
    }

    /** What the numbers mean. */
    public Detail detail() {
        return detail;
    }

    /** The numbers in words, where events of that kind have them; empty if there are none. */
    String outcome(EventKind kind, long first, long second) {
        boolean none =
                switch (kind) {
                    case CALLBACK_BEGIN -> detail != Detail.DELIVERY;
                    case CALLBACK_END -> detail == Detail.DELIVERY;
                    case DEVICE_BEGIN -> detail == Detail.STATUS;
                    case CALL, REQUEST, DEVICE, DEVICE_END, VIOLATION -> false;
                };
        return none ? "" : outcome(first, second);
    }

    private String outcome(long first, long second) {
        return switch (detail) {
            case NONE -> "";
            case STATUS -> new HResult((int) first).toString();
            case STATUS_AND_BYTES, ENDING -> new HResult((int) first) + ", " + second + " bytes";
            case DELIVERY -> TYPES[(int) first] + ", " + ofCode((int) second);
            case OWNED -> first + " owned";
            case YES_OR_NO -> first == 0 ? "false" : "true";
            case BYTES -> first + " bytes";
            case NUMBER -> Long.toString(first);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
