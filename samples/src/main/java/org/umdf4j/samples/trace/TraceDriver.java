package org.umdf4j.samples.trace;

import org.umdf4j.ddi.HResult;
import org.umdf4j.ddi.IDriverEntry;
import org.umdf4j.ddi.IWDFDevice;
import org.umdf4j.ddi.IWDFDeviceInitialize;
import org.umdf4j.ddi.IWDFDriver;
import org.umdf4j.ddi.WDF_CALLBACK_CONSTRAINT;
import org.umdf4j.ddi.WDF_IO_QUEUE_DISPATCH_TYPE;

/** The entry of the trace filter. It may sit above any driver, also above itself. */
public final class TraceDriver implements IDriverEntry {

    @Override
    public HResult onInitialize(IWDFDriver wdfDriver) {
        return HResult.S_OK;
    }

    @Override
    public HResult onDeviceAdd(IWDFDriver wdfDriver, IWDFDeviceInitialize wdfDeviceInit) {
        // What we have no handler for goes down by itself (RT-3), and so do create, cleanup and close (FIL-8).
        wdfDeviceInit.setFilter();
        // The driver below runs inside our send. Under the default constraint we would hold our callback lock all that
        // time and let only one request at a time through.
        wdfDeviceInit.setLockingConstraint(WDF_CALLBACK_CONSTRAINT.NONE);

        IWDFDevice device = wdfDriver.createDevice(wdfDeviceInit, null);
        TraceQueue queue = new TraceQueue(device.getDefaultIoTarget(), device.retrieveDeviceInstanceId());

        // Not power-managed: this driver has no hardware that could be off. The driver below knows when it has to hold
        // requests back; holding them here as well would only hide from it that there is work.
        // Zero-length requests included: whether they are answered or delivered is for the driver below (DSP-8).
        device.createIoQueue(queue, true, WDF_IO_QUEUE_DISPATCH_TYPE.PARALLEL, false, true);
        return HResult.S_OK;
    }

    @Override
    public void onDeinitialize(IWDFDriver wdfDriver) {}
}
