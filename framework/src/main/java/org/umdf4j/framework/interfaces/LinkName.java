package org.umdf4j.framework.interfaces;

import java.util.List;
import java.util.Optional;
import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;

/**
 * A symbolic link to a device.
 *
 * @param device the device
 * @param text the link, without what Windows writes before it
 * @param reference the reference string
 */
public record LinkName(String device, String text, Optional<String> reference) implements SystemName {
    /** What a file system takes as a name, in chars: enough room for three bytes each. */
    private static final int LONGEST = 80;

    private static final List<String> PREFIXES =
            List.of("\\DosDevices\\Global\\", "\\DosDevices\\", "\\??\\", "\\\\.\\", "Global\\");

    /**
     * The link a driver means.
     *
     * @throws WdfException with E_INVALIDARG if it can be none
     */
    static LinkName of(String device, String text, Optional<String> reference) {
        return new LinkName(device, checked("symbolic link", bare(text)), reference);
    }

    /** The name without what Windows writes before it. */
    static String bare(String text) {
        for (String prefix : PREFIXES) {
            if (text.regionMatches(true, 0, prefix, 0, prefix.length())) {
                return text.substring(prefix.length());
            }
        }
        return text;
    }

    /** The string if it can be a part of a name. */
    static String checked(String what, String part) {
        boolean plain = part.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        if (part.isEmpty() || part.length() > LONGEST || !plain || part.equals(".") || part.equals("..")) {
            throw new WdfException(
                    HResult.E_INVALIDARG,
                    "%s '%s': 1 to %d characters, no separators, no control characters (OBJ-11)"
                            .formatted(what, part, LONGEST));
        }
        return part;
    }
}
