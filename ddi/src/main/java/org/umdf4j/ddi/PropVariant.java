package org.umdf4j.ddi;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value of a property store. Immutable; any thread may use it.
 *
 * <p>The four kinds that a driver ever reads back: whatever integer is written is read as {@link UInt4}, whatever string
 * as {@link LpwStr}, bytes as {@link Blob}, several strings as {@link Strings}. Source: wudfddi, IWDFNamedPropertyStore::GetNamedValue,
 * IWDFNamedPropertyStore::SetNamedValue.
 */
public sealed interface PropVariant {
    /** The value as text: a string as it is, an integer in decimal, bytes in hex, several strings a line each. */
    String text();

    /** VT_LPWSTR: a string value. */
    static PropVariant of(String value) {
        return new LpwStr(value);
    }

    /** VT_UI4: an integer value; its 32 bits count as unsigned. */
    static PropVariant of(int value) {
        return new UInt4(value);
    }

    /** VT_BLOB: bytes, which are copied. */
    static PropVariant of(byte[] value) {
        return new Blob(value);
    }

    /** VT_VECTOR | VT_LPWSTR: several strings. */
    static PropVariant of(List<String> value) {
        return new Strings(value);
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

    /** VT_BLOB: bytes. */
    final class Blob implements PropVariant {
        private final byte[] bytes;

        private Blob(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** A copy of the bytes. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public String text() {
            return HexFormat.of().formatHex(bytes);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Blob blob && Arrays.equals(bytes, blob.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Blob[" + text() + "]";
        }
    }

    /**
     * VT_VECTOR | VT_LPWSTR: several strings, each as in {@link LpwStr}.
     *
     * @param values the strings
     */
    record Strings(List<String> values) implements PropVariant {
        /**
         * Checks that no string has a NUL character.
         *
         * @throws IllegalArgumentException if one has
         */
        public Strings {
            values = List.copyOf(values);
            if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw new IllegalArgumentException("a string value holds a NUL character");
            }
        }

        @Override
        public String text() {
            return String.join("\n", values);
        }
    }
}
