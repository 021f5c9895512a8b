package org.umdf4j.ddi;

import org.jspecify.annotations.Nullable;

/** IWDFDeviceInitialize. */
public interface IWDFDeviceInitialize {
    void setFilter();

    void setLockingConstraint(WDF_CALLBACK_CONSTRAINT lockType);

    RetrievedPropertyStore retrieveDevicePropertyStore(
            @Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags);

    void setPowerPolicyOwnership(boolean owner);

    void autoForwardCreateCleanupClose(WDF_TRI_STATE state);

    String retrieveDeviceInstanceId();

    void setPnpCapability(WDF_PNP_CAPABILITY capability, WDF_TRI_STATE value);

    WDF_TRI_STATE getPnpCapability(WDF_PNP_CAPABILITY capability);

    void setIoTypePreference(
            WDF_DEVICE_IO_BUFFER_RETRIEVAL retrievalMode,
            WDF_DEVICE_IO_TYPE readWritePreference,
            WDF_DEVICE_IO_TYPE ioControlPreference);
}
