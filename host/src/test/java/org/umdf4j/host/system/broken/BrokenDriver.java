package org.umdf4j.host.system.broken;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.PropVariant;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;
import org.umdf4j.ddi.WDF_PROPERTY_STORE_RETRIEVE_FLAGS;

/** Has the fault that the device's setting {@code fault} names. */
public final class BrokenDriver implements IDriverEntry {
    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        Fault fault = wdfDeviceInit
                .retrieveDevicePropertyStore(null, WDF_PROPERTY_STORE_RETRIEVE_FLAGS.CREATE_VOLATILE)
                .store()
                .getNamedValue("fault")
                .map(PropVariant::text)
                .map(Fault::valueOf)
                .orElseThrow();
        if (fault == Fault.NO_DEVICE) {
            return HResult.S_OK;
        }
        if (fault == Fault.ON_DEVICE_ADD) {
            throw new IllegalStateException("broken on purpose in OnDeviceAdd");
        }
        wdfDeviceInit.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE);
        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, new BrokenDevice(fault));
        device.createIoQueue(new BrokenQueue(fault), true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, true, false);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
