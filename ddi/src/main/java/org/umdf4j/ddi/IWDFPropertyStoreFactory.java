package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/**
 * Opens property stores. A device is one, and so is what {@code onDeviceAdd} gets before there is a device.
 *
 * <p>Source: wudfddi, IWDFPropertyStoreFactory.
 */
public interface IWDFPropertyStoreFactory {
    /** KEY_QUERY_VALUE: to read. */
    int KEY_QUERY_VALUE = 0x1;

    /** KEY_SET_VALUE: to write. */
    int KEY_SET_VALUE = 0x2;

    /**
     * Opens a property store.
     *
     * <p>Source: wudfddi, IWDFPropertyStoreFactory::RetrieveDevicePropertyStore.
     *
     * @param desiredAccess {@link #KEY_QUERY_VALUE}, {@link #KEY_SET_VALUE} or both; never GENERIC_WRITE,
     *     KEY_CREATE_SUB_KEY or WRITE_DAC
     * @param subkeyPath a store within the store, names parted by backslashes; null for the store itself
     * @return the store, and whether the call has created it
     * @throws WdfException {@link HResult#E_INVALIDARG} for another access, a path that is none, or an interface that
     *     the driver has not created; {@link HResult#ERROR_FILE_NOT_FOUND} if there is no such store and
     *     {@code flags} does not ask to create it; {@link HResult#ERROR_IO_DEVICE} if it cannot be read or written
     */
    RetrievedPropertyStore retrieveDevicePropertyStore(
            WDF_PROPERTY_STORE_ROOT rootSpecifier,
            WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags,
            int desiredAccess,
            @Nullable String subkeyPath);
}
