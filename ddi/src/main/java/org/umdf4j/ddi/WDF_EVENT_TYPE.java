package org.umdf4j.ddi;

/**
 * Who is meant by an event that a driver posts with {@link IWDFDevice#postEvent}.
 *
 * <p>Rules: OBJ-10. Source: wudfddi_types, WDF_EVENT_TYPE.
 */
public enum WDF_EVENT_TYPE {
    /** WdfEventReserved: Reserved. */
    RESERVED(0),
    /** WdfEventBroadcast: Everybody who listens to the device; the only kind there is. */
    BROADCAST(1),
    /** WdfEventMaximum: Upper bound. */
    MAXIMUM(2);

    private final int value;

    WDF_EVENT_TYPE(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
