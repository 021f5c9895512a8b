package org.umdf4j.ddi;

/**
 * What happens when a property store that is asked for is missing.
 *
 * <p>The argument of {@link IWDFDevice#retrieveDevicePropertyStore}. Source: wudfddi_types,
 * WDF_PROPERTY_STORE_RETRIEVE_FLAGS.
 */
public enum WDF_PROPERTY_STORE_RETRIEVE_FLAGS {
    /** WdfPropertyStoreNormal: The call fails. */
    NORMAL(0x0),
    /** WdfPropertyStoreCreateIfMissing: A lasting store is created. */
    CREATE_IF_MISSING(0x1),
    /** WdfPropertyStoreCreateVolatile: A store is created that is gone after a restart. */
    CREATE_VOLATILE(0x2),
    /** WdfPropertyStoreRetrieveFlagsMask: All valid bits; not an argument. */
    RETRIEVE_FLAGS_MASK(0x3);

    private final int value;

    WDF_PROPERTY_STORE_RETRIEVE_FLAGS(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
