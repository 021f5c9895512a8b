package org.umdf4j.benchmarks.inprocess;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/** A driver with one power-managed default queue. */
record QueueDriver(
        WDF_IO_QUEUE_DISPATCH_TYPE dispatchType,
        WDF_CALLBACK_CONSTRAINT constraint,
        Object deviceCallbacks,
        Object queueCallbacks)
        implements IDriverEntry {

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        wdfDeviceInit.setLockingConstraint(constraint);
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, deviceCallbacks);
        device.createIoQueue(queueCallbacks, true, dispatchType, true, false);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
