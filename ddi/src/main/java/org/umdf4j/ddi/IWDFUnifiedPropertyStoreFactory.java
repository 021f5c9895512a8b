package org.umdf4j.ddi;

/**
 * Opens unified property stores. A device is one, and so is what {@code onDeviceAdd} gets before there is a device.
 *
 * <p>Source: wudfddi, IWDFUnifiedPropertyStoreFactory.
 */
public interface IWDFUnifiedPropertyStoreFactory {
    /**
     * Opens the properties of the device, or of an interface it has created.
     *
     * <p>Source: wudfddi, IWDFUnifiedPropertyStoreFactory::RetrieveUnifiedDevicePropertyStore.
     *
     * @param rootSpecifier a hardware key without a name, or a device interface key
     * @throws WdfException {@link HResult#E_INVALIDARG} for another root, or an interface the driver has not created
     */
    IWDFUnifiedPropertyStore retrieveUnifiedDevicePropertyStore(WDF_PROPERTY_STORE_ROOT rootSpecifier);
}
