package org.umdf4j.samples.echo;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;

/** The entry of the echo driver. One {@link EchoDevice} a device, so that several do not share their bytes. */
public final class EchoDriver implements IDriverEntry {

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        EchoDevice echo = new EchoDevice();
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, echo);
        echo.createQueues(device);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
