package org.umdf4j.ddi;

import java.util.Objects;

/**
 * A value of a property store. Immutable; any thread may use it.
 *
 * <p>Only the two kinds that a driver ever reads back: whatever integer is written is read as {@link UInt4},
 * whatever string as {@link LpwStr}. Source: wudfddi, IWDFNamedPropertyStore::GetNamedValue,
 * IWDFNamedPropertyStore::SetNamedValue.
 */
public sealed interface PropVariant {
    /** The value as text: a string as it is, an integer in decimal. */
    String text();

    /** VT_LPWSTR: a string value. */
    static PropVariant of(String value) {
        return new LpwStr(value);
    }

    /** VT_UI4: an integer value; its 32 bits count as unsigned. */
    static PropVariant of(int value) {
        return new UInt4(value);
    }

    /**
     * VT_UI4: an unsigned integer of 32 bits.
     *
     * @param value the bits; above {@link Integer#MAX_VALUE} they show as a negative {@code int}
     */
    record UInt4(int value) implements PropVariant {
        @Override
        public String text() {
            return Integer.toUnsignedString(value);
        }
    }

    /**
     * VT_LPWSTR: a string that ends at its first NUL character, so it has none.
     *
     * @param value the string
     */
    record LpwStr(String value) implements PropVariant {
        /**
         * Checks that the string has no NUL character.
         *
         * @throws IllegalArgumentException if it has one
         */
        public LpwStr {
            Objects.requireNonNull(value, "value");
            if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("a string value holds a NUL character");
            }
        }

        @Override
        public String text() {
            return value;
        }
    }
}
