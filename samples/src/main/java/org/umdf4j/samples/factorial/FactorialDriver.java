package org.umdf4j.samples.factorial;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;

/** The entry of the factorial driver. */
public final class FactorialDriver implements IDriverEntry {

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        FactorialDevice factorial = new FactorialDevice();
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, factorial);
        factorial.createObjects(device);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
