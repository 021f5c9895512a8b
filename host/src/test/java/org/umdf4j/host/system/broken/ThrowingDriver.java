package org.umdf4j.host.system.broken;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;

/** Throws before it has anything. */
public final class ThrowingDriver implements IDriverEntry {
    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        throw new IllegalStateException("broken on purpose in OnInitialize");
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        return HResult.E_UNEXPECTED;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
