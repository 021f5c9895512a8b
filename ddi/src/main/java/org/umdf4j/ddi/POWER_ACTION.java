package org.umdf4j.ddi;

/**
 * What the whole system is about to do, or has just done, while a device changes its power state.
 *
 * <p>The answer of {@link IWDFDevice#getSystemPowerAction}. Rules: PWR-9. Source: wudfddi, POWER_ACTION.
 */
public enum POWER_ACTION {
    /** PowerActionNone: No system power action. */
    NONE(0),
    /** PowerActionReserved: Reserved. */
    RESERVED(1),
    /** PowerActionSleep: To or from S1, S2 or S3. */
    SLEEP(2),
    /** PowerActionHibernate: To or from S4. */
    HIBERNATE(3),
    /** PowerActionShutdown: To S5, power stays on until the button is pressed. */
    SHUTDOWN(4),
    /** PowerActionShutdownReset: To S5, then restart. */
    SHUTDOWN_RESET(5),
    /** PowerActionShutdownOff: To S5, then power off. */
    SHUTDOWN_OFF(6),
    /** PowerActionWarmEject: Being ejected from a dock. */
    WARM_EJECT(7);

    private final int value;

    POWER_ACTION(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
