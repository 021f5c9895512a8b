package org.umdf4j.ddi;

/** IDriverEntry. */
public interface IDriverEntry {
    HResult onInitialize(IWDFDriver wdfDriver);

    HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit);

    void onDeinitialize(IWDFDriver wdfDriver);
}
