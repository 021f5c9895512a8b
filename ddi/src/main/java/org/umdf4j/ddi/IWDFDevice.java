package org.umdf4j.ddi;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** IWDFDevice. */
public interface IWDFDevice extends IWDFObject {
    RetrievedPropertyStore retrieveDevicePropertyStore(
            @Nullable String serviceName, WDF_PROPERTY_STORE_RETRIEVE_FLAGS flags);

    IWDFDriver getDriver();

    String retrieveDeviceInstanceId();

    IWDFIoTarget getDefaultIoTarget();

    Optional<IWDFIoQueue> getDefaultIoQueue();

    IWDFIoQueue createIoQueue(
            @Nullable Object callbackInterface,
            boolean defaultQueue,
            WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
            boolean powerManaged,
            boolean allowZeroLengthRequests);

    String retrieveDeviceName();

    void configureRequestDispatching(IWDFIoQueue queue, WDF_REQUEST_TYPE requestType, boolean forward);

    void setPnpState(WDF_PNP_STATE state, WDF_TRI_STATE value);

    WDF_TRI_STATE getPnpState(WDF_PNP_STATE state);

    void commitPnpState();

    StackIoTypePreference getDeviceStackIoTypePreference();

    POWER_ACTION getSystemPowerAction();

    IWDFWorkItem createWorkItem(WUDF_WORKITEM_CONFIG config, @Nullable IWDFObject parentObject);
}
