package org.umdf4j.ddi;

/** WDF_PROPERTY_STORE_RETRIEVE_FLAGS. */
public enum WDF_PROPERTY_STORE_RETRIEVE_FLAGS {
    /** WdfPropertyStoreNormal: Open only if the key is there. */
    NORMAL(0x0),
    /** WdfPropertyStoreCreateIfMissing: Create a lasting key if missing. */
    CREATE_IF_MISSING(0x1),
    /** WdfPropertyStoreCreateVolatile: Create a key that is gone after restart. */
    CREATE_VOLATILE(0x2),
    /** WdfPropertyStoreRetrieveFlagsMask: All valid bits. */
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
