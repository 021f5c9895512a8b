package org.umdf4j.ddi;

/**
 * How an interrupt line says that it wants something.
 *
 * <p>Source: wudfwdm, KINTERRUPT_MODE.
 */
public enum KINTERRUPT_MODE {
    /** LevelSensitive: By its level: it goes on until the device is satisfied. */
    LEVEL_SENSITIVE(0),
    /** Latched: By its edge: once for each. */
    LATCHED(1);

    private final int value;

    KINTERRUPT_MODE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
