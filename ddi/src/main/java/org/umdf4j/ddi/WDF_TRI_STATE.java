package org.umdf4j.ddi;

/** WDF_TRI_STATE. */
public enum WDF_TRI_STATE {
    /** WdfUseDefault: Leave it to the framework default (context dependent). NOTE: numbering differs from KMDF and UMDF 2, where false=0, true=1, default=2. */
    USE_DEFAULT(0),
    /** WdfFalse: Off / no. */
    FALSE(1),
    /** WdfTrue: On / yes. */
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
