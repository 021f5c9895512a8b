package org.umdf4j.ddi;

/** WDF_PROPERTY_STORE_DISPOSITION. */
public enum WDF_PROPERTY_STORE_DISPOSITION {
    /** CreatedNewStore: Store was created by the call. */
    CREATED_NEW_STORE(1),
    /** OpenedExistingStore: Store was there already. */
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
