package org.umdf4j.ddi;

/**
 * A property store that was asked for. Source: wudfddi, IWDFDevice::RetrieveDevicePropertyStore.
 *
 * @param store the store
 * @param disposition whether it was there
 */
public record RetrievedPropertyStore(IWDFNamedPropertyStore store, WDF_PROPERTY_STORE_DISPOSITION disposition) {}
