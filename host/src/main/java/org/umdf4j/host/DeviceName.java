package org.umdf4j.host;

import java.util.regex.Pattern;
import org.umdf4j.host.HostException.Kind;

/**
 * A device's name: it becomes a file name and an NBD export name, so it is held to what both can carry.
 *
 * @param text letters, digits, {@code - _ .}, not beginning with a dot, at most 64 of them
 */
public record DeviceName(String text) {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,63}");

    public DeviceName {
        if (!isValid(text)) {
            throw new IllegalArgumentException("device name: " + text);
        }
    }

    /** Whether {@code text} may name a device. */
    public static boolean isValid(String text) {
        return VALID.matcher(text).matches();
    }

    /**
     * The name in {@code text}.
     *
     * @throws HostException of kind USAGE if it is none
     */
    public static DeviceName parse(String text) throws HostException {
        if (!isValid(text)) {
            throw new HostException(
                    Kind.USAGE,
                    "'" + printable(text) + "' is no device name: use up to 64 letters, digits and - _ .,"
                            + " not beginning with a dot");
        }
        return new DeviceName(text);
    }

    /** {@code text} as it may be shown on a terminal: without control characters, not too long. */
    static String printable(String text) {
        return withoutControls(text.length() > 80 ? text.substring(0, 80) + "..." : text);
    }

    /** {@code text} without control characters. */
    static String withoutControls(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return text;
    }
}
