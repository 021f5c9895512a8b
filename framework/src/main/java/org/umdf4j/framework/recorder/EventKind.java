package org.umdf4j.framework.recorder;

import java.util.Locale;

/** What sort of thing an event is. */
public enum EventKind {
    /** A driver callback begins. */
    CALLBACK_BEGIN,
    /** A driver callback has returned, or thrown. */
    CALLBACK_END,
    /** The driver has called a DDI method; the event carries the outcome. */
    CALL,
    /** The framework has done something to a request: it waits, its cancellation is claimed, it ended. */
    REQUEST,
    /** A step of a Plug and Play, power or other machine of the device. */
    DEVICE,
    /** An operation of the device's stack or a stop round of a queue begins. */
    DEVICE_BEGIN,
    /** It has ended. */
    DEVICE_END,
    /** The driver broke a rule. */
    VIOLATION;

    private static final EventKind[] ALL = values();

    static EventKind of(int ordinal) {
        return ALL[ordinal];
    }

    /** In lower case, with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
