package org.umdf4j.ddi;

/** PropVariant. */
public sealed interface PropVariant {
    record UInt4(int value) implements PropVariant {}

    record LpwStr(String value) implements PropVariant {}

    static PropVariant of(String value) {
        return new LpwStr(value);
    }

    static PropVariant of(int value) {
        return new UInt4(value);
    }
}
