package org.umdf4j.ddi;

/**
 * Whether a property store was there before it was asked for.
 *
 * <p>Part of {@link RetrievedPropertyStore}. Source: wudfddi_types, WDF_PROPERTY_STORE_DISPOSITION.
 */
public enum WDF_PROPERTY_STORE_DISPOSITION {
    /** CreatedNewStore: The call has created the store. */
    CREATED_NEW_STORE(1),
    /** OpenedExistingStore: The store was there. */
    OPENED_EXISTING_STORE(2);

    private final int value;

    WDF_PROPERTY_STORE_DISPOSITION(int value) {
        this.value = value;
    }

    /** The number of the header. */
    public int value() {
        return value;
    }
}
