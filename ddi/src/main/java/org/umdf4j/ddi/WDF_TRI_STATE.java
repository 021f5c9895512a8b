package org.umdf4j.ddi;

/**
 * Yes, no, or whatever the framework does by default.
 *
 * <p>The numbers are those of UMDF 1; KMDF and UMDF 2 count differently (false 0, true 1, default 2). Source:
 * wudfddi_types, WDF_TRI_STATE.
 */
public enum WDF_TRI_STATE {
    /** WdfUseDefault: What the framework does by default. */
    USE_DEFAULT(0),
    /** WdfFalse: No. */
    FALSE(1),
    /** WdfTrue: Yes. */
    TRUE(2);

    private final int value;

    WDF_TRI_STATE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
