package org.umdf4j.framework.property;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.WdfException;

/** DEVPROPTYPE: which numbers are types, and how long their values are. Numbers of devpropdef. */
final class PropertyType {
    private static final int BASE_MASK = 0xFFF;
    private static final int ARRAY = 0x1000;
    private static final int LIST = 0x2000;

    /** Bytes of one value of each base type in order of their numbers; 0 for any length. */
    private static final int[] LENGTHS = {
        -1, -1, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8, 16, 16, 8, 8, 8, 1, 0, 0, 0, 0, 0, 20, 4, 4, 0
    };

    private PropertyType() {}

    /** @throws WdfException E_INVALIDARG if {@code type} is no type or no value of it has that many bytes */
    static void require(int type, int bytes) {
        int base = type & BASE_MASK;
        int modifier = type & ~BASE_MASK;
        boolean known = base < LENGTHS.length
                && LENGTHS[base] >= 0
                && (modifier == 0
                        || (modifier == ARRAY && LENGTHS[base] > 0)
                        || (modifier == LIST && LENGTHS[base] == 0));
        int each = known ? LENGTHS[base] : 0;
        boolean fits = each == 0 || (modifier == ARRAY ? bytes % each == 0 : bytes == each);
        if (!known || !fits) {
            throw new WdfException(HResult.E_INVALIDARG, "%d bytes of property type 0x%X".formatted(bytes, type));
        }
    }
}
